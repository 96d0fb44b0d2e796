"""Servers start together, are watched, and end together with their own children."""

import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from orchestration.errors import ServeError
from orchestration.servers import (
    HOST,
    Door,
    Server,
    require_alive,
    require_free_port,
    running,
    wait_until_ready,
)

NEVER = threading.Event()
CHILD_THAT_BEARS = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open("child.pid", "w").write(str(child.pid))
time.sleep(60)
"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _server(folder: Path, *arguments: str, door: Door | None = None) -> Server:
    return Server("one", [sys.executable, *arguments], os.environ, folder / "log", folder, door)


@contextmanager
def _busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        yield int(taken.getsockname()[1])


def test_ready_when_the_door_opens(tmp_path: Path) -> None:
    port = _free_port()
    web = ["-m", "http.server", str(port), "--bind", HOST]
    with running([_server(tmp_path, *web, door=Door(port, "/"))]) as started:
        assert wait_until_ready(started, NEVER)
    assert started[0].has_ended


def test_a_server_that_ends_is_named_with_its_log(tmp_path: Path) -> None:
    broken = _server(tmp_path, "-c", "raise SystemExit(7)", door=Door(_free_port(), "/"))
    with running([broken]) as started:
        started[0].process.wait()
        with pytest.raises(ServeError, match=r"one ended with code 7: see .*log"):
            require_alive(started)


def test_stopping_while_starting_is_no_error(tmp_path: Path) -> None:
    asked = threading.Event()
    asked.set()
    sleeper = _server(tmp_path, "-c", "import time; time.sleep(60)", door=Door(_free_port(), "/"))
    with running([sleeper]) as started:
        assert not wait_until_ready(started, asked)


def _ends_within(seconds: float, pid: int) -> bool:
    """Whether a process goes, or waits only to be reaped; a busy machine ends it a moment later."""
    until = time.monotonic() + seconds
    with suppress(psutil.NoSuchProcess):
        while psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
    return True


def test_children_of_a_server_end_with_it(tmp_path: Path) -> None:
    note = tmp_path / "child.pid"
    with running([_server(tmp_path, "-c", CHILD_THAT_BEARS)]):
        while not (note.exists() and note.read_text()):
            time.sleep(0.02)
    assert _ends_within(10, int(note.read_text()))


def test_a_taken_port_is_said_before_anything_starts() -> None:
    with (
        _busy_port() as port,
        pytest.raises(
            ServeError, match=rf"port {port} for the pages .* choose another with --port"
        ),
    ):
        require_free_port(port, "the pages", "--port")


def test_a_free_port_is_fine() -> None:
    require_free_port(_free_port(), "the pages", "--port")
