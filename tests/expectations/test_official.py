"""The pair of published files: every way the official one can say too much is caught."""

from pathlib import Path

import duckdb
import pytest

from expectations import CheckResult, blocking, run_suites
from expectations.marts import OFFICIAL_SUITE
from expectations.rows import read_suite
from orchestration.publication.tables import published_tables

MANAGER_ONLY = ("measurement", "company", "company_record")
BROKEN = {
    "no_company_or_person_table": "create table marts.company (name varchar)",
    "no_company_or_record_column": "alter table marts.kpi_pace add column company_key varchar",
    "no_table_of_its_own": "create table marts.extra (a integer)",
    "protected_counts_only_as_headline_years": (
        "insert into marts.kpi_yearly by name select 'school.pupils' as indicator_id"
    ),
    "same_rows_as_the_manager_file": (
        "update marts.kpi_monthly set value = value + 1 where month = date '2024-07-01'"
    ),
}


@pytest.fixture
def pair(template: Path, tmp_path: Path) -> tuple[Path, Path]:
    manager, official = tmp_path / "manager.duckdb", tmp_path / "official.duckdb"
    for path in (manager, official):
        path.write_bytes(template.read_bytes())
        with duckdb.connect(str(path)) as connection:
            connection.execute("drop schema staging cascade; drop schema catalogue cascade")
            connection.execute("drop schema raw cascade; drop schema intermediate cascade")
    with duckdb.connect(str(official)) as connection:
        for table in MANAGER_ONLY:
            connection.execute(f"drop table marts.{table}")
        connection.execute("drop table quality.issue")
        for entry in published_tables():
            if not entry.is_for("official"):
                connection.execute(f"drop table if exists {entry.table}")
        protected = "indicator_id in ('school.people', 'school.pupils')"
        connection.execute(f"delete from marts.kpi_monthly where {protected}")
        connection.execute(f"delete from marts.kpi_pace where {protected}")
        connection.execute(f"delete from marts.kpi_quarterly where {protected}")
        for table in ("kpi_yearly", "reconciliation"):
            connection.execute(f"delete from marts.{table} where indicator_id = 'school.pupils'")
    return manager, official


def audited(pair: tuple[Path, Path], *statements: str) -> list[CheckResult]:
    with duckdb.connect(str(pair[1])) as connection:
        for statement in statements:
            connection.execute(statement)
    return run_suites(pair[0], {}, "marts", official_path=pair[1])


def test_a_correct_pair_passes(pair: tuple[Path, Path]) -> None:
    results = audited(pair)
    assert [result for result in results if not result.success] == []
    assert {result.expectation for result in results if result.suite == OFFICIAL_SUITE} == set(
        BROKEN
    )


def test_every_expectation_has_a_file_that_fails_it() -> None:
    assert set(read_suite(OFFICIAL_SUITE)) == set(BROKEN)


@pytest.mark.parametrize("expectation", BROKEN)
def test_a_file_that_says_too_much_is_blocked(expectation: str, pair: tuple[Path, Path]) -> None:
    failed = blocking(audited(pair, BROKEN[expectation]))
    assert expectation in {result.expectation for result in failed}


def test_a_table_that_differs_is_named(pair: tuple[Path, Path]) -> None:
    results = audited(pair, "update quality.file set accepted = 0")
    (result,) = [each for each in results if not each.success]
    assert result.name == "official.same_rows_as_the_manager_file"
    assert result.observed == "1件（例：表=quality.file、行数=3）"


def test_what_only_officials_see_less_of_is_no_difference(pair: tuple[Path, Path]) -> None:
    results = audited(
        pair,
        "delete from marts.target",
        "create table quality.check (observed varchar)",
        "insert into quality.check values ('2件')",
    )
    assert [r.expectation for r in results if not r.success] == ["no_table_of_its_own"]
