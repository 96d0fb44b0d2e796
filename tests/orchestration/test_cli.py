"""The command line: quick to answer, in two languages, one line for every error."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.home import Home
from orchestration.cli import main, status_view
from orchestration.cli.app import app
from orchestration.lock import run_lock
from tests.orchestration.office import Office

HEAVY = ("dagster", "dbt", "great_expectations", "streamlit")
LIST_HEAVY = f"""
import sys
from orchestration.cli import main
try:
    main()
except SystemExit:
    pass
print("HEAVY", [name for name in {HEAVY!r} if name in sys.modules])
"""
COMMANDS = (
    *("sample", "init", "land", "run", "serve", "status", "withdraw", "templates"),
    *("snapshots", "verify", "diff", "rollback", "resume", "trace"),
)
JAPANESE = re.compile(r"[ぁ-ん]")


Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call `fais` in this process; returns the exit code and what it says on stderr."""

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["fais", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return int(left.value.code or 0), capsys.readouterr().err

    return run


def _heavy_modules(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LIST_HEAVY, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def test_help_imports_no_heavy_tool() -> None:
    assert _heavy_modules("--help") == "HEAVY []"


def test_status_imports_no_heavy_tool(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    assert _heavy_modules("status", "--home", str(office.home.root)) == "HEAVY []"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"])
    assert said.exit_code == 0
    assert "--home" in said.stdout
    assert JAPANESE.search(said.stdout)
    assert re.search(r"[A-Z][a-z]+ [a-z]+", said.stdout)


def test_the_help_names_every_command() -> None:
    said = CliRunner().invoke(app, ["--help"])
    assert all(re.search(rf"^ +{command} ", said.stdout, re.MULTILINE) for command in COMMANDS)


@pytest.mark.parametrize("command", ["land", "run", "serve", "status"])
def test_without_a_home_one_line_says_what_to_do(tmp_path: Path, command: str, call: Call) -> None:
    code, said = call(command, "--home", str(tmp_path / "nowhere"))
    assert code == 1
    assert said.count("\n") == 1
    assert "nowhere" in said
    assert "fais init" in said
    assert not (tmp_path / "nowhere").exists()


def test_a_home_below_a_file_cannot_be_made(tmp_path: Path, call: Call) -> None:
    (tmp_path / "file").touch()
    code, said = call("init", "--home", str(tmp_path / "file" / "home"))
    assert code == 1
    assert said.count("\n") == 1
    assert "cannot be written" in said


def test_an_error_nobody_expects_keeps_its_details_in_a_file(
    office: Office, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(home: Home) -> None:
        raise KeyError(str(home.root))

    monkeypatch.setattr(status_view, "read_status", break_down)
    code, said = call("status", "--home", str(office.home.root))
    assert code == 1
    assert said.count("\n") == 1
    assert "Traceback" not in said
    details = Path(said.rpartition("details for support: ")[2].rstrip(")\n"))
    assert "break_down" in details.read_text(encoding="utf-8")
    details.unlink()


@pytest.mark.parametrize("command", ["land", "run"])
def test_a_home_in_use_is_left_alone(office: Office, command: str) -> None:
    office.deliver("consultation", "受付簿.csv")
    with run_lock(office.home.root, "fais run"):
        said = office.say(command)
    assert said.returncode == 4
    assert said.stderr.count("\n") == 1
    assert "is in use by `fais run` (process" in said.stderr
    assert list(office.home.landing.iterdir()) == []


def test_a_wrong_day_is_told_before_anything_runs(office: Office) -> None:
    said = office.say("run", "--as-of", "令和7年5月7日")
    assert said.returncode == 2  # Typer's own code for a wrong call
    assert "--as-of" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_current_link_that_leads_nowhere_is_no_publication(office: Office, call: Call) -> None:
    (office.home.published / "current").symlink_to("20990101T000000-00000000")
    code, said = call("status", "--home", str(office.home.root))
    assert (code, said) == (0, "")


def test_status_tells_what_waits_and_what_to_do(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    said = office.say("status")
    assert said.returncode == 0
    assert "inbox/consultation/受付簿.csv" in said.stdout
    assert "fais run" in said.stdout


def test_status_as_json(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    status = json.loads(office.say("status", "--json").stdout)
    assert status["waiting"] == ["inbox/consultation/受付簿.csv"]
    assert status["published"] is None
    assert status["is_sample"] is False
    assert status["running"] is None


def test_status_names_who_works_on_the_home(office: Office) -> None:
    with run_lock(office.home.root, "fais run"):
        status = json.loads(office.say("status", "--json").stdout)
    assert status["running"]["command"] == "fais run"


def test_landing_alone(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    office.deliver("consultation", "空.csv", "")
    first = office.say("land")
    assert first.returncode == 3
    assert "inbox/consultation/空.csv" in first.stderr
    status = json.loads(office.say("status", "--json").stdout)
    assert status["waiting"] == []
    assert [one["file"] for one in status["refused"]] == ["inbox/consultation/空.csv"]
    assert office.say("land").returncode == 0
    assert list(office.home.published.iterdir()) == []
