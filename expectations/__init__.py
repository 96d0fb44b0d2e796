"""The audit: landed logs against their contracts, marts before publication, the gate between.

Great Expectations is imported only when suites run; importing this package costs nothing.
"""

from expectations.at_rest import violated
from expectations.audit import run_suites
from expectations.results import (
    AuditError,
    CheckResult,
    Severity,
    blocking,
    distinct,
    without_examples,
)
from expectations.store import write_checks
from expectations.surroundings import Surroundings
from expectations.warm_up import warm_up

__all__ = [
    "AuditError",
    "CheckResult",
    "Severity",
    "Surroundings",
    "blocking",
    "distinct",
    "run_suites",
    "violated",
    "warm_up",
    "without_examples",
    "write_checks",
]
