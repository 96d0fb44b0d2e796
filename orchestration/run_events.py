"""What the events of a Dagster run say it came to, for runs of the command line and of the daemon.

Belongs here: reading events. Not here: starting runs (refresh), keeping the note (last_run).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from orchestration.result import Outcome, RunResult

if TYPE_CHECKING:
    from dagster import DagsterEvent, DagsterInstance, SerializableErrorInfo

HELD, UNFINISHED = "HeldError", "UnfinishedError"


def read_result(events: Sequence["DagsterEvent"], where: str) -> RunResult:
    """Return what a run came to; `where` says to people where its log is.

    A run of parts that published nothing and broke nothing has no result of its own: FAILED, with
    these words.
    """
    failures = [event for event in events if event.is_step_failure]
    if not failures and (published := _publication(events)):
        return _published(published)
    checks = _failed_checks(events, failures)
    if checks:
        names = ", ".join(checks)
        return RunResult(
            Outcome.BLOCKED,
            f"not published, these checks failed: {names} (see {where}); the snapshot before stays",
            failed_checks=tuple(checks),
        )
    return _stopped(failures, where)


def events_of(instance: "DagsterInstance", run_id: str) -> list["DagsterEvent"]:
    """Return the events of a run that decide what it came to."""
    from dagster import DagsterEventType

    kinds = {
        DagsterEventType.STEP_FAILURE,
        DagsterEventType.ASSET_MATERIALIZATION,
        DagsterEventType.ASSET_CHECK_EVALUATION,
    }
    entries = instance.all_logs(run_id, of_type=kinds)
    return [entry.dagster_event for entry in entries if entry.dagster_event]


def _publication(events: Sequence["DagsterEvent"]) -> dict[str, Any] | None:
    from orchestration.assets.publication import PUBLICATION_KEY

    for event in events:
        if event.is_step_materialization and event.asset_key == PUBLICATION_KEY:
            metadata = event.step_materialization_data.materialization.metadata
            return {key: value.value for key, value in metadata.items()}
    return None


def _published(facts: Mapping[str, Any]) -> RunResult:
    return RunResult(
        Outcome.PUBLISHED,
        f"published snapshot {facts['snapshot_id']} as of {facts['as_of']}",
        as_of=date.fromisoformat(facts["as_of"]),
        snapshot_id=facts["snapshot_id"],
        is_current=facts["is_current"],
    )


def _failed_checks(
    events: Sequence["DagsterEvent"], failures: Sequence["DagsterEvent"]
) -> list[str]:
    """Return the checks that closed the gate: the audit's, or tests of models that failed."""
    from dagster import AssetCheckEvaluation, AssetCheckSeverity, DagsterEventType

    from orchestration.assets.audit import BLOCKING

    named = [name for event in failures for name in _metadata(event).get(BLOCKING, [])]
    evaluations = [
        event.event_specific_data
        for event in events
        if event.event_type is DagsterEventType.ASSET_CHECK_EVALUATION
    ]
    return named or [
        f"{one.asset_key.to_user_string()}.{one.check_name}"
        for one in evaluations
        if isinstance(one, AssetCheckEvaluation)
        and not one.passed
        and one.severity is AssetCheckSeverity.ERROR
    ]


def _metadata(event: "DagsterEvent") -> Mapping[str, Any]:
    failure = event.step_failure_data.user_failure_data
    return {key: value.value for key, value in failure.metadata.items()} if failure else {}


def _stopped(failures: Sequence["DagsterEvent"], where: str) -> RunResult:
    """Return the first line of what broke first; a hold is no failure."""
    for error in _errors(failures):
        if error.cls_name == HELD:
            return RunResult(Outcome.HELD, _said(error))
        if error.cls_name == UNFINISHED:
            return RunResult(Outcome.FAILED, f"{_said(error)} (see {where})", is_current=True)
        return RunResult(Outcome.FAILED, f"not published: {_said(error)} (see {where})")
    return RunResult(
        Outcome.FAILED, f"not published: the run ended before publication (see {where})"
    )


def _errors(failures: Sequence["DagsterEvent"]) -> Iterator["SerializableErrorInfo"]:
    for event in failures:
        error = event.step_failure_data.error
        if error is not None:
            yield error.cause or error


def _said(error: "SerializableErrorInfo") -> str:
    """Return an error's own words in one line, without the name of its class."""
    if error.cls_name == "DagsterExecutionInterruptedError":
        return "interrupted"
    words = " ".join(error.message.split())
    return words.partition(": ")[2] or words
