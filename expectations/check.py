"""What can be asked: an expectation as data, and the query whose rows it judges.

Belongs here: the two values every suite is made of. Not here: where they come from or how they run.
"""

from dataclasses import dataclass

from expectations.results import Severity


@dataclass(frozen=True)
class Check:
    """One expectation: no row of its probe may satisfy `where`."""

    suite: str
    expectation: str
    severity: Severity
    explanation_ja: str
    action_ja: str
    owner: str
    """Who looks into it when it fails."""
    where: str = "true"
    hides_rows: bool = False
    """Its rows are company business: only whether it holds is reported, never a row."""


@dataclass(frozen=True)
class Probe:
    """One query, evaluated once, and the expectations that read its rows."""

    sql: str
    checks: tuple[Check, ...]
