"""The journal: one line for each time readers were shown something else, and who said so.

Belongs here: appending and reading `history/journal.jsonl`. Not here: what the events lead to.
"""

import errno
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ingest.home import Home
from orchestration.lock import JST

JOURNAL = "journal.jsonl"


class Event(StrEnum):
    """What happened."""

    PUBLISHED = "published"
    ROLLED_BACK = "rolled_back"
    RESUMED = "resumed"
    YEAR_CLOSED = "year_closed"
    YEAR_REOPENED = "year_reopened"


@dataclass(frozen=True)
class Entry:
    """One event. `at` is ISO with its zone (JST); `reason` and `by` are what a person gave."""

    at: str
    event: Event
    snapshot_id: str
    """The snapshot readers see after the event."""
    reason: str = ""
    by: str = ""
    fiscal_year: int | None = None
    """The year that was closed or reopened."""


def note(
    home: Home,
    event: Event,
    snapshot_id: str,
    *,
    reason: str = "",
    by: str = "",
    fiscal_year: int | None = None,
    at: datetime | None = None,
) -> None:
    """Append an event and have the disk keep it. Raises OSError."""
    moment = (at or datetime.now(JST)).isoformat(timespec="seconds")
    entry = Entry(moment, event, snapshot_id, reason, by, fiscal_year)
    line = json.dumps(asdict(entry), ensure_ascii=False)
    path = home.history / JOURNAL
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        text = _behind(descriptor) + line.encode() + b"\n"
        if os.write(descriptor, text) < len(text):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_journal(home: Home) -> tuple[Entry, ...]:
    """Return every event in order; a line that a crash cut short is left out."""
    path = home.history / JOURNAL
    if not path.exists():
        return ()
    return tuple(_entries(path))


def _entries(path: Path) -> Iterator[Entry]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            values = json.loads(line)
            yield Entry(**(values | {"event": Event(values["event"])}))
        except (ValueError, KeyError, TypeError):
            continue


def _behind(descriptor: int) -> bytes:
    """Return what ends a line that a crash left open."""
    size = os.fstat(descriptor).st_size
    is_open = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    return b"\n" if is_open else b""
