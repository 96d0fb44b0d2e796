"""Canaries: every session proves that the audit can pass, fail and say it could not run."""

from dataclasses import replace

import pytest
from duckdb_engine import Dialect
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from expectations import blocking
from expectations.canaries import canary_probes, self_check
from expectations.dialect import ReadOnlyDialect
from expectations.session import open_session
from tests.expectations.builds import RUN_AT, Build


def test_one_passes_one_fails_and_one_is_an_error(build: Build) -> None:
    with open_session(build(), RUN_AT) as session:
        outcome = {name: session.ask(probe)[0] for name, probe in canary_probes().items()}
    assert outcome["passes"].success
    assert (outcome["fails"].success, outcome["fails"].error) == (False, None)
    assert outcome["breaks"].error is not None
    assert "absent_column" in outcome["breaks"].error


def test_a_query_that_breaks_inside_an_expectation_is_an_error_too(build: Build) -> None:
    """The library reports it as success=False; only exception_info tells it from bad data."""
    probe = canary_probes()["passes"]
    broken = replace(probe.checks[0], where="absent_column > 1")
    with open_session(build(), RUN_AT) as session:
        results = session.ask(replace(probe, checks=(broken,)))
    assert "absent_column" in (results[0].error or "")
    assert blocking(results) == results


def test_the_self_check_is_silent_while_the_audit_works(build: Build) -> None:
    with open_session(build(), RUN_AT) as session:
        results = self_check(session)
    assert [(r.name, r.success, r.error) for r in results] == [
        ("canary.passes", True, None),
        ("canary.fails", True, None),
        ("canary.breaks", True, None),
    ]


def test_a_driver_that_loses_results_is_caught(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stock dialect really rolls back before rows are fetched: every expectation is empty."""
    for step in ("do_begin", "do_commit", "do_rollback"):
        monkeypatch.setattr(ReadOnlyDialect, step, getattr(Dialect, step))
    with open_session(build(), RUN_AT) as session:
        results = self_check(session)
    assert blocking(results) != []


def test_a_file_opened_for_the_audit_cannot_be_written(build: Build) -> None:
    with (
        open_session(build(), RUN_AT) as session,
        session.source.get_engine().connect() as connection,
        pytest.raises(SQLAlchemyError, match="read-only"),
    ):
        connection.execute(text("create table marts.written (a integer)"))
