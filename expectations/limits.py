"""Severities and limits of the build at hand: the shipped rows, overlaid by the office's own.

Belongs here: reading catalogue.audit_limits of a build and laying it over a suite. Not here: which
rows an office may write (dbt_project/audit_limits.py), and what is asked.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, cast

import duckdb

from expectations.results import AuditError, Severity
from expectations.rows import SuiteRow

TABLE = "catalogue.audit_limits"


class Limit(NamedTuple):
    """How bad it is when one expectation fails, and the number it is held against."""

    severity: Severity
    value: float | None


Limits = Mapping[tuple[str, str], Limit]


def read_limits(build_path: Path) -> Limits:
    """Return the limits of a build by suite and expectation. Raises AuditError without any."""
    query = f"select suite, expectation, severity, try_cast(limit_value as double) from {TABLE}"
    try:
        with duckdb.connect(str(build_path), read_only=True) as connection:
            rows = connection.execute(query).fetchall()
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise AuditError(
            f"{build_path}: the audit cannot open it or finds no {TABLE} ({reason}): "
            "delete warehouse/ and run again"
        ) from None
    return {
        (suite, expectation): Limit(cast("Severity", severity), value)
        for suite, expectation, severity, value in rows
    }


def limited(rows: Mapping[str, SuiteRow], limits: Limits) -> dict[str, SuiteRow]:
    """Return a suite's rows with their severities and limits; without one a row is critical."""
    return {key: _limited(row, limits) for key, row in rows.items()}


def _limited(row: SuiteRow, limits: Limits) -> SuiteRow:
    limit = limits.get((row.check.suite, row.check.expectation))
    if limit is None:
        return row
    return row._replace(check=replace(row.check, severity=limit.severity), limit=limit.value)
