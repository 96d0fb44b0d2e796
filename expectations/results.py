"""What an audit found: one result per expectation, and which of them stop publication.

Belongs here: the result, its severities, the gate's rule, what a public reader may see of it.
Not here: how expectations are evaluated (session) or what they ask (landed, marts, official).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Severity = Literal["critical", "warning"]
"""critical: what a correct build can never show; warning: what delivered logs may contain."""

EXAMPLES_MARK = "（例："
"""Where the examples begin in `observed`; what stands before it is only a count."""


class AuditError(Exception):
    """The audit cannot be set up; the text is one line: what, where, what to do."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one expectation. `run_at` is naive Japan time."""

    suite: str
    expectation: str
    severity: Severity
    success: bool
    observed: str
    """What was seen, in Japanese: a count and, where nothing is confidential, examples."""
    error: str | None
    """Why the expectation could not run; None when it ran, whatever it found."""
    explanation_ja: str
    action_ja: str
    owner: str
    """Who looks into it when it fails."""
    run_at: datetime

    @property
    def name(self) -> str:
        """The name people see: suite and expectation."""
        return f"{self.suite}.{self.expectation}"

    @property
    def blocks(self) -> bool:
        """Whether it stops publication: a critical failure, or one that could not run."""
        return self.error is not None or (self.severity == "critical" and not self.success)


def blocking(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Return the results that stop publication; empty means the gate is open."""
    return [result for result in results if result.blocks]


def distinct(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Return one result per check; of two (the canaries fly in every session) the worse one."""
    by_name: dict[str, CheckResult] = {}
    for result in sorted(results, key=lambda result: (result.blocks, not result.success)):
        by_name[result.name] = result
    return list(by_name.values())


def without_examples(results: Iterable[CheckResult]) -> list[CheckResult]:
    """Return the results as an official may see them: counts, no rows and no database messages."""
    return [
        replace(
            result,
            observed=result.observed.partition(EXAMPLES_MARK)[0],
            error=None if result.error is None else "実行できませんでした",
        )
        for result in results
    ]
