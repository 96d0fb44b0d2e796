"""Canaries: three questions with known answers, asked in every session before anything else.

An audit that cannot fail is worse than none: a library or driver that loses results would pass
every suite. One canary must pass, one must fail, one must be reported as unable to run.
"""

from dataclasses import replace

from expectations.check import Probe
from expectations.results import CheckResult
from expectations.rows import probe, read_suite
from expectations.session import Session

SUITE = "canary"
MUST_PASS, MUST_FAIL, MUST_BREAK = "passes", "fails", "breaks"


def canary_probes() -> dict[str, Probe]:
    """Return the three questions by the answer they must get."""
    return {expected: probe(row, {}) for expected, row in read_suite(SUITE).items()}


def self_check(session: Session) -> list[CheckResult]:
    """Ask the canaries: each result says whether the audit told what it had to tell."""
    return [
        _judged(expected, session.ask(canary)[0]) for expected, canary in canary_probes().items()
    ]


def _judged(expected: str, result: CheckResult) -> CheckResult:
    """Turn a canary's own outcome into one about the audit: did it see what was there?"""
    seen = _seen(result)
    behaved = seen == expected
    return replace(
        result,
        success=behaved,
        observed=f"想定 {expected}、結果 {seen}",
        error=None if behaved else f"the canary that must be {expected} was {seen}",
    )


def _seen(result: CheckResult) -> str:
    if result.error is not None:
        return MUST_BREAK
    return MUST_PASS if result.success else MUST_FAIL
