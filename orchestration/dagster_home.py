"""Dagster's own folder in the home: its settings, its instance and what its servers load.

Belongs here: dagster.yaml, workspace.yaml and opening the instance. Not here: what the assets do.
"""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.atomic import write_atomically
from ingest.home import Home
from orchestration.settings import read_secret, read_settings

if TYPE_CHECKING:
    from dagster import DagsterInstance

INSTANCE_FILE = "dagster.yaml"
WORKSPACE_FILE = "workspace.yaml"
EVENT_FILES = "history/runs"

INSTANCE_SETTINGS = """\
# Written by `fais`; rewritten at every run.
telemetry:
  enabled: false
nux:
  enabled: false
# One run at a time; the others wait in line.
concurrency:
  runs:
    max_concurrent_runs: 1
run_queue:
  dequeue_interval_seconds: 2
# Only a run whose process died is run again, once. A step that failed would fail again.
run_retries:
  enabled: true
  max_retries: 1
  retry_on_asset_or_op_failure: false
run_monitoring:
  enabled: true
  start_timeout_seconds: 300
  cancel_timeout_seconds: 180
  poll_interval_seconds: 30
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days:
      skipped: 1
      success: 30
      failure: 30
"""

SQLITE_SETTINGS = """\
event_log_storage:
  module: orchestration.event_log
  class: PooledSqliteEventLog
  config:
    base_dir: {base_dir}
"""

POSTGRES_VARIABLE = "FAIS_DAGSTER_POSTGRES_URL"
POSTGRES_SETTINGS = f"""\
storage:
  custom:
    module: orchestration.postgres
    class: PooledPostgres
    config:
      postgres_url:
        env: {POSTGRES_VARIABLE}
"""

WORKSPACE_SETTINGS = """\
# Written by `fais`; rewritten at every start of `fais serve`.
load_from:
  - python_module:
      module_name: orchestration.definitions
      location_name: fais
"""


def write_settings(home: Home) -> None:
    """Write Dagster's settings into the home. Raises SettingsError."""
    home.dagster.mkdir(mode=0o700, parents=True, exist_ok=True)
    storage = POSTGRES_SETTINGS if _postgres_file(home) else _sqlite_settings(home)
    _replace(home.dagster / INSTANCE_FILE, INSTANCE_SETTINGS + storage)
    _replace(home.dagster / WORKSPACE_FILE, WORKSPACE_SETTINGS)


def open_instance(home: Home) -> "DagsterInstance":
    """Open the home's Dagster instance: the runs and asset history that the Dagster UI shows.

    Raises SettingsError.
    """
    from dagster import DagsterInstance

    write_settings(home)
    os.environ.update(_secret_environment(home))
    return DagsterInstance.from_config(str(home.dagster))


def server_environment(home: Home) -> dict[str, str]:
    """Return what Dagster's servers need to know to find this home. Raises SettingsError."""
    return {
        "FAIS_HOME": str(home.root.resolve()),
        "DAGSTER_HOME": str(home.dagster.resolve()),
        **_secret_environment(home),
    }


def _sqlite_settings(home: Home) -> str:
    base_dir = json.dumps(str(home.dagster.resolve() / EVENT_FILES), ensure_ascii=False)
    return SQLITE_SETTINGS.format(base_dir=base_dir)


def _postgres_file(home: Home) -> Path | None:
    return read_settings(home).dagster.postgres_url_file


def _secret_environment(home: Home) -> dict[str, str]:
    """Return the address of PostgreSQL with its password: never written into the home."""
    file = _postgres_file(home)
    if file is None:
        return {}
    # SQLAlchemy would take a driver that is not installed; dagster-postgres brings psycopg2.
    scheme, _, rest = read_secret(file).partition("://")
    return {POSTGRES_VARIABLE: f"{scheme.partition('+')[0]}+psycopg2://{rest}"}


def _replace(path: Path, text: str) -> None:
    """Write a file as a whole, and only where it changes: servers read it at any time."""
    if not (path.is_file() and path.read_text(encoding="utf-8") == text):
        write_atomically(path, lambda temporary: temporary.write_text(text, encoding="utf-8"))
