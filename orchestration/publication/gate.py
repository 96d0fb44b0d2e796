"""The gate: what stops a publication, and what a person may let pass under their name.

Belongs here: that one rule. Not here: asking the checks (expectations), acting on it (publish).
"""

from collections.abc import Sequence

from expectations import CheckResult, blocking
from orchestration.publication.manifest import Override

NEVER_PASSED = ("privacy", "official")
"""Suites that guard personal data; no reason is good enough to publish without them."""


def stopping(results: Sequence[CheckResult], overrides: Sequence[Override]) -> list[CheckResult]:
    """Return the results that keep the gate closed."""
    passed = {override.check for override in overrides}
    return [
        result
        for result in blocking(results)
        if result.name not in passed or result.suite in NEVER_PASSED
    ]


def used(overrides: Sequence[Override], results: Sequence[CheckResult]) -> tuple[Override, ...]:
    """Return the overrides without which the gate would have been closed."""
    closed = {result.name for result in blocking(results)}
    return tuple(override for override in overrides if override.check in closed)
