"""A home in operation, with every process real: files come, readers see, people are told.

One story, because each start of the servers takes long: a good and a bad file come, the bad one is
corrected, everything is killed while that run goes on, and the next start finishes it.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from ingest.home import Home
from orchestration.dagster_home import open_instance
from orchestration.lock import current_holder
from orchestration.publication import current_snapshot, verify
from tests.orchestration.alerts.letters import DATA_STAFF, Letters, mail_server, tell_by_mail
from tests.orchestration.office import HEADER, Office, new_office
from tests.orchestration.served import Served, postgres, postgres_tools, serve, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.soak

GOOD = HEADER + "C-01,sme_desk,2025/5/7 10:00,例示工務店株式会社,経営,完了\n"
BAD = "これは台帳では\nありません\n"
CORRECTED = HEADER + "C-02,sme_desk,2025/5/8 10:00,例示商会株式会社,経営,完了\n"
COUNT = """
    select value from marts.kpi_yearly
    where indicator_id = 'sme_desk.consultations' and fiscal_year = 2025
"""
LONG = 900.0


@pytest.fixture(scope="module")
def address() -> Iterator[str | None]:
    """A PostgreSQL for Dagster; None where the package is not installed: SQLite then."""
    tools = postgres_tools()
    if tools is None:
        yield None
        return
    with postgres(tools) as address:
        yield address


@pytest.fixture(scope="module")
def letters() -> Iterator[Letters]:
    """A mail server."""
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, letters: Letters, address: str | None
) -> Office:
    """An office whose home tells by mail."""
    folder = tmp_path_factory.mktemp("operation")
    made = new_office(folder / "home")
    more: dict[str, object] = {}
    if address:
        secret = folder / "postgres-address"
        secret.write_text(address + "\n", encoding="utf-8")
        more = {"dagster": {"postgres_url_file": str(secret)}}
    tell_by_mail(made.home, letters.port, **more)
    return made


def consultations(home: Home) -> float | None:
    """What readers see now."""
    snapshot = current_snapshot(home)
    if snapshot is None:
        return None
    with duckdb.connect(str(snapshot / "manager.duckdb"), read_only=True) as connection:
        found = connection.execute(COUNT).fetchone()
    return found[0] if found else None


def going(home: Home) -> list[str]:
    """Runs that Dagster records as not ended."""
    from dagster import DagsterRunStatus, RunsFilter

    ended = [DagsterRunStatus.SUCCESS, DagsterRunStatus.FAILURE, DagsterRunStatus.CANCELED]
    others = [status for status in DagsterRunStatus if status not in ended]
    with open_instance(home) as instance:
        return [run.run_id for run in instance.get_runs(RunsFilter(statuses=others))]


def told(letters: Letters, word: str) -> int:
    return sum(word in subject for subject in letters.subjects)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """The Chromium of the system, since none is downloaded."""
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


def test_a_month_at_the_office(
    office: Office, letters: Letters, tmp_path: Path, page: "Page"
) -> None:
    home, log = office.home, tmp_path / "serve.log"
    first = serve(home, log)
    try:
        _files_come(first, office, letters)
        _a_reader_sees_it(first, page)
        office.deliver("consultation", "6月.csv", CORRECTED)
        wait_for(lambda: current_holder(home.root), LONG, "a run for the corrected file")
    finally:
        first.kill()
    assert (
        verify(home.published / "current") == [] or verify(current_snapshot(home) or Path()) == []
    )
    assert consultations(home) == 1.0
    second = serve(home, log)
    try:
        wait_for(lambda: consultations(home) == 2.0, LONG, "the killed run is made again")
        wait_for(lambda: told(letters, "回復：ファイル"), 90, "the recovery is told")
        wait_for(lambda: not going(home), LONG, "no run is stuck")
        assert second.ask("/healthz")["is_well"]
    finally:
        assert second.stop() == 0
    assert verify(current_snapshot(home) or Path()) == []
    assert told(letters, "受け付けられないファイル") == 1
    assert told(letters, "回復：ファイル") == 1


def _files_come(served: Served, office: Office, letters: Letters) -> None:
    office.deliver("consultation", "5月.csv", GOOD)
    office.deliver("consultation", "6月.csv", BAD)
    wait_for(lambda: consultations(served.home) == 1.0, LONG, "the good file is published")
    wait_for(lambda: told(letters, "受け付けられないファイル"), 90, "the bad one is told")
    told_to = [letter["To"] for letter in letters.all if "受け付け" in str(letter["Subject"])]
    assert told_to == [DATA_STAFF]
    health = served.ask("/healthz")
    assert (health["is_well"], health["files_refused"]) == (True, 1)


def _a_reader_sees_it(served: Served, page: "Page") -> None:
    """The page's foot names the day of the snapshot; without one there is no foot."""
    page.goto(f"http://127.0.0.1:{served.pages}/?lang=ja")
    page.wait_for_selector(".page-foot", timeout=120_000)
    day = date.fromisoformat(served.ask("/healthz")["as_of"])
    assert f"{day.year}年{day.month}月{day.day}日" in page.locator("body").inner_text()
