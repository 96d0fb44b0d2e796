"""`fais run`: the whole flow for one home, under its lock, through the assets Dagster shows.

Belongs here: what a run has to do, and what it came to. Not here: the steps themselves (assets),
Dagster's side of it (refresh), talking to people (cli).
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from ingest.contracts import Contract, ContractError, load_contracts
from ingest.home import Home
from orchestration.alerts import tell
from orchestration.dbt_manifest import workspace_fingerprint
from orchestration.failpoints import failpoint
from orchestration.landings import Intake, land_all, usable_contracts
from orchestration.last_run import note_run
from orchestration.lock import JST, run_lock
from orchestration.publication import (
    Manifest,
    Override,
    SnapshotError,
    current_snapshot,
    find_snapshot,
    input_fingerprint,
    read_manifest,
    record_current,
    relink_current,
    standing_hold,
)
from orchestration.reporting import Reporter
from orchestration.result import Outcome, RunResult

LEDGERS = "*/ledger/deliveries.parquet"


def run(
    home: Home,
    as_of: date | None = None,
    reporter: Reporter | None = None,
    overrides: Sequence[Override] = (),
) -> RunResult:
    """Land, build, audit and publish; does no more than land when nothing is new or all is held.

    `overrides` are checks to let pass this once. Raises HomeError, ContractError, CatalogueError,
    LockedError or FlowError, each one line for people; what is published stays as it was. A closed
    gate and a hold are results, not errors.
    """
    home.check()
    home.create()  # folders that were deleted to be made again
    try:
        return _run_and_note(home, as_of, reporter or Reporter(), overrides)
    finally:
        tell(home, datetime.now(JST))


def _run_and_note(
    home: Home, as_of: date | None, reporter: Reporter, overrides: Sequence[Override]
) -> RunResult:
    with run_lock(home.root, "fais run"):
        try:
            result = _run(home, as_of, reporter, overrides)
        except Exception as error:
            with suppress(OSError):  # on a full disk the reason is worth more than the note
                note_run(home, RunResult(Outcome.FAILED, str(error)))
            raise
        note_run(home, result)
    return result


def land(home: Home, reporter: Reporter | None = None) -> Intake:
    """Only land. Raises HomeError, ContractError or LockedError; other logs land all the same."""
    home.check()
    with run_lock(home.root, "fais land"):
        return _land(home, reporter or Reporter())[0]


def _run(
    home: Home, as_of: date | None, reporter: Reporter, overrides: Sequence[Override]
) -> RunResult:
    if snapshot_id := relink_current(home):
        reporter.noted(
            f"リンク published/current が失われていたため {snapshot_id} に戻しました。"
            f" The link published/current was lost: it leads to {snapshot_id} again."
        )
    record_current(home)  # where the run before was killed between publishing and recording
    intake, contracts = _land(home, reporter)
    failpoint("landed")
    result = _held(home) if as_of is None else None
    result = result or nothing_new(home, contracts, as_of)
    if result is None:
        from orchestration.refresh import refresh

        result = refresh(home, as_of, intake.logs, reporter, overrides)
    return replace(
        result,
        new_files=intake.new_files,
        not_taken=intake.not_taken,
        has_broken_log=intake.has_broken_log,
        seconds=reporter.seconds,
    )


def _land(home: Home, reporter: Reporter) -> tuple[Intake, Mapping[str, Contract]]:
    """Land every log; a broken contract in the home stops the run after the others landed."""
    now = datetime.now(JST)
    try:
        contracts = load_contracts(home.contracts)
    except ContractError:
        land_all(home, usable_contracts(home), now, reporter)
        raise
    return land_all(home, contracts, now, reporter), contracts


def _held(home: Home) -> RunResult | None:
    """Return the result when a rollback holds publishing; what was delivered has landed."""
    hold = standing_hold(home)
    return RunResult(Outcome.HELD, str(hold), snapshot_id=hold.shown_snapshot) if hold else None


def nothing_new(
    home: Home, contracts: Mapping[str, Contract], as_of: date | None
) -> RunResult | None:
    """Return the result when there is nothing to build; None when there is.

    Raises CatalogueError for a catalogue row of the home that cannot be used.
    """
    fingerprint = workspace_fingerprint(home, contracts)
    if not any(home.landing.glob(LEDGERS)):
        return RunResult(
            Outcome.NOTHING_NEW, f"nothing was delivered yet: put files into {home.inbox}/<log>/"
        )
    inputs = input_fingerprint(home, contracts, fingerprint, as_of)
    there = find_snapshot(home, inputs) if as_of else _current_of(home, inputs)
    if there is None:
        return None
    return RunResult(
        Outcome.NOTHING_NEW,
        f"nothing new since snapshot {there.snapshot_id} as of {there.as_of}",
        as_of=there.as_of,
        snapshot_id=there.snapshot_id,
        is_current=as_of is None,
    )


def _current_of(home: Home, inputs: str) -> Manifest | None:
    """Return the current snapshot's manifest when it was made of these inputs."""
    snapshot = current_snapshot(home)
    try:
        manifest = read_manifest(snapshot) if snapshot else None
    except SnapshotError:
        return None  # what cannot be read is published anew
    return manifest if manifest and manifest.input_fingerprint == inputs else None
