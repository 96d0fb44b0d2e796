"""The audit as a whole: a correct build passes, and the gate knows error from bad data."""

import os
import socket
from pathlib import Path

import duckdb
import pytest

from expectations import AuditError, CheckResult, blocking, run_suites, without_examples
from ingest.contracts import Contract
from tests.expectations.builds import RUN_AT, Build


def names(results: list[CheckResult]) -> list[str]:
    return [result.name for result in results]


def failed(results: list[CheckResult]) -> list[str]:
    return names([result for result in results if not result.success])


@pytest.mark.parametrize("scope", ["landed", "marts"])
def test_a_correct_build_passes(
    build: Build, contracts: dict[str, Contract], scope: str, capsys: pytest.CaptureFixture[str]
) -> None:
    results = run_suites(build(), contracts, scope, run_at=RUN_AT)
    assert [(r.name, r.observed, r.error) for r in results if not r.success] == []
    assert blocking(results) == []
    assert {result.run_at for result in results} == {RUN_AT}
    assert len(names(results)) == len(set(names(results)))
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("scope", ["landed", "marts"])
def test_an_empty_build_passes(build: Build, contracts: dict[str, Contract], scope: str) -> None:
    with duckdb.connect(str(build())) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            "where schema_name not in ('main', 'catalogue')"
        ).fetchall()
        for schema, table in tables:
            connection.execute(f'delete from {schema}."{table}"')
        path = Path(connection.execute("select path from duckdb_databases()").fetchone()[0])
    assert failed(run_suites(path, contracts, scope)) == []


def test_every_log_has_a_suite(build: Build, contracts: dict[str, Contract]) -> None:
    results = run_suites(build(), contracts, "landed")
    suites = {result.suite for result in results} - {"canary"}
    assert suites == {f"landed_{log}" for log in contracts}


def test_a_critical_failure_blocks_and_a_warning_does_not(
    build: Build, contracts: dict[str, Contract]
) -> None:
    path = build(
        "insert into marts.kpi_yearly from marts.kpi_yearly "
        "where indicator_id = 'old_desk.visits' and fiscal_year = 2024",
        "update quality.file set status = 'refused' where log = 'student_support'",
    )
    results = run_suites(path, contracts, "marts")
    assert failed(results) == ["grain.kpi_yearly_is_unique", "deliveries.no_file_refused"]
    assert names(blocking(results)) == ["grain.kpi_yearly_is_unique"]
    assert all(result.error is None for result in results)
    assert {one.owner for one in results if not one.success} == {"データ担当"}


def test_an_expectation_that_cannot_run_is_an_error_and_blocks(
    build: Build, contracts: dict[str, Contract]
) -> None:
    path = build("drop table marts.identity")
    results = blocking(run_suites(path, contracts, "marts"))
    assert names(results) == [
        "grain.identity_is_unique",
        "arithmetic.identity_is_whole_less_parts",
        "figures.parts_add_up_to_the_whole",
    ]
    assert results[-1].severity == "warning"
    for result in results:
        assert result.error is not None
        assert "identity" in result.error
        assert "\n" not in result.error


def test_a_log_that_has_no_relation_is_an_error(
    build: Build, contracts: dict[str, Contract]
) -> None:
    results = blocking(run_suites(build("drop table raw.outcome"), contracts, "landed"))
    assert {result.suite for result in results} == {"landed_outcome"}
    assert any(result.error for result in results)


def test_a_missing_build_says_what_to_do(tmp_path: Path, contracts: dict[str, Contract]) -> None:
    with pytest.raises(AuditError, match="fais run"):
        run_suites(tmp_path / "build.duckdb", contracts, "marts")


def test_a_damaged_build_is_one_clear_line(tmp_path: Path, contracts: dict[str, Contract]) -> None:
    path = tmp_path / "build.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(AuditError, match="cannot open") as raised:
        run_suites(path, contracts, "landed")
    assert "\n" not in str(raised.value)


def test_the_audit_leaves_the_build_free_and_unchanged(
    build: Build, contracts: dict[str, Contract]
) -> None:
    path = build()
    before = path.read_bytes()
    run_suites(path, contracts, "marts")
    assert path.read_bytes() == before
    with duckdb.connect(str(path)) as connection:
        connection.execute("create table marts.written (a integer)")


def test_odd_paths_are_opened(build: Build, contracts: dict[str, Contract], tmp_path: Path) -> None:
    folder = tmp_path / "令和7年度 $HOME 100% [it's]?a=b#c"
    folder.mkdir()
    path = build().rename(folder / "build.duckdb")
    assert failed(run_suites(path, contracts, "marts")) == []


def test_nothing_is_asked_of_the_internet(
    build: Build, contracts: dict[str, Contract], monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a, **_: called.append(a))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **_: called.append(a) or [])
    run_suites(build(), contracts, "marts")
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    assert called == []


def test_officials_see_counts_without_examples(
    build: Build, contracts: dict[str, Contract]
) -> None:
    path = build("update quality.file set status = 'refused'", "drop table marts.identity")
    results = run_suites(path, contracts, "marts")
    refused = next(r for r in results if r.expectation == "no_file_refused")
    assert refused.observed.startswith("3件（例：台帳=consultation、ファイル=相談.csv／")
    seen = {r.expectation: r for r in without_examples(results)}
    assert seen["no_file_refused"].observed == "3件"
    assert seen["parts_add_up_to_the_whole"].error == "実行できませんでした"
    assert blocking(seen.values()) != []
