"""Severities and limits of the audit that an office may set: what of its rows cannot be used.

Belongs here: those rules. Not here: what the expectations ask (expectations).
"""

from collections.abc import Mapping

from dbt_project.catalogue import CatalogueError, Row, Table

NAME = "audit_limits"
NEVER_RELAXED = "privacy"
WHY = ("decided_on", "reason", "figure")


def check_audit_limits(catalogue: Mapping[str, Table], shipped: Mapping[str, Table]) -> None:
    """Raise CatalogueError (file, line) for a row of the home that cannot be used.

    It must name a shipped expectation and say since when, why and by which figure it differs;
    what guards personal data stays as shipped.
    """
    for key, row in catalogue[NAME].rows.items():
        before = shipped[NAME].rows.get(key)
        if before is None:
            name = ".".join(key)
            raise CatalogueError(row.place, f"no expectation is called {name}", "Delete the row")
        if _said(row) != _said(before):
            _check_change(row, before)


def _check_change(row: Row, before: Row) -> None:
    if row["suite"] == NEVER_RELAXED:
        raise CatalogueError(row.place, "what guards personal data cannot change", "Delete the row")
    if bool(row["limit_value"]) != bool(before["limit_value"]):
        fits = (
            f"Write a number like {before['limit_value']}" if before["limit_value"] else "Blank it"
        )
        raise CatalogueError(row.place, "limit_value does not fit the expectation", fits)
    for column in WHY:
        if not row[column]:
            raise CatalogueError(
                row.place, f"differs from what is shipped, but {column} is blank", "Fill it"
            )


def _said(row: Row) -> tuple[str, str]:
    return row["severity"], row["limit_value"]
