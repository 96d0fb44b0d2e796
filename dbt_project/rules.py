"""The subsidy rules of the catalogue: what each check needs, held against the contracts.

Belongs here: which columns and cells a check reads, and saying what is wrong with a rule.
Does not belong here: judging rows by a rule; that is set work in models (int_rule*).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from dbt_project.catalogue import CatalogueError, Row, Table
from dbt_project.grammar import check_filter, check_members, conditions
from ingest.contracts import Contract

OWN_ROW = "row"
EXPENSES = "subsidy_expense"
MEMBERS = "subsidy_member"
APPLICATIONS = "subsidy_application"
PERSON = "student_id"


@dataclass(frozen=True)
class Check:
    """What a check reads."""

    columns: tuple[str, ...] = ()
    """Columns that the rule's log must have."""
    cells: tuple[str, ...] = ()
    """Cells that the rule must fill."""
    judges: str | None = None
    """Whose rows `requires` is about: the row itself (OWN_ROW), a log of its parts, or nobody's."""


CHECKS: Mapping[str, Check] = {
    "granted_at_most": Check(("granted_yen", "status")),
    "granted_within_formula": Check(("granted_yen", "project_cost_yen", "status")),
    "granted_within_expense": Check(("granted_yen", "period_from", "period_to"), (), EXPENSES),
    "expense_share_at_most": Check(("granted_yen", "status"), ("limit_value",), EXPENSES),
    "expense_quote_above": Check(("status",), ("limit_value",), EXPENSES),
    "members_at_least": Check((), ("limit_value",), MEMBERS),
    "members_at_most": Check((), ("limit_value",), MEMBERS),
    "requires": Check((), ("requires",), OWN_ROW),
    "applied_between": Check(("applied_on",), ("requires",)),
    "term_at_most_years": Check(("period_from", "period_to"), ("limit_value",)),
    "adopted_at_most": Check(("status",), ("limit_value",)),
    "paid_per_person_year_at_most": Check((PERSON, "amount_yen"), ("limit_value",)),
}
COSTS = ("eligible_cost_yen", "project_cost_yen")
SHARE_OF_MONTHS = "months/12"


def computed(rules: Iterable[Row]) -> Iterator[Row]:
    """The rules with a check; the others are a checklist for people."""
    return (row for row in rules if row["check"])


def judged_log(row: Row) -> str | None:
    """The log whose rows `requires` of a rule is about; None where it is about none."""
    judges = CHECKS[row["check"]].judges
    return row["log"] if judges == OWN_ROW else judges


def rule_columns(log: str, rules: Iterable[Row]) -> set[str]:
    """Columns of a log that rules filter by or ask something of."""
    texts = [
        (row[cell], row.place)
        for row in computed(rules)
        for cell, about in (("filter", row["log"]), ("requires", judged_log(row)))
        if about == log
    ]
    return {condition.column for text, place in texts for condition in conditions(text, place)}


def check_rules(catalogue: Mapping[str, Table], contracts: Mapping[str, Contract]) -> None:
    """Raise CatalogueError for the first rule that could not be computed."""
    programmes = catalogue["programmes"].column("programme_id")
    for row in catalogue["subsidy_rules"].rows.values():
        check_members(row, [row["programme_id"]], programmes, "programme")
        if row["check"]:
            _check_rule(row, contracts)


def _check_rule(row: Row, contracts: Mapping[str, Contract]) -> None:
    if row["check"] not in CHECKS:
        known = ", ".join(CHECKS)
        problem = f"unknown check {row['check']!r}"
        raise CatalogueError(row.place, problem, f"Use one of: {known}, or none for a checklist")
    check = CHECKS[row["check"]]
    if row["log"] not in contracts:
        known = ", ".join(sorted(contracts))
        raise CatalogueError(row.place, f"unknown log {row['log']!r}", f"Known logs: {known}")
    if check.judges in (EXPENSES, MEMBERS) and row["log"] != APPLICATIONS:
        problem = f"{row['check']} asks the parts of an application, which {row['log']} has not"
        raise CatalogueError(row.place, problem, f"Set log to {APPLICATIONS}")
    _check_columns(row, ("programme_id", *check.columns), contracts[row["log"]])
    _check_cells(row, check.cells)
    _check_rate(row, contracts[row["log"]])
    check_filter(row, row["filter"], contracts[row["log"]])
    about = judged_log(row)
    if about is not None:
        check_filter(row, row["requires"], contracts[about])


def _check_columns(row: Row, columns: Iterable[str], contract: Contract) -> None:
    known = [column.name for column in contract.columns]
    missing = [name for name in columns if name not in known]
    if missing:
        problem = f"{row['check']} reads {missing[0]!r}, which {contract.log} lacks"
        raise CatalogueError(row.place, problem, f"Known columns: {', '.join(known)}")


def _check_cells(row: Row, cells: Iterable[str]) -> None:
    blank = [cell for cell in cells if not row[cell]]
    if blank:
        raise CatalogueError(row.place, f"{row['check']} needs {blank[0]}", "Fill the cell")
    first, _, last = row["requires"].partition("|")
    if row["check"] == "applied_between" and not (is_day(first) and is_day(last) and first <= last):
        problem = f"requires cannot be {row['requires']!r}"
        raise CatalogueError(row.place, problem, "Write two dates: 2024-08-01|2024-08-22")


def _check_rate(row: Row, contract: Contract) -> None:
    is_of_months = row["rate"] == SHARE_OF_MONTHS
    if is_of_months != (row["check"] == "paid_per_person_year_at_most") and row["rate"]:
        problem = f"{row['check']} has no use for the rate {row['rate']!r}"
        raise CatalogueError(row.place, problem, "Write 2/3 for costs, months/12 for months")
    if row["check"] == "granted_at_most":
        if not (row["limit_value"] or row["rate"]):
            raise CatalogueError(row.place, "granted_at_most needs limit_value or rate", "Fill one")
        if row["rate"] and not any(column.name in COSTS for column in contract.columns):
            _check_columns(row, COSTS[:1], contract)
    if is_of_months:
        _check_columns(row, ("months",), contract)


def is_day(text: str) -> bool:
    """Whether a text is a day like 2024-08-01."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
