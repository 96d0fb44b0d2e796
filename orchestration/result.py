"""What a run came to, in one value: for the exit code, the line people read, and `--json`.

Belongs here: outcomes and their exit codes. Not here: how a run gets there, how it is printed.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How a run ended."""

    PUBLISHED = "published"
    NOTHING_NEW = "nothing_new"
    BLOCKED = "blocked"
    FAILED = "failed"
    HELD = "held"


EXIT_OK, EXIT_ERROR, EXIT_BLOCKED, EXIT_REFUSED, EXIT_LOCKED = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Refusal:
    """One thing of the inbox that was not taken, and why (in English and in Japanese)."""

    where: str
    message: str
    message_ja: str


@dataclass(frozen=True)
class RunResult:
    """The end of one run. `as_of` is a day in JST; `seconds` is the time of each stage."""

    outcome: Outcome
    message: str
    as_of: date | None = None
    snapshot_id: str | None = None
    is_current: bool = False
    new_files: int = 0
    not_taken: tuple[Refusal, ...] = ()
    has_broken_log: bool = False
    failed_checks: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 published or nothing new, 1 error, 2 blocked, 3 published with refusals, 4 held."""
        stopped = {
            Outcome.BLOCKED: EXIT_BLOCKED,
            Outcome.FAILED: EXIT_ERROR,
            Outcome.HELD: EXIT_LOCKED,
        }
        if self.outcome in stopped:
            return stopped[self.outcome]
        if self.outcome is Outcome.PUBLISHED:
            return EXIT_REFUSED if self.not_taken else EXIT_OK
        return EXIT_ERROR if self.has_broken_log else EXIT_OK

    def as_json(self) -> dict[str, Any]:
        """Return plain values for `--json`."""
        return {
            "outcome": self.outcome.value,
            "exit_code": self.exit_code,
            "message": self.message,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "snapshot_id": self.snapshot_id,
            "is_current": self.is_current,
            "new_files": self.new_files,
            "not_taken": [asdict(refusal) for refusal in self.not_taken],
            "failed_checks": list(self.failed_checks),
            "seconds": {stage: round(taken, 3) for stage, taken in self.seconds.items()},
        }
