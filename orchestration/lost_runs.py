"""Closing lost runs: what a killed process left recorded as going on is marked as failed.

Belongs here: finding and closing them in the home's Dagster instance. Not here: which runs are lost
while others may be starting (triggers.lost). Dagster's daemon then retries those that it started.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from ingest.home import Home
from orchestration.lock import JST, current_holder
from orchestration.triggers.lost import Going, lost

if TYPE_CHECKING:
    from dagster import DagsterInstance, RunRecord

REASON = "the process of this run was killed"


def close_lost_runs(
    instance: "DagsterInstance", tags: Mapping[str, str] | None = None
) -> list[str]:
    """Close every run (with these tags) that is recorded as going on; returns their ids.

    Call it when none of them can be alive.
    """
    return _close(instance, _going(instance, tags))


def close_runs_lost_meanwhile(home: Home, instance: "DagsterInstance") -> list[str]:
    """Close those that nobody works on, though others may be starting now. Returns their ids."""
    records = _going(instance)
    is_held = current_holder(home.root) is not None
    runs = [Going(one.dagster_run.run_id, _since(one)) for one in records]
    gone = set(lost(runs, is_held, datetime.now(JST)))
    return _close(instance, [one for one in records if one.dagster_run.run_id in gone])


def _going(instance: "DagsterInstance", tags: Mapping[str, str] | None = None) -> list["RunRecord"]:
    from dagster import DagsterRunStatus, RunsFilter

    going = [DagsterRunStatus.STARTING, DagsterRunStatus.STARTED, DagsterRunStatus.CANCELING]
    return list(instance.get_run_records(RunsFilter(statuses=going, tags=tags)))


def _since(record: "RunRecord") -> datetime:
    """Return when a run was last heard of: a queued one starts long after it was made."""
    return record.update_timestamp.astimezone(JST)


def _close(instance: "DagsterInstance", records: list["RunRecord"]) -> list[str]:
    for record in records:
        instance.report_run_failed(record.dagster_run, REASON)
    return [record.dagster_run.run_id for record in records]
