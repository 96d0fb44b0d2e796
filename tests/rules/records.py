"""Records for every rule of the catalogue: keeping it, breaking it, silent on what it asks.

Made from the rule's own row (programme, years, filter, check, requires, limit, rate), so that a
rule that is added has its records too. Not here: what must come of them (test_records).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dbt_project.grammar import Condition, conditions

Rule = dict[str, str]
Row = dict[str, Any]
OTHER = {"true": "false", "false": "true", "university": "sme", "equipment": "food"}
EXPENSE_CHECKS = ("granted_within_expense", "expense_share_at_most", "expense_quote_above")
PLENTY = 10**9


@dataclass
class Record:
    """An application (or support) with its parts."""

    row: Row
    expenses: list[Row] = field(default_factory=list)
    members: list[Row] = field(default_factory=list)


def year_of(rule: Rule) -> int:
    """A fiscal year in which the rule is in force."""
    return int(rule["from_fiscal_year"] or rule["to_fiscal_year"] or 2024)


def written(text: str) -> list[Condition]:
    return list(conditions(text, "subsidy_rules.csv"))


def passing(text: str) -> Row:
    """Cells that pass a filter; a negated condition is left blank, which passes."""
    return {c.column: c.values[0] for c in written(text) if not c.operator.startswith("!")}


def failing_value(condition: Condition) -> str:
    """A value with which the condition does not hold."""
    if condition.operator.startswith("!"):
        return condition.values[0]
    return next(OTHER[value] for value in condition.values if value in OTHER)


def keeping(rule: Rule, universe: list[Rule]) -> Record:
    """A record that the rule is about and that keeps every rule of its programme and year."""
    year = year_of(rule)
    mine = [r for r in universe if r["programme_id"] == rule["programme_id"] and in_force(r, year)]
    if rule["log"] == "student_support":
        return _support(rule, year)
    row: Row = {
        "programme_id": rule["programme_id"],
        "applicant_name": "株式会社例示",
        "applicant_type": "university",
        "applicant_in_city": "true",
        "theme": "材料",
        "other_public_grant": "false",
        "applied_on": f"{year}-08-10",
        "decided_on": f"{year}-09-10",
        "period_from": f"{year}-10-01",
        "period_to": f"{year + 1}-03-31",
        "eligible_cost_yen": PLENTY,
        "project_cost_yen": PLENTY,
        "income_yen": 0,
        "own_funds_yen": 0,
        "status": "adopted",
    }
    row |= passing(rule["filter"])
    row["granted_yen"] = _granted(row, mine)
    return Record(row, _lines(row), _members())


def in_force(rule: Rule, year: int) -> bool:
    return int(rule["from_fiscal_year"] or 0) <= year <= int(rule["to_fiscal_year"] or 9999)


def _granted(row: Row, rules: list[Rule]) -> int:
    """The smallest cap of the rules: kept by the yen."""
    caps = [r["limit_value"] for r in rules if r["check"] == "granted_at_most" and is_about(r, row)]
    return min((int(cap) for cap in caps), default=100_000)


def is_about(rule: Rule, row: Row) -> bool:
    """Whether a made row passes a filter, as far as made rows need it."""
    return all(
        _holds(condition, row.get(condition.column)) for condition in written(rule["filter"])
    )


def _holds(condition: Condition, value: Any) -> bool:
    if condition.operator.endswith("~"):
        found = any(word in (value or "") for word in condition.values)
    else:
        found = value in condition.values
    return found != condition.operator.startswith("!")


def _lines(row: Row) -> list[Row]:
    """Half of the grant for equipment with a quote, the rest and more for a venue, in the term."""
    half = int(row["granted_yen"]) // 2
    line = {"phase": "actual", "spent_on": row["period_from"], "has_quote": "true"}
    return [
        {**line, "line_no": 1, "category": "equipment", "amount_yen": half},
        {**line, "line_no": 2, "category": "venue", "amount_yen": PLENTY},
    ]


def _members() -> list[Row]:
    """A lead and two organisers, all corporations in the city, all registered."""
    roles = ("representative", "organiser", "organiser", "member")
    said = {"is_corporation": "true", "in_city": "true", "platform_registered": "true"}
    return [
        {"member_no": n, "member_name": f"株式会社例示{n}", "role": role, **said}
        for n, role in enumerate(roles, start=1)
    ]


def _support(rule: Rule, year: int) -> Record:
    row = {
        "programme_id": rule["programme_id"],
        "supported_on": f"{year}-04-25",
        "recipient_kind": "student",
        "amount_yen": int(rule["limit_value"]),
        **passing(rule["filter"]),
    }
    return Record(row)


def _to(record: Record, **cells: Any) -> Record:
    return Record({**record.row, **cells}, record.expenses, record.members)


def broken(rule: Rule, record: Record) -> Record:
    """The record changed by as little as breaks the rule."""
    return BREAK[rule["check"]](rule, record)


def _above(_: Rule, record: Record) -> Record:
    return _to(record, granted_yen=record.row["granted_yen"] + 1)


def _above_cap(rule: Rule, record: Record) -> Record:
    return _to(record, granted_yen=int(rule["limit_value"]) + 1)


def _above_formula(_: Rule, record: Record) -> Record:
    return _to(record, own_funds_yen=PLENTY - record.row["granted_yen"] + 1)


def _outside_expense(_: Rule, record: Record) -> Record:
    late = [{**line, "category": "food"} for line in record.expenses]
    return Record(record.row, late, record.members)


def _above_share(rule: Rule, record: Record) -> Record:
    first, *rest = record.expenses
    above = int(float(rule["limit_value"]) * record.row["granted_yen"]) + 1
    return Record(record.row, [{**first, "amount_yen": above}, *rest], record.members)


def _unquoted(_: Rule, record: Record) -> Record:
    lines = [{**line, "has_quote": "false"} for line in record.expenses]
    return Record(record.row, lines, record.members)


def _too_few(rule: Rule, record: Record) -> Record:
    cells = {c.column: OTHER.get(c.values[0], "member") for c in written(rule["requires"])}
    if "role" in cells and len(cells) > 1:
        cells.pop("role")
    return Record(record.row, record.expenses, [{**m, **cells} for m in record.members])


def _too_many(rule: Rule, record: Record) -> Record:
    changed = [{**m, **passing(rule["requires"])} for m in record.members[1:]]
    return Record(record.row, record.expenses, [record.members[0], *changed])


def _not_required(rule: Rule, record: Record) -> Record:
    condition = written(rule["requires"])[-1]
    return _to(record, **{condition.column: failing_value(condition)})


def _late(rule: Rule, record: Record) -> Record:
    last = date.fromisoformat(rule["requires"].partition("|")[2])
    return _to(record, applied_on=last.replace(day=last.day + 1).isoformat())


def _too_long(rule: Rule, record: Record) -> Record:
    begun = date.fromisoformat(record.row["period_from"])
    end = begun.replace(year=begun.year + int(rule["limit_value"]))
    return _to(record, period_to=end.isoformat())


def _overpaid(rule: Rule, record: Record) -> Record:
    return _to(record, amount_yen=int(rule["limit_value"]) + 1)


BREAK: dict[str, Callable[[Rule, Record], Record]] = {
    "granted_at_most": _above_cap,
    "granted_within_formula": _above_formula,
    "granted_within_expense": _outside_expense,
    "expense_share_at_most": _above_share,
    "expense_quote_above": _unquoted,
    "members_at_least": _too_few,
    "members_at_most": _too_many,
    "requires": _not_required,
    "applied_between": _late,
    "term_at_most_years": _too_long,
    "paid_per_person_year_at_most": _overpaid,
}
"""By check; a quota is broken by one application more (test_records)."""


def silent(rule: Rule, record: Record) -> Iterator[Record]:
    """The record with one blank at a time that its check needs and the contract allows."""
    if rule["check"] == "granted_at_most" and rule["rate"]:
        yield _to(record, eligible_cost_yen=None, project_cost_yen=None)
    for column in BLANKS.get(rule["check"], ()):
        yield _to(record, **{column: None})
    if rule["check"] == "requires":
        for condition in written(rule["requires"]):
            yield _to(record, **{condition.column: None})
    yield from _silent_parts(rule, record)


def _silent_parts(rule: Rule, record: Record) -> Iterator[Record]:
    if rule["check"] in EXPENSE_CHECKS:
        yield Record(record.row, [], record.members)
    if rule["check"] == "expense_quote_above":
        lines = [{**line, "has_quote": None, "amount_yen": PLENTY} for line in record.expenses]
        yield Record(record.row, lines, record.members)
    if rule["check"] == "granted_within_expense":
        lines = [{**line, "spent_on": None} for line in record.expenses]
        yield Record(record.row, lines, record.members)
    if rule["check"].startswith("members_"):
        yield Record(record.row, record.expenses, [])
        blank = {c.column: None for c in written(rule["requires"]) if c.column in OPTIONAL}
        cells = {**passing(rule["requires"]), **blank}
        if blank:
            members = [{**m, **cells} for m in record.members]
            yield Record(record.row, record.expenses, members)


BLANKS = {
    "granted_at_most": ("granted_yen",),
    "granted_within_formula": ("granted_yen", "project_cost_yen"),
    "granted_within_expense": ("granted_yen", "period_from", "period_to"),
    "expense_share_at_most": ("granted_yen",),
    "term_at_most_years": ("period_from", "period_to"),
    "paid_per_person_year_at_most": ("student_id", "amount_yen"),
}
OPTIONAL = ("in_city", "platform_registered")
"""Columns of a member that its contract lets be blank."""
