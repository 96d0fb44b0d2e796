"""Undoing a publication: `current` is pointed back, and publishing is held until someone decides.

Belongs here: rollback, resume, and whether a hold stands. Nothing is deleted: the bad snapshot
stays for those who look for the cause. Call all of it under the run's lock.
"""

from datetime import datetime
from pathlib import Path

from ingest.home import Home
from ingest.ledger import read_ledger
from orchestration.errors import FlowError
from orchestration.history.hold import (
    HOLD,
    Hold,
    Suspect,
    ends_with,
    read_hold,
    release_hold,
    write_hold,
)
from orchestration.history.journal import Event, note, read_journal
from orchestration.lock import JST
from orchestration.publication import disk
from orchestration.publication.inputs import LANDED
from orchestration.publication.manifest import Manifest, read_manifest
from orchestration.publication.snapshots import CURRENT, current_snapshot, list_snapshots
from orchestration.publication.verify import verify


class RollbackError(FlowError):
    """`current` cannot be pointed back; it stays where it was."""


def roll_back(home: Home, target: str | None, reason: str, by: str) -> Hold:
    """Point `current` at an earlier snapshot (by default the one shown before), and hold.

    Raises RollbackError when there is none, or it is not what was published; OSError from the disk.
    """
    bad = current_snapshot(home)
    if bad is None:
        raise RollbackError(f"{home.published}: nothing is published, so nothing can be undone")
    shown = home.published / (target or _shown_before(home, bad.name))
    if problems := verify(shown):
        raise RollbackError(f"cannot go back to {shown.name}: {problems[0]}")
    hold = _hold(home, read_manifest(bad), read_manifest(shown), reason, by)
    write_hold(home, hold)  # first: from here on nothing can bring the bad figures back
    disk.switch_link(home.published / CURRENT, shown.name)
    note(home, Event.ROLLED_BACK, shown.name, reason=reason, by=by)
    return hold


def resume(home: Home, reason: str, by: str) -> bool:
    """End the hold; returns whether there was one. Raises OSError."""
    shown = current_snapshot(home)
    is_held = (home.history / HOLD).exists()
    if is_held:
        release_hold(home)
        note(home, Event.RESUMED, shown.name if shown else "", reason=reason, by=by)
    return is_held


def standing_hold(home: Home) -> Hold | None:
    """Return the hold, after ending one whose bad delivery was withdrawn. Raises HeldError."""
    hold = read_hold(home)
    if hold is None or not ends_with(hold, _landed(home)):
        return hold
    resume(home, "a delivery of the bad snapshot was withdrawn", by="fais withdraw")
    return None


def _hold(home: Home, bad: Manifest, shown: Manifest, reason: str, by: str) -> Hold:
    """Return the new hold; what an earlier rollback suspected stays suspected."""
    known = {(one.log, one.sha256) for one in shown.inputs}
    new = (Suspect(one.log, one.file, one.sha256) for one in bad.inputs)
    before = read_hold(home)
    suspects = dict.fromkeys(before.suspects if before else ())
    suspects |= {one: None for one in new if (one.log, one.sha256) not in known}
    return Hold(
        since=datetime.now(JST).isoformat(timespec="seconds"),
        reason=reason,
        by=by,
        bad_snapshot=bad.snapshot_id,
        shown_snapshot=shown.snapshot_id,
        suspects=tuple(suspects),
    )


def _shown_before(home: Home, bad: str) -> str:
    """Return what readers saw before the current snapshot was published."""
    snapshots = {one.snapshot_id: one for one in list_snapshots(home)}
    shown = [entry.snapshot_id for entry in read_journal(home)]
    before = shown[: shown.index(bad)] if bad in shown else []
    for snapshot_id in reversed(before):
        if snapshot_id != bad and snapshot_id in snapshots:
            return snapshot_id
    # A home that published before it kept a journal.
    for one in snapshots.values():
        if one.snapshot_id < bad and one.requested_as_of is None:
            return one.snapshot_id
    raise RollbackError(f"{home.published}: there is no snapshot before {bad} to go back to")


def _landed(home: Home) -> set[tuple[str, str]]:
    ledgers = sorted(home.landing.glob("*/ledger"))
    rows = (row for ledger in ledgers for row in read_ledger(Path(ledger)))
    return {(row.log, row.sha256 or "") for row in rows if row.status == LANDED}
