"""What a monitor needs to know of a home, read from its files: no lock, nothing written.

Belongs here: the facts and when a home is well. Not here: how they are sent (server, metrics).
"""

import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import duckdb

from ingest.home import Home, HomeError
from orchestration.alerts.memory import MemoryLostError, read_memory
from orchestration.history.hold import HeldError, read_hold
from orchestration.last_run import read_last_run
from orchestration.publication import SnapshotError, current_snapshot, read_manifest
from orchestration.result import EXIT_ERROR
from orchestration.status import read_status


@dataclass(frozen=True)
class Health:
    """How a home stands. Ages are in seconds; None where there is nothing to measure."""

    is_well: bool
    problem: str | None
    """Why readers cannot be served, in one line."""
    snapshot_id: str | None
    as_of: str | None
    snapshot_age_seconds: float | None
    last_run_outcome: str | None
    last_run_age_seconds: float | None
    last_run_exit_code: int | None
    is_running: bool
    is_held: bool
    files_waiting: int
    files_refused: int
    workbooks_to_correct: int
    causes_standing: int
    """What people were told of and that stands."""
    messages_unsent: int
    disk_free_bytes: int

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def read_health(home: Home, now: datetime) -> Health:
    """Return how a home stands at a moment (JST).

    It is well when readers can be served: a failed run does not make it unwell, the snapshot before
    stands. Raises nothing: what cannot be read is a problem of its own.
    """
    try:
        return _read(home, now)
    except (HomeError, SnapshotError, OSError, duckdb.Error) as error:
        return _unwell(" ".join(str(error).split()))


def _read(home: Home, now: datetime) -> Health:
    status, last = read_status(home), read_last_run(home)
    snapshot = current_snapshot(home)
    manifest = read_manifest(snapshot) if snapshot else None
    memory = _memory(home)
    return Health(
        is_well=manifest is not None,
        problem=None if manifest else "nothing is published yet",
        snapshot_id=manifest.snapshot_id if manifest else None,
        as_of=manifest.as_of.isoformat() if manifest else None,
        snapshot_age_seconds=_age(manifest.published_at, now) if manifest else None,
        last_run_outcome=last.outcome if last else None,
        last_run_age_seconds=_age(datetime.fromisoformat(last.ended_at), now) if last else None,
        last_run_exit_code=last.exit_code if last else None,
        is_running=status.running is not None,
        is_held=_is_held(home),
        files_waiting=len(status.waiting),
        files_refused=len(status.refused),
        workbooks_to_correct=len(status.to_correct),
        causes_standing=memory[0],
        messages_unsent=memory[1],
        disk_free_bytes=shutil.disk_usage(home.root).free,
    )


def _unwell(problem: str) -> Health:
    nothing = (None, None, None, None, None, EXIT_ERROR)
    return Health(False, problem, *nothing, False, False, 0, 0, 0, 0, 0, 0)


def _age(moment: datetime, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds())


def _is_held(home: Home) -> bool:
    try:
        return read_hold(home) is not None
    except HeldError:
        return True


def _memory(home: Home) -> tuple[int, int]:
    try:
        memory = read_memory(home)
    except MemoryLostError:
        return 0, 0
    return len(memory.standing), len(memory.waiting)
