"""What a worksheet shows beyond its cells: formats, merges, hidden rows, formulas."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ingest.readers import read_file
from ingest.readers.layout import Block, SheetLayout
from tests.ingest.papers import HEADER, joined, read, workbook_bytes

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

SERIAL = 45106
"""2023-06-29."""
JAPANESE_DAY = 56
"""The built-in format m月d日."""


def sheet() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    return book, book.worksheets[0]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(content: bytes) -> list[tuple[str | None, ...]]:
    (read_sheet,) = read_file(content).sheets
    return joined(read_sheet).drop("_record").rows()


def layout(content: bytes) -> SheetLayout:
    (read_sheet,) = read_file(content).sheets
    assert read_sheet.layout is not None
    return read_sheet.layout


def in_format(cell: Cell, number: int) -> None:
    cell.number_format = "0.0000"
    cell._style.numFmtId = number  # noqa: SLF001


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.85, "0%", "85%"),
        (0.07, "0.0%", "7%"),
        (1.255, "0.00%", "125.5%"),
        (-0.5, '0%;"△ "0%', "-50%"),
        (0.85, '0.0"%"', "0.85%"),
        (1500, '#,##0"千円"', "1500千円"),
        (1_500_000, '#,##0,"千円"', "1500000"),
        (1.5, '0.0"時間"', "1.5時間"),
        (-5, '#,##0"円";[Red]▲#,##0"円"', "-5円"),
        (28, "0名", "28"),
        (28, '0"名"_ ', "28名"),
        (12, "0000", "0012"),
        (12, '"K-"0000', "K-0012"),
        (-12, '"K-"0000', "-12"),
        (12, "\\K\\-00", "K-12"),
        ("A", '"K-"0000', "A"),
        (1234, "#,##0_);(#,##0)", "1234"),
        (-231, '0;"△ "0', "-231"),
        (1.0625, "[h]:mm", "25:30:00"),
        (0.0625, "h:mm", "01:30:00"),
        ("85%", "0%", "85%"),
    ],
)
def test_numbers_say_what_they_show(value: object, number_format: str, text: str) -> None:
    book, page = sheet()
    page["A1"], page["A2"] = "x", value
    page["A2"].number_format = number_format
    assert cells(saved(book)) == [("x",), (text,)]


def test_days_in_japanese_formats_are_days() -> None:
    book, page = sheet()
    for row, number in enumerate((27, 30, 36, 50, JAPANESE_DAY, 57, 58), 1):
        page.cell(row, 1, SERIAL)
        in_format(page.cell(row, 1), number)
    assert set(cells(saved(book))) == {("2023-06-29",)}


def test_days_of_old_macs_count_from_1904() -> None:
    book, page = sheet()
    book.epoch = CALENDAR_MAC_1904
    page["A1"], page["A2"] = SERIAL - 1462, SERIAL - 1462
    page["A1"].number_format = "yyyy/m/d"
    in_format(page["A2"], JAPANESE_DAY)
    assert cells(saved(book)) == [("2023-06-29",), ("2023-06-29",)]


def test_a_table_that_begins_in_another_column_keeps_its_places() -> None:
    book, page = sheet()
    page["C5"], page["D5"], page["C6"], page["D6"] = "a", "b", "1", 0.5
    page["A1"].number_format = "0%"
    page["D6"].number_format = "0%"
    assert cells(saved(book))[-1] == ("1", "50%")


def test_a_value_merged_over_rows_stands_in_each_of_them() -> None:
    book, page = sheet()
    for row in (["題名", None], ["a", "b"], ["甲", 1], [None, 2], [None, None], ["乙", 3]):
        page.append(row)
    page.merge_cells("A1:B1")
    page.merge_cells("A3:A5")
    found = cells(saved(book))
    assert found == [
        ("題名", None),
        ("a", "b"),
        ("甲", "1"),
        ("甲", "2"),
        (None, None),
        ("乙", "3"),
    ]


def test_a_merged_cell_lands_in_all_its_rows() -> None:
    rows = [HEADER.split(","), ["V-1", "総合", "2025/5/7", "完了"], ["V-2", None, "2025/5/7", "済"]]
    book, page = sheet()
    for row in rows:
        page.append(row)
    page.merge_cells("B2:B3")
    told = read(saved(book))
    assert told.counts == (2, 0, 0)
    assert told.values("desk") == ["総合", "総合"]


def test_a_formula_that_was_never_calculated_is_no_blank() -> None:
    book, page = sheet()
    page.append([*HEADER.split(","), "人数"])
    page.append(["V-1", "総合", "2025/5/7", "完了", "=1+2"])
    page.append([None, None, None, None, "=1+2"])
    content = saved(book)
    assert layout(content).formula_count == 2
    told = read(content)
    assert told.counts == (1, 0, 0)
    assert told.findings == [(2, "people", "warn", "unparsable")]


def test_hidden_rows_are_data_and_known() -> None:
    book, page = sheet()
    for row in ([*HEADER.split(",")], ["V-1", "総合", "2025/5/7", "完了"]):
        page.append(row)
    page.row_dimensions[2].hidden = True
    page.column_dimensions["B"].hidden = True
    content = saved(book)
    assert read(content).counts == (1, 0, 0)
    found = layout(content)
    assert found.hidden_rows == (2,)
    assert [(c.first_column, c.last_column) for c in found.hidden_columns] == [(2, 2)]


def test_the_layout_names_merges_and_the_extent() -> None:
    book, page = sheet()
    page["B2"], page["D9"] = "x", "y"
    page.merge_cells("B2:C3")
    found = layout(saved(book))
    assert found.merges == (Block(2, 2, 3, 3),)
    assert (found.rows, found.first_column, found.columns) == (9, 2, 4)
    assert not found.is_hidden


def test_a_plain_sheet_shows_nothing_else() -> None:
    found = layout(workbook_bytes({"a": [["x", 1]]}))
    assert found.shown.is_empty()
    assert (found.formula_count, found.object_count, found.merges) == (0, 0, ())
