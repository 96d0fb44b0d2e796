"""Workbooks: which sheets are read, and how typed cells become text."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter

from ingest.readers import UnreadableFileError, read_file
from tests.ingest.papers import joined, workbook_bytes

SKIPPED = ("記入例", "見本", "集計", "原本", "バックアップ")


def column(*cells: object) -> list[str | None]:
    """Return the text of cells written below each other."""
    (sheet,) = read_file(workbook_bytes({"a": [[cell] for cell in cells]})).sheets
    return joined(sheet)["_c0"].to_list()


def test_typed_cells_become_the_text_people_see() -> None:
    assert column(45106, 45106.5, 0.1 + 0.2, 4990001000011, -231, 3.0, True, " x ") == [
        "45106", "45106.5", "0.3", "4990001000011", "-231", "3", "true", " x ",
    ]  # fmt: skip


def test_dates_are_iso_without_midnight() -> None:
    days = (date(2023, 6, 29), datetime(2023, 6, 29, 13, 30))
    assert column(*days) == ["2023-06-29", "2023-06-29 13:30:00"]


def test_a_time_of_day_has_no_day() -> None:
    (sheet,) = read_file(workbook_bytes({"a": [[time(13, 30)]]}, date_format="h:mm")).sheets
    assert joined(sheet)["_c0"].to_list() == ["13:30:00"]


def test_an_error_of_excel_is_no_blank() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, "=NA()", None, "#N/A")
    (read,) = read_file(file.getvalue()).sheets
    assert joined(read)["_c0"].to_list() == ["x", "#DIV/0!", "#N/A"]


def test_records_are_numbered_as_in_the_sheet_even_below_empty_rows() -> None:
    (sheet,) = read_file(workbook_bytes({"a": [["x"], [], ["y"]]}, first_row=3)).sheets
    filled = joined(sheet).drop_nulls("_c0")
    assert filled["_record"].to_list() == [4, 6]


@pytest.mark.parametrize("name", [*SKIPPED, "ﾊﾞｯｸｱｯﾌﾟ", " 集計 "])
def test_sheets_beside_the_data_are_not_read(name: str) -> None:
    content = workbook_bytes({name: [["x"]], "記入例2": [["y"]]})
    assert [sheet.name for sheet in read_file(content).sheets] == ["記入例2"]


def test_charts_and_empty_sheets_are_no_tables() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        workbook.add_worksheet("空")
        workbook.add_worksheet("表").write(0, 0, "x")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=表!$A$1:$A$1"})
        workbook.add_chartsheet("図").set_chart(chart)
    assert [sheet.name for sheet in read_file(file.getvalue()).sheets] == ["表"]


def damaged(content: bytes) -> bytes:
    """A workbook with one bit of its sheet turned over."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        place = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 100
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (workbook_bytes({"a": [["x"] * 50] * 50})[:3000], "broken_workbook"),
        (damaged(workbook_bytes({"a": [["x", "y"]] * 9})), "broken_workbook"),
        (b"PK\x03\x04", "broken_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "locked_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unknown_format"),
        (b"%PDF-1.7 ...", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n", "unknown_format"),
        (b"\r\n<!DOCTYPE HTML><html></html>", "web_page"),
        ("<html><body>".encode("utf-16"), "web_page"),
        (b"\x7fELF\x00\x01", "binary_file"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        tuple(read_file(content).sheets)
    assert refusal.value.reason == reason
    assert "{" not in refusal.value.message.ja + refusal.value.message.en


def test_the_content_decides_not_the_name() -> None:
    (sheet,) = read_file(b"a,b\n1,2\n").sheets
    assert sheet.name is None
