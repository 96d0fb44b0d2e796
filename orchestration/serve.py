"""`fais serve`: the pages, Dagster and answers for monitors, until somebody stops them.

Belongs here: which servers run, where they listen. Not here: keeping processes (servers).
All listen on 127.0.0.1 only.
"""

import signal
import sys
import threading
from importlib.resources import files
from pathlib import Path

import typer

from ingest.home import Home
from orchestration.dagster_home import (
    WORKSPACE_FILE,
    open_instance,
    server_environment,
    write_settings,
)
from orchestration.health.server import health_server
from orchestration.lock import current_holder
from orchestration.lost_runs import close_lost_runs
from orchestration.servers import (
    HOST,
    Door,
    Running,
    Server,
    require_alive,
    require_free_port,
    running,
    wait_until_ready,
)
from orchestration.telemetry import quiet_environment

WATCH_SECONDS = 1.0


def serve(home: Home, port: int, dagster_port: int, health_port: int) -> None:
    """Run both servers until SIGINT or SIGTERM.

    Raises ServeError when a port is taken, or when a server does not start or ends by itself.
    """
    require_free_port(port, "the pages", "--port")
    require_free_port(dagster_port, "Dagster", "--dagster-port")
    require_free_port(health_port, "monitors", "--health-port")
    write_settings(home)
    _clean_up(home)
    asked_to_stop = _stop_signal()
    with running([_pages(home, port), _dagster(home, dagster_port)]) as doors:
        if not wait_until_ready(doors, asked_to_stop):
            return
        # Dagster's storage is there by now: two processes that make it at once break each other.
        with running([_daemon(home)]) as daemon, health_server(home, health_port):
            _announce(port, dagster_port, health_port)
            _watch([*doors, *daemon], asked_to_stop)


def _clean_up(home: Home) -> None:
    """Close the runs that were cut short with the servers; the daemon runs its own again.

    A run whose process outlived the servers holds the lock and goes on.
    """
    if current_holder(home.root) is None:
        with open_instance(home) as instance:
            close_lost_runs(instance)


def _announce(port: int, dagster_port: int, health_port: int) -> None:
    typer.echo(f"画面 Pages     http://{HOST}:{port}")
    typer.echo(f"実行 Dagster   http://{HOST}:{dagster_port}")
    typer.echo(f"監視 Monitors  http://{HOST}:{health_port}/healthz")
    typer.echo("終了は Ctrl-C。 Ctrl-C stops all.")
    sys.stdout.flush()


def _watch(started: list[Running], asked_to_stop: threading.Event) -> None:
    while not asked_to_stop.wait(WATCH_SECONDS):
        require_alive(started)


def _stop_signal() -> threading.Event:
    """Return an event that SIGINT and SIGTERM set."""
    event = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: event.set())
    return event


def _pages(home: Home, port: int) -> Server:
    folder = Path(str(files("dashboards")))  # Streamlit takes its theme from here
    command = [
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *("--server.address", HOST, "--server.port", str(port)),
        *("--server.headless", "true", "--server.fileWatcherType", "none"),
        *("--browser.gatherUsageStats", "false"),
    ]
    return _server(home, "pages", command, folder, Door(port, "/_stcore/health"))


def _dagster(home: Home, port: int) -> Server:
    address = ["-h", HOST, "-p", str(port)]
    command = [sys.executable, "-m", "dagster_webserver", *address, "-w", WORKSPACE_FILE]
    return _server(home, "dagster", command, home.dagster, Door(port, "/server_info"))


def _daemon(home: Home) -> Server:
    command = [sys.executable, "-m", "dagster._daemon", "run", "-w", WORKSPACE_FILE]
    return _server(home, "daemon", command, home.dagster, None)


def _server(home: Home, name: str, command: list[str], folder: Path, door: Door | None) -> Server:
    environment = quiet_environment(server_environment(home))
    home.logs.mkdir(mode=0o700, exist_ok=True)
    return Server(name, command, environment, home.logs / f"{name}.log", folder, door)
