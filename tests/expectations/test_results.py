"""The gate's rule: what stops publication and what is only shown."""

from datetime import datetime

import pytest

from expectations import CheckResult, Severity, blocking, distinct


def result(severity: Severity, success: bool, error: str | None = None) -> CheckResult:
    return CheckResult(
        suite="grain",
        expectation="unique",
        severity=severity,
        success=success,
        observed="",
        error=error,
        explanation_ja="",
        action_ja="",
        owner="",
        run_at=datetime(2025, 5, 31),
    )


@pytest.mark.parametrize(
    ("found", "blocks"),
    [
        (result("critical", True), False),
        (result("critical", False), True),
        (result("warning", False), False),
        (result("warning", False, "no such table"), True),
        (result("critical", False, "no such table"), True),
    ],
)
def test_a_critical_failure_and_any_error_stop_publication(
    found: CheckResult, blocks: bool
) -> None:
    assert (blocking([found]) == [found]) is blocks


def test_of_two_results_of_one_check_the_worse_one_counts() -> None:
    good, bad = result("warning", True), result("warning", False)
    error = result("warning", False, "no such table")
    assert distinct([bad, good]) == [bad]
    assert distinct([good, error, bad]) == [error]
