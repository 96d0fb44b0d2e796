"""Dagster's schedules: the calendar's times, and whether there is something to do then.

Belongs here: thin wiring. Not here: the times and days (triggers.calendar), what is new (run).
"""

from typing import Any

import dagster as dg

from ingest.contracts import load_contracts
from ingest.home import Home
from orchestration.history.hold import read_hold
from orchestration.jobs import JOB, MONTH_JOB, PATIENCE_SECONDS, QUIET_CONSOLE, TRIGGER_TAG
from orchestration.publication import current_snapshot
from orchestration.run import nothing_new
from orchestration.status import read_status
from orchestration.triggers.calendar import (
    DAILY,
    FIRST_MONTH,
    MONTH_END,
    ZONE,
    end_of_month,
    month_end_before,
)

MONTHS = dg.MonthlyPartitionsDefinition(FIRST_MONTH, timezone=ZONE)


def schedules(home: Home) -> list[dg.ScheduleDefinition]:
    """Return the schedules of a home, switched on."""
    return [_daily(home), _month_end(home)]


def run_settings(home: Home, as_of: str = "") -> dict[str, Any]:
    """Return the configuration of a run that waits its turn; of a past day where one is named."""
    values = {"root": str(home.root), "as_of": as_of, "patience_seconds": PATIENCE_SECONDS}
    return {"resources": {"home": {"config": values}}, **QUIET_CONSOLE}


def months(home: Home) -> dg.PartitionedConfig[Any]:
    """Return the months of delivery that can be made anew, each as known by its last evening."""

    def of_month(first_day: str) -> dict[str, Any]:
        return run_settings(home, end_of_month(first_day).isoformat())

    return dg.PartitionedConfig(MONTHS, run_config_for_partition_key_fn=of_month)


def request(home: Home, trigger: str, run_key: str, job: str = JOB) -> dg.RunRequest:
    """Return the request for a run that waits its turn."""
    return dg.RunRequest(
        run_key=run_key,
        job_name=job,
        run_config=run_settings(home),
        tags={TRIGGER_TAG: trigger},
    )


def _daily(home: Home) -> dg.ScheduleDefinition:
    @dg.schedule(
        name="daily",
        cron_schedule=DAILY,
        execution_timezone=ZONE,
        job_name=JOB,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="毎朝6時：受付フォルダーと設定の変更を取り込み、公開する。",
    )
    def daily(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        if hold := read_hold(home):
            return dg.SkipReason(str(hold))
        if not read_status(home).waiting:
            same = nothing_new(home, load_contracts(home.contracts), None)
            if same is not None:
                return dg.SkipReason(same.message)
        return request(home, "daily", f"daily-{context.scheduled_execution_time:%Y-%m-%d}")

    return daily


def _month_end(home: Home) -> dg.ScheduleDefinition:
    @dg.schedule(
        name="month_end",
        cron_schedule=MONTH_END,
        execution_timezone=ZONE,
        job_name=MONTH_JOB,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description="毎月1日：前月末現在の版を作り、主な数値を管理者に送る。",
    )
    def month_end(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        if current_snapshot(home) is None:
            return dg.SkipReason("nothing is published yet")
        day = month_end_before(context.scheduled_execution_time)
        return dg.RunRequest(
            run_key=f"month_end-{day}",
            partition_key=day.replace(day=1).isoformat(),
            run_config=run_settings(home, day.isoformat()),
            tags={TRIGGER_TAG: "month_end"},
        )

    return month_end
