"""Severities and limits are rows that an office may set: each change with its day and reason."""

from pathlib import Path

import pytest

from dbt_project.audit_limits import check_audit_limits
from dbt_project.catalogue import CatalogueError, load_catalogue
from expectations import AuditError, blocking, run_suites
from expectations.marts import SUITES
from expectations.rows import read_suite
from ingest.contracts import Contract
from tests.expectations.builds import RUN_AT, Build, published_models

HEADER = "suite,expectation,severity,limit_value,decided_on,reason,figure\n"
SHIPPED = load_catalogue(None)["audit_limits"]
LIMITED = {key for key, row in SHIPPED.rows.items() if row["limit_value"]}


def test_every_expectation_has_its_shipped_row() -> None:
    asked = {(suite, key) for suite in (*SUITES, "landed") for key in read_suite(suite)}
    assert set(SHIPPED.rows) == asked


def test_a_limit_is_there_where_it_is_asked_for_and_says_since_when_and_why() -> None:
    asked = {
        (suite, key)
        for suite in SUITES
        for key, row in read_suite(suite).items()
        if "$limit" in row.sql
    }
    assert asked == LIMITED
    for key in LIMITED:
        row = SHIPPED.rows[key]
        assert all(row[column] for column in ("decided_on", "reason", "figure")), key


def test_critical_is_what_a_correct_build_can_never_show() -> None:
    told = {(suite, row["severity"]) for (suite, _), row in SHIPPED.rows.items()}
    warning = {suite for suite, severity in told if severity == "warning"}
    assert warning == {"figures", "deliveries"}
    assert len(told) == len({suite for suite, _ in told})


def test_every_published_table_has_its_grain_asked() -> None:
    asked = {row.table for row in read_suite("grain").values()} - {None}
    assert asked == set(published_models()) - {"marts.company", "quality.issue"}


def test_an_office_lowers_a_severity_with_day_reason_and_figure(
    build: Build, contracts: dict[str, Contract]
) -> None:
    broken = "insert into marts.target from marts.target limit 1"
    lowered = (
        "update catalogue.audit_limits set severity = 'warning' "
        "where expectation = 'target_is_unique'"
    )
    results = run_suites(build(broken), contracts, "marts", run_at=RUN_AT)
    assert [one.name for one in blocking(results)] == ["grain.target_is_unique"]
    results = run_suites(build(broken, lowered), contracts, "marts", run_at=RUN_AT)
    failed = [(one.name, one.severity) for one in results if not one.success]
    assert failed == [("grain.target_is_unique", "warning")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("figures,nobody,warning,,,,", "no expectation is called figures.nobody"),
        ("figures,no_sudden_jump,warning,0.5,,異動の年,0.5", "decided_on is blank"),
        ("figures,no_sudden_jump,warning,0.5,2026-10-01,,0.5", "reason is blank"),
        ("figures,no_sudden_jump,warning,,2026-10-01,異動の年,0.5", "limit_value does not fit"),
        ("grain,target_is_unique,warning,,2026-10-01,移行中,", "figure is blank"),
        ("privacy,hashes_are_hashes,warning,,2026-10-01,試行,1", "guards personal data"),
        ("figures,no_sudden_jump,loud,0.5,2026-10-01,異動の年,0.5", "severity cannot be 'loud'"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line(
    row: str, why: str, tmp_path: Path
) -> None:
    (tmp_path / "audit_limits.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=why) as raised:
        check_audit_limits(load_catalogue(tmp_path), load_catalogue(None))
    assert "audit_limits.csv:2" in str(raised.value)


def test_a_row_that_says_why_is_taken(tmp_path: Path) -> None:
    text = HEADER + "figures,no_sudden_jump,warning,0.5,2026-10-01,異動の年,0.31\n"
    (tmp_path / "audit_limits.csv").write_text(text, encoding="utf-8")
    check_audit_limits(load_catalogue(tmp_path), load_catalogue(None))


def test_a_build_without_limits_is_one_clear_line(
    build: Build, contracts: dict[str, Contract]
) -> None:
    with pytest.raises(AuditError, match=r"audit_limits.*delete warehouse"):
        run_suites(build("drop table catalogue.audit_limits"), contracts, "marts")
