"""Dagster's sensors: the inbox that asks for a run, and the watch over what goes on.

Belongs here: thin wiring. Not here: decisions (triggers), messages (alerts).
"""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from ingest.contracts import load_contracts
from ingest.home import Home
from orchestration.alerts import tell
from orchestration.dbt_manifest import Manifest, workspace_fingerprint
from orchestration.history.hold import read_hold
from orchestration.jobs import JOB, LAND_JOB
from orchestration.lock import JST
from orchestration.lost_runs import close_runs_lost_meanwhile
from orchestration.old_runs import remove_old_logs, remove_old_runs
from orchestration.schedules import request
from orchestration.settings import read_settings
from orchestration.status import inbox_files, read_status
from orchestration.triggers.inbox import File, Watch, decided, form_of, is_due, looked

INBOX_SECONDS = 3
WATCH_SECONDS = 30


Job = dg.JobDefinition | UnresolvedAssetJobDefinition


def sensors(home: Home, jobs: Sequence[Job], loaded: Manifest) -> list[dg.SensorDefinition]:
    """Return the sensors of a home, switched on.

    `jobs` are those that the inbox may ask for, `loaded` is what they were made from.
    """
    return [_inbox(home, jobs, loaded), _watch(home)]


def _inbox(home: Home, jobs: Sequence[Job], loaded: Manifest) -> dg.SensorDefinition:
    @dg.sensor(
        name="inbox",
        minimum_interval_seconds=INBOX_SECONDS,
        jobs=jobs,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="受付フォルダーの変化が落ち着いたら、まとめて取り込む。",
    )
    def inbox(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        now = time.time()
        watch = looked(Watch.from_cursor(context.cursor), form_of(_files(home)), now)
        if not is_due(watch, now):
            context.update_cursor(watch.to_cursor())
            return dg.SkipReason("the inbox is changing" if watch.has_change else "no change")
        waiting = read_status(home).waiting
        if waiting and loaded.fingerprint != workspace_fingerprint(
            home, load_contracts(home.contracts)
        ):
            # Dagster's daemon loads its definitions anew every minute.
            return dg.SkipReason("contracts or catalogue changed: waiting for them to be loaded")
        context.update_cursor(decided(watch).to_cursor())
        if not waiting:
            return dg.SkipReason("nothing that was not landed yet")
        context.log.info("%d files wait", len(waiting))
        is_held = read_hold(home) is not None
        return request(home, "inbox", watch.run_key, LAND_JOB if is_held else JOB)

    return inbox


def _files(home: Home) -> Iterator[File]:
    for folder, file in inbox_files(home.inbox):
        yield folder, file.name, file.size, file.mtime_ns


def _watch(home: Home) -> dg.SensorDefinition:
    @dg.sensor(
        name="watch",
        minimum_interval_seconds=WATCH_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="止まった実行を片付け、異常と回復を知らせる。",
    )
    def watch(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        now = datetime.now(JST)
        lost = close_runs_lost_meanwhile(home, context.instance)
        keep_days = read_settings(home).dagster.keep_runs_days
        old = remove_old_runs(home, context.instance, keep_days, now)
        old += remove_old_logs(home, keep_days, now)
        told = tell(home, now)
        return dg.SkipReason(f"lost runs {len(lost)}, old runs {old}, messages {told}")

    return watch
