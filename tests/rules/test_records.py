"""Every rule of the catalogue on a record that keeps it, one that breaks it, silent ones."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dbt_project.catalogue import load_catalogue
from tests.rules.inbox import built_from
from tests.rules.records import (
    Record,
    Row,
    Rule,
    broken,
    in_force,
    is_about,
    keeping,
    silent,
    year_of,
)
from tests.warehouse import TestWarehouse

RULES: list[Rule] = [
    dict(row.values) for row in load_catalogue(None)["subsidy_rules"].rows.values() if row["check"]
]
BY_CODE = {rule["rule_code"]: rule for rule in RULES}
ROW_RULES = [code for code, rule in BY_CODE.items() if rule["check"] != "adopted_at_most"]
QUOTAS = [rule for rule in RULES if rule["check"] == "adopted_at_most"]
KEY = {"subsidy_application": "application_id", "student_support": "support_id"}
Judged = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Case:
    """One record and the rule it was made for."""

    rule: Rule
    role: str
    record_id: str


@pytest.fixture(scope="module")
def cases() -> list[tuple[Case, Record]]:
    made = [(rule, *pair) for rule in RULES for pair in _records(rule)]
    return [
        (Case(rule, role, f"R{number:04}"), record)
        for number, (rule, role, record) in enumerate(made)
    ]


def _records(rule: Rule) -> Iterator[tuple[str, Record]]:
    if rule["check"] == "adopted_at_most":
        return
    record = keeping(rule, RULES)
    yield "keeps", record
    yield "breaks", broken(rule, record)
    for blank in silent(rule, record):
        yield "silent", blank


@pytest.fixture(scope="module")
def judged(
    cases: list[tuple[Case, Record]],
    warehouse: TestWarehouse,
    tmp_path_factory: pytest.TempPathFactory,
) -> Judged:
    """(rule, record) → status, of one warehouse that holds all records."""
    inbox = tmp_path_factory.mktemp("records") / "inbox"
    with built_from(warehouse, _logs(cases), inbox) as con:
        sql = """
            select rule_code, split_part(record_id, '/', 1), status
            from marts.subsidy_compliance where record_id is not null
        """
        return {(rule, record): status for rule, record, status in con.execute(sql).fetchall()}


def _logs(cases: list[tuple[Case, Record]]) -> dict[str, list[Row]]:
    logs: dict[str, list[Row]] = defaultdict(list)
    for case, record in cases:
        log, own = case.rule["log"], {KEY[case.rule["log"]]: case.record_id}
        student: dict[str, Any] = {} if log != "student_support" else {"student_id": case.record_id}
        logs[log].append({**student, **record.row, **own})
        logs["subsidy_expense"] += [{**line, **own} for line in record.expenses]
        logs["subsidy_member"] += [{**member, **own} for member in record.members]
    return {log: _rectangular(rows) for log, rows in logs.items()}


def _rectangular(rows: list[Row]) -> list[Row]:
    columns = dict.fromkeys(column for row in rows for column in row)
    return [{column: row.get(column) for column in columns} for row in rows]


def of(cases: list[tuple[Case, Record]], code: str, role: str) -> list[str]:
    return [c.record_id for c, _ in cases if c.rule["rule_code"] == code and c.role == role]


def failures(judged: Judged, record_id: str) -> set[str]:
    return {
        rule
        for (rule, record), status in judged.items()
        if record == record_id and status == "failed"
    }


@pytest.mark.parametrize("code", ROW_RULES)
def test_a_record_that_keeps_every_rule_fails_none(
    code: str, cases: list[tuple[Case, Record]], judged: Judged
) -> None:
    (record,) = of(cases, code, "keeps")
    assert judged[code, record] == "passed"
    assert failures(judged, record) == set()


@pytest.mark.parametrize("code", ROW_RULES)
def test_a_record_that_breaks_a_rule_is_named(
    code: str, cases: list[tuple[Case, Record]], judged: Judged
) -> None:
    (record,) = of(cases, code, "breaks")
    is_approximate = BY_CODE[code]["is_approximate"] == "1"
    assert judged[code, record] == ("not_assessable" if is_approximate else "failed")
    follows = {BY_CODE[other]["check"] for other in failures(judged, record) - {code}}
    assert follows <= FOLLOWS.get(BY_CODE[code]["check"], set())


FOLLOWS = {
    "granted_at_most": {"granted_at_most"},
    "granted_within_expense": {"granted_within_expense"},
    "members_at_least": {"members_at_least"},
    "requires": set(),
}
"""What else a broken rule may break: a wider cap of the same grant, a count of the same members."""


@pytest.mark.parametrize("code", ROW_RULES)
def test_a_record_that_leaves_a_blank_cannot_be_assessed(
    code: str, cases: list[tuple[Case, Record]], judged: Judged
) -> None:
    statuses = [judged[code, record] for record in of(cases, code, "silent")]
    can_be_blank = BY_CODE[code]["check"] != "applied_between"
    assert bool(statuses) == can_be_blank
    assert set(statuses) <= {"not_assessable"}


@pytest.mark.parametrize("above", [0, 1])
def test_quotas_are_kept_up_to_their_limits(
    above: int, warehouse: TestWarehouse, tmp_path: Path
) -> None:
    rows = [row for rule in QUOTAS for row in _adopted(rule, int(rule["limit_value"]) + above)]
    with built_from(warehouse, {"subsidy_application": _rectangular(rows)}, tmp_path / "in") as con:
        sql = """
            select rule_code, status, measured from marts.subsidy_compliance
            where record_id is null and fiscal_year in (2024, 2025) order by rule_code
        """
        found = con.execute(sql).fetchall()
    missed = {"1": "not_assessable", "0": "failed"}
    assert found == [
        (
            rule["rule_code"],
            missed[rule["is_approximate"]] if above else "passed",
            int(rule["limit_value"]) + above,
        )
        for rule in sorted(QUOTAS, key=lambda rule: rule["rule_code"])
    ]


def _adopted(rule: Rule, count: int) -> Iterator[Row]:
    """So many adopted applications of the rule's programme, and one that was rejected."""
    row, code = keeping(rule, RULES).row, rule["rule_code"]
    yield from ({**row, "application_id": f"{code}-{n}"} for n in range(count))
    yield {**row, "application_id": f"{code}-no", "status": "rejected"}


def test_the_records_are_about_their_rule() -> None:
    """Else a rule could pass by being asked of nobody."""
    for rule in RULES:
        if rule["log"] == "subsidy_application":
            assert is_about(rule, keeping(rule, RULES).row)
        assert in_force(rule, year_of(rule))
