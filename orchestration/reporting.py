"""How a run tells somebody how far it is; the base class tells nobody and only keeps the times.

Belongs here: the stages of a run and their clock. Not here: how they are drawn (cli/progress.py).
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

STAGES = ("land", "build", "audit", "publish")


class Reporter:
    """A silent listener; subclasses override the hooks. `seconds` is the time each stage took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Mark one stage of the run, named as in STAGES."""
        began = time.perf_counter()
        self.began(name)
        try:
            yield
        except BaseException:
            self.ended(name, time.perf_counter() - began, is_ok=False)
            raise
        self.seconds[name] = time.perf_counter() - began
        self.ended(name, self.seconds[name], is_ok=True)

    def began(self, name: str) -> None:
        """Hook: a stage begins."""

    def advanced(self, name: str, done: int, total: int) -> None:
        """Hook: `done` of `total` steps of a stage are done."""

    def ended(self, name: str, seconds: float, is_ok: bool) -> None:
        """Hook: a stage ended, well or not."""

    def noted(self, line: str) -> None:
        """Hook: one line that somebody should read (a refused file, a folder of no known log)."""
