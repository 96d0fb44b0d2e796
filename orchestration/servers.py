"""Child processes that serve: started quiet, watched until they answer, stopped as groups.

Belongs here: the life of server processes. Not here: which servers there are (serve).
"""

import contextlib
import http
import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orchestration.errors import ServeError

HOST = "127.0.0.1"
START_SECONDS = 180.0
STOP_SECONDS = 15.0
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Door:
    """Where a server answers once it is ready."""

    port: int
    path: str


@dataclass(frozen=True)
class Server:
    """One server: its name for people, its command, and the door that opens when it is ready."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    folder: Path
    door: Door | None = None


@dataclass(frozen=True)
class Running:
    """A started server."""

    server: Server
    process: subprocess.Popen[bytes]

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self.process.poll() is not None


def require_free_port(port: int, name: str, option: str) -> None:
    """Raise ServeError when something answers on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise ServeError(
                f"port {port} for {name} on {HOST} cannot be used ({error}): "
                f"stop what uses it, or choose another with {option}"
            ) from error


@contextlib.contextmanager
def running(servers: Sequence[Server]) -> Iterator[list[Running]]:
    """Start all servers; stop every one, with its own children, when the block ends."""
    started: list[Running] = []
    try:
        started.extend(_start(server) for server in servers)
        yield started
    finally:
        stop(started)


def wait_until_ready(started: Sequence[Running], asked_to_stop: threading.Event) -> bool:
    """Return True when every server with an address answers, False when asked to stop before.

    Raises ServeError when one ends, or does not answer in time.
    """
    deadline = time.monotonic() + START_SECONDS
    closed = [one.server for one in started]
    while closed:
        require_alive(started)
        closed = [server for server in closed if server.door and not _answers(server.door)]
        if closed and time.monotonic() > deadline:
            raise ServeError(
                f"{closed[0].name} did not answer within {START_SECONDS:.0f} s: see {closed[0].log}"
            )
        if asked_to_stop.wait(POLL_SECONDS):
            return False
    return True


def require_alive(started: Sequence[Running]) -> None:
    """Raise ServeError when a server has ended by itself."""
    for one in started:
        if one.has_ended:
            raise ServeError(
                f"{one.server.name} ended with code {one.process.returncode}: see {one.server.log}"
            )


def stop(started: Sequence[Running]) -> None:
    """Ask every process group to end, then insist."""
    for one in started:
        _signal_group(one, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for one in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            one.process.wait(max(0.1, deadline - time.monotonic()))
        _signal_group(one, signal.SIGKILL)
        one.process.wait()


def _start(server: Server) -> Running:
    with server.log.open("ab") as log:
        process = subprocess.Popen(
            server.command,
            env=dict(server.environment),
            cwd=server.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Running(server, process)


def _signal_group(one: Running, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(one.process.pid, number)


def _answers(door: Door) -> bool:
    connection = http.client.HTTPConnection(HOST, door.port, timeout=2)
    try:
        connection.request("GET", door.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
