"""The pages of evidence and of targets show what the marts hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.dashboards.published_home import SNAPSHOT
from tests.dashboards.reading import read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAME = "sme_desk.consultations"


@pytest.fixture
def marts(full_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file of managers, asked without the pages' own queries."""
    path = full_home / "published" / SNAPSHOT / "manager.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def _cells(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


def test_months_members_and_rows_of_a_figure(
    full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    """Every month's value, every member's value and the rows of a month with file and number."""
    reader_of(full_home)
    reader = read(run_page("evidence", indicator=NAME, by="ward", period="m09"))
    months = marts.execute(
        "select value from marts.kpi_monthly where indicator_id = ? and fiscal_year = 2026 "
        "order by month",
        [NAME],
    ).fetchall()
    shown = [row for row in reader.rows if len(row) == 5 and row[0].removesuffix("月").isdigit()]
    assert [_cells(row[1]) for row in shown] == [value for (value,) in months]
    members = marts.execute(
        "select value from marts.kpi_breakdown where indicator_id = ? and dimension = 'ward' "
        "and month = date '2026-09-01' order by value desc",
        [NAME],
    ).fetchall()
    wards = [row for row in reader.rows if row and row[0].endswith("区") and len(row) == 5]
    assert [_cells(row[1]) for row in wards] == [value for (value,) in members]
    rows = [row for row in reader.rows if row and row[0].startswith("2026年9月")]
    assert len(rows) == 25
    assert rows[0][-2:] == ["consultation_202609.xlsx#受付", "34"]
    assert "1ファイルの30行" in reader.text
    assert "窓口の開設時間を延ばした" in reader.text


def test_a_member_narrows_the_rows(full_home: Path, reader_of: Callable[..., None]) -> None:
    """The invented rows state no ward, so that one ward has none of them."""
    reader_of(full_home)
    address = {"indicator": NAME, "by": "ward", "period": "m09", "member": "kokurakita"}
    reader = read(run_page("evidence", **address))
    assert not any(row[0].startswith("2026年9月") for row in reader.rows if row)
    assert "当てはまるものはありません" in reader.text


def test_a_ratio_leads_to_the_figures_that_it_divides(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    reader = read(run_page("evidence", indicator="all.adoption_rate"))
    parts = [link for link in reader.links if "indicator=all.adopted" in link]
    assert parts
    assert "割合は行からではなく" in reader.text


def test_official_sees_definition_and_totals_only(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home, "official")
    reader = read(run_page("evidence", indicator=NAME, period="m09"))
    assert "相談受付簿のうち状態が受付・完了のものの件数" in reader.text
    assert "合計の数値と定義だけを表示しています" in reader.text
    assert "consultation_202609.xlsx" not in reader.text
    assert not any("member=" in link for link in reader.links)


def test_targets_with_their_forecasts(
    full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    """Every figure with a target: value, interval and what is needed; the sentence counts them."""
    reader_of(full_home)
    reader = read(run_page("targets"))
    truth = marts.execute(
        """
        select i.name_ja, y.value, p.forecast_low, p.forecast_high, p.required_per_week, p.status
        from marts.kpi_yearly as y
        inner join marts.indicator as i using (indicator_id)
        inner join marts.kpi_pace as p
            on p.indicator_id = y.indicator_id and p.as_of = date '2026-10-31'
        where y.fiscal_year = 2026 and y.target_kind = 'target' and i.unit not in ('yen', 'ratio')
            and y.value is not null and y.value < 1000000
        """
    ).fetchall()
    shown = {row[0]: row for row in reader.rows if len(row) == 9 and row[0] != "指標"}
    compared = [row for row in truth if row[0] in shown]
    assert len(compared) > 10
    for name, value, low, high, needed, _ in compared:
        row = shown[name]
        assert _cells(row[2]) == pytest.approx(value, abs=0.05), name
        if row[6] != "―" and "percent" not in name and "%" not in row[6]:
            assert f"{round(low):,}–{round(high):,}" in row[6] or round(low) == round(high), name
        assert (needed is None) == (row[7] == "―"), name


def test_forecast_of_a_figure_in_words(full_home: Path, reader_of: Callable[..., None]) -> None:
    """Without a target there is still a forecast; its record is told where there is one."""
    reader_of(full_home)
    text = read(run_page("targets", indicator=NAME)).text
    assert "年度末は" in text
    assert "1,000件超" in text
    assert "予測の当たり方はまだ分かりません" in text
