"""Which runs are lost: recorded as going on, though no process is left that could end them.

Belongs here: telling them from living ones. Not here: closing them (lost_runs).
A living run holds the home's lock, or waits for whoever holds it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

START_GRACE = timedelta(seconds=90)
"""A run's process loads its tools before it takes the lock."""


@dataclass(frozen=True)
class Going:
    """A run that is recorded as going on, and since when."""

    run_id: str
    since: datetime


def lost(runs: Iterable[Going], is_held: bool, now: datetime) -> list[str]:
    """Return the ids of runs that nobody works on any more; `is_held`: someone has the lock."""
    if is_held:
        return []
    return [run.run_id for run in runs if now - run.since > START_GRACE]
