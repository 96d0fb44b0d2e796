"""By what the figures of a log can be broken down: the dimensions of the catalogue, per log.

Belongs here: which dimensions a log has, the words of its coded columns, and what is wrong with a
row of dimensions.csv. Does not belong here: breaking figures down; that is SQL in models/.
"""

from collections.abc import Iterator, Mapping

from dbt_project.catalogue import CatalogueError, Row, Table
from ingest.contracts import Contract

ANY_LOG = "*"
"""A dimension of every log that has the column, or whose rows name companies."""
NOT_SHOWN = ("personal", "confidential")
COMPANY_NAMES = ("company_name", "applicant_name", "member_name")


def dimensions_of(contract: Contract, dimensions: Table) -> list[dict[str, str | None]]:
    """Dimensions of a log by name: the row of the log itself, else that of any log if it fits.

    `column` is the log's own column and `company_column` that of its company; either may be None.
    """
    listed = dimensions.rows.values()
    rows = {row["dimension"]: row for row in listed if row["log"] == ANY_LOG}
    rows |= {row["dimension"]: row for row in listed if row["log"] == contract.log}
    found = [_columns(row, contract) for _, row in sorted(rows.items())]
    return [dimension for dimension in found if dimension["column"] or dimension["company_column"]]


def _columns(row: Row, contract: Contract) -> dict[str, str | None]:
    shown = {c.name for c in contract.columns if c.classification not in NOT_SHOWN}
    if any(c.reference and c.required and c.reference[0] != "programmes" for c in contract.columns):
        shown.add("programme_id")  # that of the record it belongs to
    names_companies = any(
        c.parse_as == "corporate_number" or c.name in COMPANY_NAMES for c in contract.columns
    )
    return {
        "dimension": row["dimension"],
        "column": row["column"] if row["column"] in shown else None,
        "company_column": (row["company_column"] or None) if names_companies else None,
    }


def check_dimensions(dimensions: Table, contracts: Mapping[str, Contract]) -> None:
    """Raise CatalogueError for a dimension of an unknown log or column, or of a private one."""
    for row in dimensions.rows.values():
        if row["log"] == ANY_LOG:
            continue
        if row["log"] not in contracts:
            known = ", ".join(sorted(contracts))
            raise CatalogueError(row.place, f"unknown log {row['log']!r}", f"Known logs: {known}")
        _check_column(row, contracts[row["log"]])


def _check_column(row: Row, contract: Contract) -> None:
    columns = {column.name: column for column in contract.columns}
    if row["column"] and row["column"] not in columns:
        problem = f"{contract.log} has no column {row['column']!r}"
        raise CatalogueError(row.place, problem, f"Known columns: {', '.join(columns)}")
    if row["column"] and columns[row["column"]].classification in NOT_SHOWN:
        problem = f"{row['column']} of {contract.log} is not for everyone's eyes"
        raise CatalogueError(row.place, problem, "Break down by a column that is internal")


def contract_labels(contracts: Mapping[str, Contract]) -> Iterator[tuple[str, str, str, str, str]]:
    """(log, column, code, Japanese label, place in the contract) of every coded column."""
    for log, contract in contracts.items():
        for column in contract.columns:
            for order, (code, labels) in enumerate((column.labels or {}).items(), start=1):
                yield log, column.name, code, labels[0] if labels else code, str(order)
