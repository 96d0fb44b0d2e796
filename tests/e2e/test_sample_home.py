"""The sample home from inbox to published figures: it matches the print, and can be made again."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from ingest.home import Home
from tests.oracle import recompute
from tests.oracle.compare import disagreements
from tests.orchestration.office import fais
from tests.published import content, opened, tables
from tests.sample_home import copy_of

pytestmark = pytest.mark.e2e

AS_OF = date(2026, 10, 31)
PAST = date(2024, 8, 15)
INDICATORS = 222


def _landed(home: Home) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in home.landing.rglob("*.parquet")}


def test_every_printed_figure_matches(sample: Home) -> None:
    with opened(sample) as con:
        statuses = con.execute(
            "select status, count(*) from marts.reconciliation "
            "where kind in ('actual', 'cumulative') group by status"
        ).fetchall()
        printed = con.execute(
            "select count(*) from marts.reconciliation where kind in ('actual', 'cumulative')"
        ).fetchone()
    assert printed is not None
    assert statuses == [("match", printed[0])]


@pytest.mark.parametrize("table", ["kpi_monthly", "kpi_yearly"])
def test_every_indicator_has_figures(sample: Home, table: str) -> None:
    with opened(sample) as con:
        found = con.execute(f"select count(distinct indicator_id) from marts.{table}").fetchone()
    assert found == (INDICATORS,)


def test_an_independent_computation_agrees(sample: Home) -> None:
    with opened(sample) as con:
        differing = disagreements(recompute(sample.root, AS_OF), con)
    assert differing.rows() == []


def test_running_again_changes_nothing(sample: Home) -> None:
    before = _landed(sample), (sample.published / "current").readlink()
    done = fais("run", "--home", str(sample.root))
    assert done.returncode == 0, done.stderr
    assert (_landed(sample), (sample.published / "current").readlink()) == before


@pytest.mark.soak
def test_what_is_deleted_comes_back_the_same(sample: Home, tmp_path: Path) -> None:
    home = copy_of(sample, tmp_path / "home")
    shutil.rmtree(home.warehouse)
    shutil.rmtree(home.published)
    done = fais("run", "--home", str(home.root))
    assert done.returncode == 0, done.stderr
    assert content(home) == content(sample)


def test_a_past_day_knows_only_what_was_delivered_by_then(sample: Home, tmp_path: Path) -> None:
    home = copy_of(sample, tmp_path / "home")
    current = (home.published / "current").readlink().name
    done = fais("run", "--home", str(home.root), "--as-of", PAST.isoformat())
    assert done.returncode == 0, done.stderr
    assert (home.published / "current").readlink().name == current
    (snapshot,) = {path.name for path in home.published.iterdir()} - {"current", current}
    with opened(home, snapshot) as con:
        newest = con.execute("select max(delivered_at)::date from quality.file").fetchone()
        assert newest is not None
        assert newest[0] <= PAST
        assert disagreements(recompute(home.root, PAST), con).rows() == []
    again = fais("run", "--home", str(home.root), "--as-of", PAST.isoformat())
    assert again.returncode == 0, again.stderr
    assert len(list(home.published.iterdir())) == 3, "the same day is not published twice"


def test_the_official_file_holds_no_company_and_no_breakdown_of_people(sample: Home) -> None:
    with opened(sample, name="official") as con:
        found = tables(con)
        months = con.execute(
            "select count(*) from marts.kpi_monthly join marts.indicator using (indicator_id) "
            "where disclosure = 'protect'"
        ).fetchone()
    columns = {column for names in found.values() for column in names}
    assert not columns & {"company_key", "company_name", "record_id", "corporate_number"}
    assert months == (0,)
