"""What is installed on a server is well-formed, and gives no more rights than are needed."""

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]


def sections(unit: Path) -> dict[str, dict[str, list[str]]]:
    """A unit's settings by section; a name may stand several times."""
    parser = configparser.RawConfigParser(
        strict=False, delimiters=("=",), comment_prefixes=("#",), dict_type=Repeated
    )
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return {
        name: {key: str(value).split("\n") for key, value in parser[name].items()}
        for name in parser.sections()
    }


class Repeated(dict[Any, Any]):
    """Keeps every value of a name that stands several times."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Add to a list that is there."""
        if isinstance(value, list) and key in self:
            self[key].extend(value)
        else:
            super().__setitem__(key, value)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        assert set(sections(unit)) <= {"Unit", "Service", "Timer", "Install"}
        return
    # The programs lie elsewhere here; all else is as installed.
    for other in UNITS:
        text = other.read_text(encoding="utf-8").replace("/opt/fais/.venv/bin/fais", "/bin/true")
        (tmp_path / other.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [verifier, "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if unit.stem in line]
    assert (done.returncode, said) == (0, [])


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: path.name)
def test_services_have_least_rights(unit: Path) -> None:
    service = sections(unit)["Service"]
    assert service["User"] == ["fais"]
    assert service["UMask"] == ["0077"]
    assert service["ProtectSystem"] == ["strict"]
    assert service["NoNewPrivileges"] == ["true"]
    assert service["CapabilityBoundingSet"] == [""]
    assert {path.split()[0] for path in service["ReadWritePaths"]} == {"/srv/fais"}


@pytest.mark.parametrize(
    "file", [*SERVICES, DEPLOY / "Containerfile", DEPLOY / "README.md"], ids=lambda path: path.name
)
def test_only_commands_that_exist_are_called(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    called = set(re.findall(r"(?:bin/|&& |exec )fais ([a-z]+)", text))
    known = subprocess.run(
        [sys.executable, "-c", "from orchestration.cli import main; main()", "--help"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert called
    offered = set(re.findall(r"^  ([a-z]+) ", known, re.MULTILINE))
    assert called - offered == set()


def test_nginx_takes_its_file(tmp_path: Path) -> None:
    text = (DEPLOY / "nginx" / "fais.conf").read_text(encoding="utf-8")
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    openssl = shutil.which("openssl")
    if nginx is None or openssl is None:
        _parse_nginx(text)
        return
    _certificate(openssl, tmp_path)
    own = text.replace("/etc/fais/tls", str(tmp_path)).replace("/etc/fais", str(tmp_path))
    for name in ("pages.htpasswd", "dagster.htpasswd"):
        (tmp_path / name).write_text("", encoding="utf-8")
    logs = f"error_log {tmp_path}/error.log;\npid {tmp_path}/pid;\n"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"{kind}_temp_path {tmp_path}/{kind};\n" for kind in kinds)
    whole = f"{logs}events {{}}\nhttp {{\naccess_log off;\n{scratch}{own}\n}}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    done = subprocess.run(
        [nginx, "-t", "-c", str(tmp_path / "nginx.conf")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _certificate(openssl: str, folder: Path) -> None:
    names = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    command = [openssl, "req", "-x509", *kind, "-subj", "/CN=kpi.example.jp", *names]
    subprocess.run(command, check=True, capture_output=True)


def _parse_nginx(text: str) -> None:
    """Every statement ends with a semicolon or opens a block, and every block is closed."""
    bare = re.sub(r"(?m)#.*$", "", text)
    quoted = re.sub(r"\"[^\"]*\"|'[^']*'", "q", bare)
    assert re.sub(r"[^;{}]+[;{]|\s+|}", "", quoted) == ""
    assert quoted.count("{") == quoted.count("}")


def test_nginx_hands_on_to_this_machine_and_guards_every_door() -> None:
    text = (DEPLOY / "nginx" / "fais.conf").read_text(encoding="utf-8")
    doors = re.findall(r"proxy_pass (\S+);", text)
    assert set(doors) == {f"http://127.0.0.1:{port}" for port in (8501, 8502, 3000)}
    servers = [block for block in text.split("\nserver {")[1:] if "listen 443" in block]
    assert all("auth_basic_user_file" in block and "TLSv1.2" in block for block in servers)
    assert len(servers) == 2


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    """The compose file."""
    values: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return values


def test_compose_takes_its_file(compose: dict[str, Any]) -> None:
    docker = shutil.which("docker")
    has_compose = (
        docker
        and not subprocess.run(
            [docker, "compose", "version"], capture_output=True, check=False
        ).returncode
    )
    if not (docker and has_compose):
        assert {"name", "services", "networks", "volumes", "secrets"} <= set(compose)
        return
    command = [docker, "compose", "-f", str(DEPLOY / "compose.yaml"), "config", "--quiet"]
    subprocess.run(command, check=True, capture_output=True)


def test_containers_have_least_rights(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["read_only"] is True, name
        assert service["logging"]["options"]["max-size"], name
    assert compose["services"]["warehouse"]["user"] == "10001:10001"
    assert "ports" not in compose["services"]["database"]


def test_what_compose_refers_to_is_there(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for service in services.values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        assert set(service.get("networks", [])) <= set(compose["networks"])
        assert set(service.get("depends_on", [])) <= set(services)
        named = [volume.split(":")[0] for volume in service.get("volumes", [])]
        assert {name for name in named if not name.startswith(".")} <= set(compose["volumes"])
    assert (DEPLOY / services["warehouse"]["build"]["context"] / "deploy/Containerfile").is_file()


def test_logs_that_are_rotated_are_those_the_servers_write() -> None:
    from orchestration import serve

    text = (DEPLOY / "logrotate" / "fais").read_text(encoding="utf-8")
    rotated = set(re.findall(r"/logs/([a-z]+)\.log", text))
    source = Path(serve.__file__).read_text(encoding="utf-8")
    assert rotated == set(re.findall(r'_server\(home, "([a-z]+)"', source))
    assert "copytruncate" in text
