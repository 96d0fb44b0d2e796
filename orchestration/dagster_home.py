"""Dagster's own folder in the home: its settings, its instance and what its servers load.

Belongs here: dagster.yaml, workspace.yaml and opening the instance. Not here: what the assets do.
"""

import json
from typing import TYPE_CHECKING

from ingest.home import Home

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
concurrency:
  runs:
    max_concurrent_runs: 1
event_log_storage:
  module: orchestration.event_log
  class: PooledSqliteEventLog
  config:
    base_dir: {base_dir}
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
    base_dir = json.dumps(str(home.dagster.resolve() / EVENT_FILES), ensure_ascii=False)
    settings = INSTANCE_SETTINGS.format(base_dir=base_dir)
    (home.dagster / INSTANCE_FILE).write_text(settings, encoding="utf-8")
    (home.dagster / WORKSPACE_FILE).write_text(WORKSPACE_SETTINGS, encoding="utf-8")


def open_instance(home: Home) -> "DagsterInstance":
    """Open the home's Dagster instance: the runs and asset history that the Dagster UI shows."""
    from dagster import DagsterInstance

    write_settings(home)
    return DagsterInstance.from_config(str(home.dagster))


def server_environment(home: Home) -> dict[str, str]:
    """Return what Dagster's servers need to know to find this home."""
    return {"FAIS_HOME": str(home.root.resolve()), "DAGSTER_HOME": str(home.dagster.resolve())}
