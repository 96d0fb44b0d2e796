"""What an office adds without Python or SQL: a programme, an indicator, a target, a log."""

import os
import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from orchestration.lock import JST
from tests.orchestration.office import Office, new_office

pytestmark = pytest.mark.e2e

ADDITIONS = Path(__file__).parent / "additions"
APP = Path(__file__).parents[2] / "dashboards" / "app.py"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that added a programme, indicators, a target and a log of its own, and ran."""
    office = new_office(tmp_path_factory.mktemp("additions") / "home")
    shutil.copytree(ADDITIONS, office.home.root, dirs_exist_ok=True)
    delivered = datetime(2025, 7, 1, 9, tzinfo=JST).timestamp()
    for path in office.home.inbox.rglob("*.csv"):
        os.utime(path, (delivered, delivered))
    done = office.say("run")
    assert done.returncode == 0, done.stdout + done.stderr
    return office


@pytest.fixture
def published(office: Office) -> duckdb.DuckDBPyConnection:
    path = office.home.published / "current" / "manager.duckdb"
    return duckdb.connect(str(path), read_only=True)


def test_a_new_programme_is_measured_against_its_target(
    published: duckdb.DuckDBPyConnection,
) -> None:
    found = published.execute(
        "select value, target, achievement from marts.kpi_yearly "
        "where indicator_id = 'night_desk.consultations' and fiscal_year = 2025"
    ).fetchall()
    assert found == [(2, 2, 1)]


def test_it_stands_on_the_pages(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIS_HOME", str(office.home.root))
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not page.exception
    shown = " ".join(str(element.value) for element in (*page.markdown, *page.main.get("html")))
    assert "夜間相談件数" in shown


def test_a_log_known_by_its_contract_alone_is_measured(
    published: duckdb.DuckDBPyConnection,
) -> None:
    found = published.execute(
        "select indicator_id, value from marts.kpi_yearly "
        "where indicator_id like 'equipment.%' and fiscal_year = 2025 order by all"
    ).fetchall()
    assert found == [("equipment.loan_days", 8), ("equipment.loans", 2)]


def test_its_bad_row_is_refused_and_its_file_accounted_for(
    published: duckdb.DuckDBPyConnection,
) -> None:
    file = published.execute(
        "select rows_read, accepted, rejected, skipped from quality.file "
        "where log = 'equipment_loan'"
    ).fetchall()
    issue = published.execute(
        "select row_number, column_name, rule from quality.issue where log = 'equipment_loan'"
    ).fetchall()
    assert file == [(4, 3, 1, 0)]
    assert issue == [(5, "programme_id", "unknown_reference")]


def test_it_is_audited(published: duckdb.DuckDBPyConnection) -> None:
    checks = published.execute(
        "select count(*), bool_and(success) from quality.check where suite like '%equipment_loan%'"
    ).fetchone()
    assert checks is not None
    assert checks[0] > 0
    assert checks[1]
