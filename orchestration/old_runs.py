"""How long Dagster's runs are kept.

Belongs here: removing old runs from Dagster's storage. Not here: snapshots and history, which have
rules of their own (publication.retention).
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
