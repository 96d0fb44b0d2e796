"""A Streamlit server on a free port of this machine, and readers who talk to it by WebSocket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START_SECONDS = 60
RERUN_SECONDS = 60


@dataclass(frozen=True)
class PageServer:
    """A running server."""

    port: int
    pid: int

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def resident_bytes(self) -> int:
        """The memory that it holds now."""
        return psutil.Process(self.pid).memory_info().rss


class Reader:
    """One session, which asks for pages and waits until they are done."""

    def __init__(self, server: PageServer) -> None:
        """Open the session."""
        self._socket: ClientConnection = connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            origin=server.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
        )

    def rerun(self, query: str) -> float:
        """Run the start page with a query; seconds until it is done. AssertionError on a fault."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        started = time.monotonic()
        self._socket.send(asked.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(bytes(self._socket.recv(timeout=RERUN_SECONDS)))  # type: ignore[arg-type]
            assert not message.delta.new_element.HasField("exception")
            if message.WhichOneof("type") == "script_finished":
                return time.monotonic() - started

    def close(self) -> None:
        """End the session."""
        self._socket.close()


@contextmanager
def page_server(script: Path, home: Path) -> Iterator[PageServer]:
    """The pages of a script and a home, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", script.name),
            *("--server.address", "127.0.0.1", "--server.port", str(port)),
            *("--server.headless", "true", "--server.fileWatcherType", "none"),
            *("--browser.gatherUsageStats", "false"),
        ],
        cwd=script.parent,
        env={**os.environ, "FAIS_HOME": str(home), "FAIS_AUDIENCE": "manager"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield PageServer(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise AssertionError(f"no server on port {port}")
