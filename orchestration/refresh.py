"""One run of the assets, in this process, on the home's Dagster instance.

Belongs here: starting Dagster's job and reading what became of it. Not here: the assets (assets/),
whether a run is needed (run).
"""

import contextlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.home import Home
from orchestration.dagster_home import open_instance
from orchestration.landings import Landed
from orchestration.lock import JST
from orchestration.publication import Override
from orchestration.reporting import Reporter
from orchestration.result import Outcome, RunResult
from orchestration.telemetry import quiet_process

if TYPE_CHECKING:
    from dagster import (
        DagsterEvent,
        DagsterInstance,
        ExecuteInProcessResult,
        SerializableErrorInfo,
    )

COMMAND_TAG, COMMAND = "fais/command", "fais run"
QUIET_CONSOLE = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def refresh(
    home: Home,
    as_of: date | None,
    landed: Mapping[str, Landed],
    reporter: Reporter,
    overrides: Sequence[Override] = (),
) -> RunResult:
    """Materialise every asset of the home, its files being landed already.

    Raises ContractError, CatalogueError or BuildError before anything is built.
    """
    log = _log_path(home)
    with quiet_process(), log.open("a", encoding="utf-8") as output, _spoken_to(output):
        done = _execute(home, as_of, landed, reporter, overrides)
    return read_result(done, log)


def _execute(
    home: Home,
    as_of: date | None,
    landed: Mapping[str, Landed],
    reporter: Reporter,
    overrides: Sequence[Override],
) -> "ExecuteInProcessResult":
    from orchestration.definitions import JOB, build_defs
    from orchestration.resources import AlreadyLanded, LockedHome

    defs = build_defs(
        home,
        {
            "home": LockedHome(
                root=str(home.root),
                as_of=as_of.isoformat() if as_of else "",
                let_pass=[one.check for one in overrides],
                let_pass_reason=overrides[0].reason if overrides else "",
                let_pass_by=overrides[0].by if overrides else "",
            ),
            "lander": AlreadyLanded(landed),
            "reporter": reporter,
        },
    )
    tags = {COMMAND_TAG: COMMAND, "fais/as_of": as_of.isoformat() if as_of else "newest"}
    with open_instance(home) as instance:
        _close_lost_runs(instance)
        return defs.resolve_job_def(JOB).execute_in_process(
            run_config=QUIET_CONSOLE, instance=instance, raise_on_error=False, tags=tags
        )


def _close_lost_runs(instance: "DagsterInstance") -> None:
    """Mark runs whose process was killed: none of the command line is alive, we hold the lock."""
    from dagster import DagsterRunStatus, RunsFilter

    lost = RunsFilter(
        tags={COMMAND_TAG: COMMAND},
        statuses=[DagsterRunStatus.STARTING, DagsterRunStatus.STARTED],
    )
    for run in instance.get_runs(lost):
        instance.report_run_failed(run, "the process of this run was killed")


def read_result(done: "ExecuteInProcessResult", log: Path) -> RunResult:
    """Return what a finished run came to, as one value."""
    if done.success:
        return _published(done)
    checks = _failed_checks(done)
    if checks:
        names = ", ".join(checks)
        return RunResult(
            Outcome.BLOCKED,
            f"not published, these checks failed: {names} (see {log}); the snapshot before stays",
            failed_checks=tuple(checks),
        )
    return RunResult(Outcome.FAILED, f"not published: {_reason(done)} (see {log})")


def _published(done: "ExecuteInProcessResult") -> RunResult:
    from orchestration.assets.publication import PUBLICATION_KEY

    for event in done.get_asset_materialization_events():
        if event.asset_key == PUBLICATION_KEY:
            facts: dict[str, Any] = {
                key: value.value for key, value in event.materialization.metadata.items()
            }
            return RunResult(
                Outcome.PUBLISHED,
                f"published snapshot {facts['snapshot_id']} as of {facts['as_of']}",
                as_of=date.fromisoformat(facts["as_of"]),
                snapshot_id=facts["snapshot_id"],
                is_current=facts["is_current"],
            )
    raise AssertionError("a successful run publishes")


def _failed_checks(done: "ExecuteInProcessResult") -> list[str]:
    """Return the checks that closed the gate: the audit's, or tests of models that failed."""
    from dagster import AssetCheckSeverity

    from orchestration.assets.audit import BLOCKING

    named = [name for event in _failures(done) for name in _metadata(event).get(BLOCKING, [])]
    tests = [
        f"{evaluation.asset_key.to_user_string()}.{evaluation.check_name}"
        for evaluation in done.get_asset_check_evaluations()
        if not evaluation.passed and evaluation.severity is AssetCheckSeverity.ERROR
    ]
    return named or tests


def _failures(done: "ExecuteInProcessResult") -> Iterator["DagsterEvent"]:
    return (event for event in done.all_events if event.is_step_failure)


def _metadata(event: "DagsterEvent") -> Mapping[str, Any]:
    failure = event.step_failure_data.user_failure_data
    return {key: value.value for key, value in failure.metadata.items()} if failure else {}


def _reason(done: "ExecuteInProcessResult") -> str:
    """Return the first line of what broke first."""
    for event in _failures(done):
        error = event.step_failure_data.error
        if error is not None:
            return _said(error.cause or error)
    return "the run failed before its first step"


def _said(error: "SerializableErrorInfo") -> str:
    """Return an error's own words in one line, without the name of its class."""
    if error.cls_name == "DagsterExecutionInterruptedError":
        return "interrupted"
    words = " ".join(error.message.split())
    return words.partition(": ")[2] or words


def _log_path(home: Home) -> Path:
    home.logs.mkdir(mode=0o700, exist_ok=True)
    return home.logs / f"run-{datetime.now(JST):%Y%m%dT%H%M%S}.log"


@contextlib.contextmanager
def _spoken_to(output: io.TextIOBase) -> Iterator[None]:
    """Send what the tools say to a file; the terminal is for the reporter."""
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        yield
