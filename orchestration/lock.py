"""One writer per home: an advisory lock on `run.lock` that names who holds it.

Belongs here: taking, reading and releasing locks. Not here: what is done under them.
The kernel drops the lock when its process ends, so that a crash never leaves a home locked.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LOCK_FILE = "run.lock"
LOOK_SECONDS = 0.1
JST = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True)
class Holder:
    """Who holds the lock: process id, command, and since when (ISO, JST)."""

    pid: int
    command: str
    started_at: str


class LockedError(Exception):
    """Another process works on this home; the text names it and says what to do."""

    def __init__(self, root: Path, holder: Holder | None) -> None:
        self.holder = holder
        who = (
            f"`{holder.command}` (process {holder.pid}, since {holder.started_at})"
            if holder
            else "another process"
        )
        super().__init__(f"{root} is in use by {who}: wait until it ends, then run again")


@contextmanager
def run_lock(root: Path, command: str, patience: float = 0.0) -> Iterator[None]:
    """Hold the lock of the home `root` while the block runs.

    Raises LockedError when another process holds it for longer than `patience` seconds, OSError
    when it cannot be written.
    """
    descriptor = os.open(root / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _lock_within(descriptor, patience):
            raise LockedError(root, _read_holder(descriptor))
        started_at = datetime.now(JST).replace(microsecond=0).isoformat()
        _write_holder(descriptor, Holder(os.getpid(), command, started_at))
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


@contextmanager
def file_lock(path: Path, is_patient: bool) -> Iterator[bool]:
    """Hold a short lock on `path`; yields whether it is held. A patient caller waits for it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if is_patient:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield is_patient or _try_lock(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def current_holder(root: Path) -> Holder | None:
    """Return who works on the home now, or None. Never waits and never takes the lock."""
    try:
        descriptor = os.open(root / LOCK_FILE, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        if _try_lock(descriptor, fcntl.LOCK_SH):
            return None
        return _read_holder(descriptor) or Holder(0, "unknown", "unknown")
    finally:
        os.close(descriptor)


def _lock_within(descriptor: int, patience: float) -> bool:
    """Try until the patience ends, at least twice: `current_holder` shares it for a moment."""
    deadline = time.monotonic() + max(patience, LOOK_SECONDS)
    while not _try_lock(descriptor, fcntl.LOCK_EX):
        if time.monotonic() > deadline:
            return False
        time.sleep(LOOK_SECONDS)
    return True


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write_holder(descriptor: int, holder: Holder) -> None:
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(asdict(holder)).encode(), 0)


def _read_holder(descriptor: int) -> Holder | None:
    """Read the note of the holder; None while it is being written."""
    try:
        note = json.loads(os.pread(descriptor, 4096, 0))
        return Holder(int(note["pid"]), str(note["command"]), str(note["started_at"]))
    except (ValueError, KeyError, TypeError):
        return None
