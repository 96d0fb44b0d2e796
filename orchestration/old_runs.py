"""How long Dagster's runs are kept.

Belongs here: removing old runs from Dagster's storage. Not here: snapshots and history, which have
rules of their own (publication.retention).
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dagster import DagsterInstance

AT_ONCE = 20
"""Removed at one look, so that it stays short."""


def remove_old_runs(instance: "DagsterInstance", keep_days: int, now: datetime) -> int:
    """Remove finished runs that were made before `keep_days`, oldest first; returns how many."""
    from dagster import DagsterRunStatus, RunsFilter

    finished = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
    old = RunsFilter(statuses=finished, created_before=now - timedelta(days=keep_days))
    records = instance.get_run_records(old, limit=AT_ONCE, ascending=True)
    for record in records:
        instance.delete_run(record.dagster_run.run_id)
    return len(records)
