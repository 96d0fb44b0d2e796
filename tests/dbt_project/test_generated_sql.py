"""The SQL that macros write is linted as it runs, for logs of every shape.

`sqlfluff lint` leaves templated text alone; here it is held to every rule but layout and
self-aliases (a generator writes `x as x` where a contract names a column as the interface does).
"""

from functools import cache
from pathlib import Path

import pytest
from sqlfluff.core import FluffConfig, Linter

from dbt_project.lint_context import var

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "dbt_project" / "templates"
WRITTEN_BY_PEOPLE = ("layout", "jinja", "aliasing.self_alias.column")
VERSIONS = "staging__stg_LOG__versions"
SHAPES = ("expert_dispatch", "finance_line", "seminar_attendance", "student_support")
"""References of both kinds; nothing but a key; a parent, companies and persons; sums."""
CASES = [(VERSIONS, log) for log in SHAPES] + [
    (template.stem, log)
    for template in sorted(TEMPLATES.glob("*.sql"))
    for log in ("seminar_attendance", "member_register")
    if template.stem != VERSIONS
]


@cache
def linter() -> Linter:
    folder = str(ROOT / "dbt_project")
    shared = FluffConfig.from_path(folder).get("rules").split(",")
    rules = ",".join(rule for rule in shared if rule not in WRITTEN_BY_PEOPLE)
    strict = FluffConfig.from_path(folder, overrides={"rules": rules})
    strict.set_value(["ignore_templated_areas"], False)
    return Linter(config=strict)


def violations(sql: str) -> list[str]:
    found = linter().lint_string(sql).get_violations()
    return [f"{violation.rule_code()} {violation.desc()}" for violation in found]


def test_the_shapes_cover_what_the_macros_branch_on() -> None:
    facts = [var("logs")[log] for log in SHAPES]
    references = [reference for fact in facts for reference in fact["references"]]
    assert {reference["is_required"] for reference in references} == {True, False}
    assert {reference["is_whole_key"] for reference in references} == {True, False}
    assert {bool(fact["parent"]) for fact in facts} == {True, False}
    assert {bool(fact["person_columns"]) for fact in facts} == {True, False}
    assert {bool(fact["company_column"] and fact["event_date"]) for fact in facts} == {True, False}


@pytest.mark.parametrize(("template", "log"), CASES)
def test_generated_sql_is_clean(template: str, log: str) -> None:
    sql = (TEMPLATES / f"{template}.sql").read_text(encoding="utf-8").replace("LOG", log)
    assert violations(sql) == []


def test_a_fault_in_templated_text_is_found() -> None:
    assert violations("select {{ 'a.x' }} from {{ ref('stg_target') }} as b\n")
