"""What a page shows is what the mart holds: values, targets, last year, status, months."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pytest

from tests.dashboards.published_home import SNAPSHOT
from tests.dashboards.reading import Reader, read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAMES = """
select
    case count(*) over (partition by i.name_ja)
        when 1 then i.name_ja else i.name_ja || '（' || p.name_ja || '）'
    end,
    i.indicator_id
from marts.indicator as i
left join marts.programme as p on p.programme_id = i.programme_ids
"""
FAMILY_PAGES = ["consultation", "seminar", "subsidy", "student", "partnership"]
STATUS_WORDS = {
    "achieved": "達成",
    "on_track": "順調（暫定）",
    "at_risk": "要注意（暫定）",
    "off_track": "未達見込み（暫定）",
    "no_target": "目標なし",
    "not_assessable": "判定不可",
}


@pytest.fixture
def marts(full_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published file of managers, asked without the pages' own queries."""
    path = full_home / "published" / SNAPSHOT / "manager.duckdb"
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def _yearly(marts: duckdb.DuckDBPyConnection, name: str, year: int) -> dict[str, Any]:
    row = marts.execute(
        """
        select y.value, y.target, y.previous_to_date, i.unit, p.status
        from marts.kpi_yearly as y
        inner join marts.indicator as i using (indicator_id)
        left join marts.kpi_pace as p
            on p.indicator_id = y.indicator_id and p.fiscal_year = y.fiscal_year
            and p.as_of = least(date '2026-10-31', make_date(y.fiscal_year + 1, 3, 31))
        where y.indicator_id = ? and y.fiscal_year = ?
        """,
        [name, year],
    )
    found = row.fetchone()
    assert found is not None, name
    return dict(zip(("value", "target", "previous", "unit", "status"), found, strict=True))


def _said(value: float, unit: str) -> str:
    """How a number must read, worked out without the pages' own formatting."""
    if unit == "ratio":
        return f"{value * 100:.1f}%"
    if unit == "percent":
        return f"{value:.1f}%"
    if unit == "yen" and value >= 10_000:
        return f"（{value:,.0f}円）"
    return f"{value:,.0f}"


@pytest.mark.parametrize("page_key", ["overview", *FAMILY_PAGES])
def test_cards_show_the_marts_values(
    page_key: str, full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    reader_of(full_home)
    cards = read(run_page(page_key)).figures
    assert cards
    for card in cards:
        truth = _yearly(marts, card.attributes["data-indicator"], 2026)
        if truth["value"] is None:
            assert "data-value" not in card.attributes
            assert "未着" in card.text or "記録なし" in card.text
            continue
        assert float(card.attributes["data-value"]) == truth["value"]
        assert _said(truth["value"], truth["unit"]) in card.text
        assert STATUS_WORDS[truth["status"]] in card.text
        if truth["target"] is None:
            assert "目標なし" in card.text
        elif truth["unit"] not in {"yen", "ratio"}:
            assert f"{truth['target']:,.0f}" in card.text


@pytest.mark.parametrize("year", ["2026", "2023"])
def test_first_screen_answers_the_question_of_the_city(
    year: str, full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    """Value, target, last year to the same day and status of consultations come first."""
    reader_of(full_home)
    answer = read(run_page(year=year)).figures[0]
    assert answer.attributes["data-indicator"] == "sme_desk.consultations"
    truth = _yearly(marts, "sme_desk.consultations", int(year))
    assert float(answer.attributes["data-value"]) == truth["value"]
    assert "1,000件超" in answer.text
    assert f"{truth['previous']:,.0f}件" in answer.text
    assert STATUS_WORDS[truth["status"]].removesuffix("（暫定）") in answer.text
    assert ("暫定" in answer.text) == (year == "2026" and truth["status"] != "achieved")


def test_missions_show_their_headlines_and_shared_programmes_under_both(
    full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    reader_of(full_home)
    app = run_page()
    shown: dict[str, set[str]] = {}
    for block in app.get("html"):
        if 'data-mission="' in block.proto.body:
            reader = Reader()
            reader.feed(block.proto.body)
            mission = block.proto.body.partition('data-mission="')[2][0]
            shown[mission] = {figure.attributes["data-indicator"] for figure in reader.figures}
    headlines = marts.execute(
        """
        select i.mission::varchar, i.indicator_id
        from marts.indicator as i
        left join marts.programme as p on p.programme_id = i.programme_ids
        where i.is_headline and coalesce(p.to_fiscal_year, 2026) >= 2026
        """
    ).fetchall()
    for mission, name in headlines:
        assert name in shown[mission]
    assert "robot_visits.companies" in shown["2"] & shown["3"]
    assert list(shown) == ["1", "2", "3", "4", "0"]


def test_ended_programme_is_folded_with_its_successor(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    reader = read(run_page())
    assert "dx_model_subsidy.adopted" not in {
        f.attributes["data-indicator"] for f in reader.figures
    }
    assert "DXモデル事業創出支援　令和5年度まで　→ 後継：DX推進補助金" in reader.text
    past = read(run_page(year="2022"))
    assert "dx_model_subsidy.adopted" in {f.attributes["data-indicator"] for f in past.figures}


@pytest.mark.parametrize("page_key", FAMILY_PAGES)
def test_table_shows_the_marts_values(
    page_key: str, full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    """Of every row on the table's first page: value and last year to the same day."""
    reader_of(full_home)
    all_rows = [row for row in read(run_page(page_key)).rows if len(row) == 9]
    head = next(place for place, row in enumerate(all_rows) if row[0] == "指標")
    rows = all_rows[head + 1 :]
    assert rows
    names = dict(marts.execute(NAMES).fetchall())
    for name, value, unit, *_, previous, _change, _status, _coverage in (
        (row[0], row[1], row[2], row[5], row[6], row[7], row[8]) for row in rows
    ):
        truth = _yearly(marts, names[name], 2026)
        factor = 100 if truth["unit"] == "ratio" else 1
        if truth["value"] is None:
            assert value in {"未着", "記録なし"}
        else:
            assert float(value.replace(",", "")) == pytest.approx(truth["value"] * factor, abs=0.05)
            assert unit
        if truth["previous"] is not None:
            shown = float(previous.replace(",", ""))
            assert shown == pytest.approx(truth["previous"] * factor, abs=0.05)


def test_charts_draw_the_marts_months_and_target(
    full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    reader_of(full_home)
    app = run_page("consultation", indicator="sme_desk.consultations")
    months = [
        value
        for (value,) in marts.execute(
            """
            select value from marts.kpi_monthly
            where indicator_id = 'sme_desk.consultations' and fiscal_year = 2026 order by month
            """
        ).fetchall()
    ]
    specs = [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    monthly, total, *_ = specs
    drawn = [_datasets(chart.proto) for chart in app.get("vega_lite_chart")]
    assert [point["value"] for point in _points(monthly, drawn[0], "bar")] == months
    line = _points(total, drawn[1], "line", last=True)
    assert [p["value"] for p in line] == [sum(months[: place + 1]) for place in range(len(months))]
    assert _points(total, drawn[1], "rule")[0]["value"] == 1000
    for spec in (monthly, total):
        assert all(
            layer["encoding"]["y"]["scale"]["zero"]
            for layer in spec["layer"]
            if "scale" in layer["encoding"].get("y", {})
        )


def _datasets(proto: Any) -> dict[str, list[dict[str, Any]]]:
    """The data that travels beside a chart, by its name there."""
    return {
        dataset.name: pa.ipc.open_stream(dataset.data.data).read_all().to_pylist()
        for dataset in proto.datasets
    }


def _points(
    spec: dict[str, Any], drawn: dict[str, Any], mark: str, *, last: bool = False
) -> list[dict[str, Any]]:
    """The data of the first (or last) layer drawn with a mark."""
    layers = [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]
    return list(drawn[layers[-1 if last else 0]["data"]["name"]])


def test_reconciliation_counts_and_differences(
    full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    reader_of(full_home)
    app = run_page("reconciliation")
    reader = read(app)
    counted = dict(
        marts.execute("select status, count(*) from marts.reconciliation group by all").fetchall()
    )
    compared = counted["match"] + counted["differs"]
    assert f"比べられる{compared}件のうち、{counted['match']}件が一致しています" in reader.text
    first = next(row for row in reader.rows if row[0] == "産学交流サロン 参加者数")
    assert first[3:6] == ["726", "728", "+2"]

    only = read(run_page("reconciliation", outcome="differs"))
    assert sum("差異あり" in row[-2] for row in only.rows if len(row) == 9) == counted["differs"]
    assert not any("一致" in row[-2] for row in only.rows if len(row) == 9)


def test_quality_counts_files_rows_and_open_rejects(
    full_home: Path, reader_of: Callable[..., None], marts: duckdb.DuckDBPyConnection
) -> None:
    reader_of(full_home)
    app = run_page("quality")
    reader = read(app)
    counts: dict[str, str] = {}
    for block in app.get("html"):
        for part in block.proto.body.split("data-count=")[1:]:
            key, value = part.split('"')[1], part.split('data-value="')[1].split('"')[0]
            counts[key] = value
    truth = marts.execute(
        """
        select
            count(*) filter (where status = 'landed'), sum(rows_read),
            count(*) filter (where status = 'refused'),
            (select count(*) from quality.delivery where status <> 'on_time')
        from quality.file
        """
    ).fetchone()
    assert truth is not None
    open_rows = marts.execute(
        """
        select count(distinct (file, row_number)) from quality.issue
        where severity = 'reject' and state = 'open'
        """
    ).fetchone()
    assert open_rows is not None
    assert [
        int(counts[f"quality.{key}"]) for key in ("files", "rows_read", "refused", "late_desks")
    ] == [int(value) for value in truth]
    assert int(counts["quality.open_rows"]) == open_rows[0]
    assert "直すところがあります" in reader.text
    assert "読み取れなかったファイルがないこと" in reader.text
