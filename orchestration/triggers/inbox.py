"""When the inbox asks for a run: once it has changed and then kept still for a moment.

Belongs here: the decision, as values of one look after the other; what is remembered between looks
fits into the sensor's cursor. Not here: looking (sensors), what is new in the inbox (status).

A file that still grows changes the inbox at every look, so that it is waited for; files that come
one after the other make one run. Who never pauses is not waited for longer than PATIENCE_SECONDS:
landing itself passes over a file that changes under its hands.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

STILL_SECONDS = 5.0
PATIENCE_SECONDS = 300.0

File = tuple[str, str, int, int]
"""Folder, name, size in bytes, modification time in nanoseconds."""


@dataclass(frozen=True)
class Watch:
    """What is remembered of the inbox. Times are seconds of the epoch."""

    settled: str = ""
    """The inbox as it was when it was last decided about."""
    seen: str = ""
    """As it was at the last look that found it different from that."""
    still_since: float = 0.0
    changed_since: float = 0.0

    @staticmethod
    def from_cursor(text: str | None) -> "Watch":
        """Return what a cursor says; a first look where it says nothing that can be read."""
        try:
            return Watch(**json.loads(text or "{}"))
        except (ValueError, TypeError):
            return Watch()

    def to_cursor(self) -> str:
        """Return the text to remember."""
        return json.dumps(asdict(self))

    @property
    def has_change(self) -> bool:
        """Whether there is something to decide about."""
        return bool(self.seen) and self.seen != self.settled

    @property
    def run_key(self) -> str:
        """Name the change: asked for twice, also across a restart, it is one run."""
        return f"inbox-{self.seen[:16]}-{self.changed_since:.0f}"


def form_of(files: Iterable[File]) -> str:
    """Return one value for names, sizes and times of all files of the inbox."""
    return hashlib.sha256(repr(sorted(files)).encode()).hexdigest()


def looked(watch: Watch, form: str, now: float) -> Watch:
    """Return what is remembered after a look that found the inbox in a form."""
    if form == watch.settled:
        return Watch(settled=watch.settled)
    if form != watch.seen or now < watch.still_since:
        return replace(
            watch, seen=form, still_since=now, changed_since=min(watch.changed_since or now, now)
        )
    return watch


def is_due(watch: Watch, now: float) -> bool:
    """Return whether the change is to be decided about now."""
    if not watch.has_change:
        return False
    is_still = now - watch.still_since >= STILL_SECONDS
    return is_still or now - watch.changed_since >= PATIENCE_SECONDS


def decided(watch: Watch) -> Watch:
    """Return what is remembered once the change was decided about."""
    return Watch(settled=watch.seen)
