"""How long runs are kept.

Belongs here: removing old runs from Dagster's storage, and the logs of runs of the command line.
Not here: snapshots and history, which have rules of their own (publication.retention); the logs of
servers, which the machine rotates (deploy/logrotate).
"""

import shutil
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ingest.home import Home
from orchestration.dagster_home import EVENT_FILES

if TYPE_CHECKING:
    from dagster import DagsterInstance

SAID = "storage"
"""Dagster's folder of what runs printed."""
RUN_LOGS = "run-*.log"
AT_ONCE = 20
"""Removed at one look, so that it stays short."""


def remove_old_runs(home: Home, instance: "DagsterInstance", keep_days: int, now: datetime) -> int:
    """Remove finished runs made before `keep_days` with what they said; returns how many."""
    from dagster import DagsterRunStatus, RunsFilter

    finished = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
    old = RunsFilter(statuses=finished, created_before=now - timedelta(days=keep_days))
    records = instance.get_run_records(old, limit=AT_ONCE, ascending=True)
    for record in records:
        run_id = record.dagster_run.run_id
        instance.delete_run(run_id)
        shutil.rmtree(home.dagster / SAID / run_id, ignore_errors=True)
        (home.dagster / EVENT_FILES / f"{run_id}.db").unlink(missing_ok=True)
    return len(records)


def remove_old_logs(home: Home, keep_days: int, now: datetime) -> int:
    """Remove the logs of runs that ended before `keep_days`; returns how many."""
    before = (now - timedelta(days=keep_days)).timestamp()
    old = [path for path in home.logs.glob(RUN_LOGS) if path.stat().st_mtime < before]
    for path in old:
        path.unlink()
    return len(old)
