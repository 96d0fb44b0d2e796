"""Which snapshots are kept: everything of thirty days, the last of each month for ever.

Belongs here: that rule, and removing what it does not keep. Never removed are the current snapshot,
the one to go back to, and those that a closed year or a hold names. Not here: history, which keeps
every value for good.
"""

import shutil
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from ingest.home import Home
from orchestration.history.hold import HeldError, read_hold
from orchestration.history.journal import Event, read_journal
from orchestration.publication import disk
from orchestration.publication.manifest import Manifest
from orchestration.publication.snapshots import current_snapshot, list_snapshots

KEPT_DAYS = 30
"""Long enough to look back from one monthly meeting to the one before."""
_KEPT_EVENTS = (Event.YEAR_CLOSED,)


def expired(
    manifests: Iterable[Manifest], needed: Collection[str], now: datetime
) -> list[Manifest]:
    """Return the snapshots that need not be kept, by the time of their publication (JST).

    `needed` are ids that stay whatever their age. Snapshots of a past day that was asked for can be
    made again: they stay for thirty days only.
    """
    listed = sorted(manifests, key=lambda one: one.published_at)
    last_of_month = {
        f"{one.published_at:%Y-%m}": one.snapshot_id
        for one in listed
        if one.requested_as_of is None
    }
    kept = {*needed, *last_of_month.values()}
    since = now - timedelta(days=KEPT_DAYS)
    return [one for one in listed if one.snapshot_id not in kept and one.published_at < since]


def remove_expired(home: Home, now: datetime) -> list[str]:
    """Remove what need not be kept; returns the ids. Call it under the run's lock. Raises OSError.

    A reader that has such a file open keeps reading it: only its name is gone.
    """
    removed = []
    for manifest in expired(list_snapshots(home), _needed(home), now):
        leaving = home.published / f".{manifest.snapshot_id}{disk.PARTIAL}"
        (home.published / manifest.snapshot_id).rename(leaving)
        shutil.rmtree(leaving)
        removed.append(manifest.snapshot_id)
    return removed


def _needed(home: Home) -> set[str]:
    """Return what readers see, what they saw before, and what history refers to."""
    journal = read_journal(home)
    needed = {entry.snapshot_id for entry in journal if entry.event in _KEPT_EVENTS}
    needed |= set(list(dict.fromkeys(entry.snapshot_id for entry in reversed(journal)))[:2])
    if current := current_snapshot(home):
        needed.add(current.name)
    try:
        hold = read_hold(home)
    except HeldError:
        return needed
    return needed | ({hold.bad_snapshot, hold.shown_snapshot} if hold else set())
