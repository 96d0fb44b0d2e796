"""`fais serve` with real servers: both answer, both end, one line when they cannot start."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ingest.home import Home
from tests.orchestration.alerts.letters import free_port
from tests.orchestration.office import Office, new_office

GROUPS = '{"query": "{assetNodes {groupName repository {location {name}}}}"}'
GROUPS_WANTED = {
    *("landing", "catalogue", "raw", "staging", "intermediate"),
    *("marts", "quality", "rejected", "publication"),
}


def _serve(
    home: Home, port: int, dagster_port: int, health_port: int | None = None
) -> subprocess.Popen[str]:
    ports = ["--port", str(port), "--dagster-port", str(dagster_port)]
    ports += ["--health-port", str(health_port or free_port())]
    return subprocess.Popen(
        [
            *(sys.executable, "-c", "from orchestration.cli import main; main()", "serve"),
            *("--home", str(home.root), *ports),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _ask(port: int, path: str, body: str | None = None) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    method, headers = ("POST", {"Content-Type": "application/json"}) if body else ("GET", {})
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    assert response.status == 200
    return response.read().decode()


@contextmanager
def _taken(port: int) -> Iterator[None]:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", port))
        holder.listen()
        yield


def _is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("taken", [0, 1])
def test_a_taken_port_starts_nothing(office: Office, taken: int) -> None:
    ports = (free_port(), free_port())
    with _taken(ports[taken]):
        process = _serve(office.home, *ports)
        out, err = process.communicate(timeout=120)
        assert not _is_open(ports[1 - taken])
    assert process.returncode == 1
    assert out == ""
    assert err.count("\n") == 1
    assert f"port {ports[taken]} " in err
    assert ("--port", "--dagster-port")[taken] in err


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Both servers on a home without data, stopped by Ctrl-C at the end."""
    office = new_office(tmp_path_factory.mktemp("served") / "home")
    ports = (free_port(), free_port())
    process = _serve(office.home, *ports)
    lines = [process.stdout.readline() for _ in range(2)] if process.stdout else []
    assert lines == [
        f"画面 Pages     http://127.0.0.1:{ports[0]}\n",
        f"実行 Dagster   http://127.0.0.1:{ports[1]}\n",
    ], process.communicate()
    yield ports
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) == 0
    assert not _is_open(ports[0])
    assert not _is_open(ports[1])


@pytest.mark.e2e
def test_the_pages_answer(served: tuple[int, int]) -> None:
    assert "<title>" in _ask(served[0], "/")


@pytest.mark.e2e
def test_dagster_shows_every_group(served: tuple[int, int]) -> None:
    nodes: list[dict[str, Any]] = []
    deadline = time.monotonic() + 180
    while not nodes and time.monotonic() < deadline:
        answer = json.loads(_ask(served[1], "/graphql", GROUPS))
        nodes = answer["data"]["assetNodes"]
        time.sleep(0.5)
    assert {node["groupName"] for node in nodes} == GROUPS_WANTED
    assert {node["repository"]["location"]["name"] for node in nodes} == {"fais"}


@pytest.mark.e2e
def test_nothing_listens_beyond_this_machine(served: tuple[int, int]) -> None:
    listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    addresses = {line.split()[1] for line in listening if line.split()[3] == "0A"}
    for port in served:
        assert {address for address in addresses if address.endswith(f":{port:04X}")} == {
            f"0100007F:{port:04X}"
        }
