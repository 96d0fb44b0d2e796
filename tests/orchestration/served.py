"""A served home with all its processes, for tests that drop files and look at what readers see.

Belongs here: starting, killing and asking. Not here: what is expected.
"""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from ingest.home import Home
from tests.orchestration.alerts.letters import HOST, free_port

POSTGRES_FOLDERS = "/usr/lib/postgresql/*/bin"
NOBODY = "postgres"
"""PostgreSQL refuses to run as root; its package makes this user."""


@dataclass
class Served:
    """`fais serve` on a home."""

    home: Home
    process: subprocess.Popen[bytes]
    pages: int
    dagster: int
    health: int

    def ask(self, path: str) -> dict[str, Any]:
        """Return what monitors are told."""
        answer: dict[str, Any] = json.loads(get(self.health, path)[1])
        return answer

    def processes(self) -> list[psutil.Process]:
        """All processes of this service."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def stop(self) -> int:
        """Stop it as systemd does; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=90)

    def kill(self) -> None:
        """Kill every process at once, as a power cut does."""
        for one in self.processes():
            with _gone_is_fine():
                one.kill()
        self.process.wait()


def serve(home: Home, log: Path) -> Served:
    """Start `fais serve` and wait until it answers."""
    ports = [free_port() for _ in range(3)]
    options = ("--port", "--dagster-port", "--health-port")
    given = [part for pair in zip(options, map(str, ports), strict=True) for part in pair]
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*FAIS, "serve", "--home", str(home.root), *given],
            env={**os.environ, "FAIS_AUDIENCE": "manager"},
            stdout=output,
            stderr=output,
        )
    served = Served(home, process, *ports)
    wait_for(lambda: process.poll() is not None or _answers(served), 240, "fais serve answers")
    assert process.poll() is None, log.read_text(encoding="utf-8")
    return served


FAIS = (sys.executable, "-c", "from orchestration.cli import main; main()")


def wait_for(is_true: Callable[[], object], seconds: float, what: str) -> float:
    """Wait until something holds; return how long it took."""
    began = time.monotonic()
    while not is_true():
        assert time.monotonic() - began < seconds, f"within {seconds:.0f} s: {what}"
        time.sleep(0.2)
    return time.monotonic() - began


def get(port: int, path: str) -> tuple[int, bytes]:
    """Ask a server on this machine."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def _answers(served: Served) -> bool:
    with _gone_is_fine():
        return get(served.health, "/metrics")[0] == http.HTTPStatus.OK
    return False


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except (OSError, psutil.NoSuchProcess):
        return


def postgres_tools() -> Path | None:
    """The folder of PostgreSQL's programs, where the package is installed."""
    found = sorted(Path("/").glob(POSTGRES_FOLDERS.lstrip("/")))
    return found[-1] if found else None


@contextmanager
def postgres(tools: Path) -> Iterator[str]:
    """A PostgreSQL of its own on this machine; yields its address with the password.

    Its folder is no folder of pytest: root's are closed to the user that PostgreSQL runs as.
    """
    port, user = free_port(), NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="fais-postgres-") as name:
        folder = Path(name)
        password = folder / "password"
        password.write_text("geheim", encoding="ascii")
        if user:
            shutil.chown(folder, user)
            shutil.chown(password, user)

        def call(tool: str, *arguments: str) -> None:
            command: Sequence[str] = [str(tools / tool), "-D", f"{folder}/data", *arguments]
            subprocess.run(
                command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, timeout=120
            )

        call("initdb", "-U", "fais", "-A", "scram-sha-256", f"--pwfile={password}", "-N")
        where = f"-c listen_addresses={HOST} -c unix_socket_directories={folder}"
        call(
            "pg_ctl", "-w", "-l", f"{folder}/log", "-o", f"-p {port} {where} -c fsync=off", "start"
        )
        try:
            yield f"postgresql://fais:geheim@{HOST}:{port}/postgres"
        finally:
            call("pg_ctl", "-m", "immediate", "stop")
