"""Dagster's own folder in the home: its settings, its instance and what its servers load.

Belongs here: dagster.yaml, workspace.yaml and opening the instance. Not here: what the assets do.
"""

import sqlite3
from typing import TYPE_CHECKING

from ingest.home import Home

if TYPE_CHECKING:
    from dagster import DagsterInstance

INSTANCE_FILE = "dagster.yaml"
WORKSPACE_FILE = "workspace.yaml"

# Storage is Dagster's default: SQLite files beside this file, so that a home can be moved.
INSTANCE_SETTINGS = """\
# Written by `fais`; rewritten at every run.
telemetry:
  enabled: false
nux:
  enabled: false
concurrency:
  runs:
    max_concurrent_runs: 1
"""

WORKSPACE_SETTINGS = """\
# Written by `fais`; rewritten at every start of `fais serve`.
load_from:
  - python_module:
      module_name: orchestration.definitions
      location_name: fais
"""


def write_settings(home: Home) -> None:
    """Write Dagster's settings into the home."""
    home.dagster.mkdir(mode=0o700, parents=True, exist_ok=True)
    (home.dagster / INSTANCE_FILE).write_text(INSTANCE_SETTINGS, encoding="utf-8")
    (home.dagster / WORKSPACE_FILE).write_text(WORKSPACE_SETTINGS, encoding="utf-8")


def open_instance(home: Home) -> "DagsterInstance":
    """Open the home's Dagster instance: the runs and asset history that the Dagster UI shows."""
    from dagster import DagsterInstance

    _write_without_waiting_for_the_disk()
    write_settings(home)
    return DagsterInstance.from_config(str(home.dagster))


def _write_without_waiting_for_the_disk() -> None:
    """Spare SQLite the wait for the disk at each of a run's thousands of small writes.

    A power loss may lose the last of Dagster's notes about a run; figures do not depend on them.
    """
    from sqlalchemy import Engine, event

    if not event.contains(Engine, "connect", _relax):
        event.listen(Engine, "connect", _relax)


def _relax(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("pragma synchronous = normal")


def server_environment(home: Home) -> dict[str, str]:
    """Return what Dagster's servers need to know to find this home."""
    return {"FAIS_HOME": str(home.root.resolve()), "DAGSTER_HOME": str(home.dagster.resolve())}
