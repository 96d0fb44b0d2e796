"""Downloads open in Excel with Japanese intact, hold the marts' numbers, and carry no formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from dashboards.components.downloads import Sheets, csv_bytes, xlsx_bytes
from dashboards.components.figure_table import figure_table
from dashboards.components.frame import Visit
from dashboards.components.provenance import provenance
from dashboards.components.tables import Column
from dashboards.i18n import words_in
from dashboards.queries.figures import figures_of
from dashboards.queries.snapshot import open_snapshot
from dashboards.sections.target_table import target_table

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook


@pytest.fixture
def visit(full_home: Path) -> Visit:
    """A visit to the full home, without a page."""
    return Visit(words_in("ja"), open_snapshot(full_home, "manager"))


def _read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_figures_as_a_file(visit: Visit) -> None:
    """One row per indicator, bare numbers, the year in wareki and Western, the snapshot."""
    figures = list(figures_of(visit.snapshot, 2026).values())
    table = figure_table(figures, visit, "all", "すべて")
    content = csv_bytes(table.columns, figures)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = _read(content)
    assert len(rows) == len(figures) == 222
    row = next(row for row in rows if row["指標"] == "総合相談窓口 年間相談件数")
    figure = figures_of(visit.snapshot, 2026)["sme_desk.consultations"]
    assert float(row["実績"]) == figure.value
    assert row["目標"] == "1000"
    assert (row["年度"], row["基準日"]) == ("令和8年度（2026）", "2026-10-31")
    assert row["公開番号"] == visit.snapshot.snapshot_id
    rate = next(row for row in rows if row["指標"] == "補助金・助成金 採択率")
    assert rate["単位"] == "%"
    assert 1 < float(rate["実績"]) <= 100


def test_a_status_that_rests_on_a_forecast_is_provisional_in_every_file(visit: Visit) -> None:
    """In the file of targets as in that of all figures: 暫定 until the year is complete."""
    known = figures_of(visit.snapshot, 2026)["sme_desk.consultations"]
    open_year = replace(known, status="at_risk", is_complete=False)
    figures = [open_year, replace(open_year, is_complete=True)]
    for table in (
        figure_table(figures, visit, "all", "すべて"),
        target_table(figures, {}, visit, 2026),
    ):
        said = [row["状態"] for row in _read(csv_bytes(table.columns, figures))]
        assert said == ["要注意（暫定）", "要注意"]


FORMULAS = ["=1+1", "+81", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＠SUM(A1)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_would_compute_is_quoted(text: str) -> None:
    column: Column[str] = Column("値", value=lambda row: row)
    content = csv_bytes([column], [text]).decode("utf-8-sig")
    assert next(iter(csv.reader(io.StringIO(content, newline="")))) == ["値"]
    assert list(csv.reader(io.StringIO(content, newline="")))[1] == [f"'{text}"]


def test_missing_values_stay_empty_and_negative_numbers_stay_numbers() -> None:
    column: Column[float | None] = Column("値", value=lambda row: row)
    content = csv_bytes([column], [-3.0, None, 1.5]).decode("utf-8-sig")
    assert content.splitlines() == ["値", "-3", '""', "1.5"]


SHEETS = Sheets("データ", "説明", "項目", "説明")


def _opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("text", [*FORMULAS, "{=1+1}", "https://example.jp", "0123"])
def test_text_stays_text_in_excel(text: str) -> None:
    column: Column[str] = Column("=値", value=lambda row: row)
    sheet = _opened(xlsx_bytes([column], [text], [(text, text)], SHEETS))["データ"]
    assert [cell.data_type for cell in sheet["A"]] == ["s", "s"]
    kept = sheet["A2"].value.replace("_x000D_", "\r")
    assert kept == text


def test_excel_cells_have_their_types() -> None:
    values = [date(2026, 10, 31), datetime(2026, 11, 1, 9, 12), 1234.0, 0.5, None, 0]
    columns: list[Column[int]] = [
        Column(f"列{place}", value=lambda _, value=value: value)  # type: ignore[misc]
        for place, value in enumerate(values)
    ]
    row = _opened(xlsx_bytes(columns, [0], [], SHEETS))["データ"][2]
    assert [cell.data_type for cell in row] == ["d", "d", "n", "n", "n", "n"]
    assert [cell.value for cell in row] == [datetime(2026, 10, 31), *values[1:]]
    assert row[2].number_format == "#,##0"


def test_figures_as_a_workbook(visit: Visit) -> None:
    """Header in row 1, a row per indicator, and notes with definition, as-of day and snapshot."""
    figures = list(figures_of(visit.snapshot, 2026).values())
    table = figure_table(figures, visit, "all", "すべて")
    notes = [*provenance(visit, "すべて"), *table.notes]
    book = _opened(xlsx_bytes(table.columns, figures, notes, SHEETS))
    head, *rows = book["データ"].values
    assert len(rows) == len(figures)
    found = dict(
        zip(head, next(row for row in rows if row[0] == "総合相談窓口 年間相談件数"), strict=True)
    )
    assert found["実績"] == figures_of(visit.snapshot, 2026)["sme_desk.consultations"].value
    said = dict(list(book["説明"].values)[1:])
    assert said["基準日"] == "2026年10月31日"
    assert said["公開番号"] == visit.snapshot.snapshot_id
    assert "状態が受付・完了" in said["総合相談窓口 年間相談件数（件）"]
