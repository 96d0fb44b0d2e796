"""Formats are told apart by content; each gives the same cells."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import polars as pl
import pytest

from ingest.readers import DAMAGE, UnreadableFileError, read_file
from tests.ingest.files import RECORDS, TABLES, ods, xls, xlsx
from tests.ingest.papers import joined

ROWS = [["受付番号", "備考"], ["V-1", "能・ソ・表"], ["V-2", "二行\nある"]]


def cells(content: bytes) -> list[tuple[str | None, ...]]:
    (sheet,) = read_file(content).sheets
    return joined(sheet).drop("_record").rows()


@pytest.mark.parametrize("name", [*TABLES, *RECORDS])
def test_every_format_gives_the_same_cells(name: str) -> None:
    content = (TABLES | RECORDS)[name](ROWS)
    assert cells(content) == [tuple(row) for row in ROWS]


@pytest.mark.parametrize("name", list(RECORDS))
def test_names_of_records_are_no_record(name: str) -> None:
    (sheet,) = read_file(RECORDS[name](ROWS)).sheets
    assert joined(sheet)["_record"].to_list() == [0, 1, 2]


def test_json_values_become_the_text_that_stands_there() -> None:
    lines = b'{"a":1,"b":"x","c":true}\n\n{"b":null,"a":"001","d":[1,"y"]}\n{"a":1234567890123}\n'
    assert cells(lines) == [
        ("a", "b", "c", "d"),
        ("1", "x", "true", None),
        (None, None, None, None),
        ("001", None, None, '[1, "y"]'),
        ("1234567890123", None, None, None),
    ]


def test_json_numbers_stay_as_they_are_written() -> None:
    lines = (
        b'{"a":12345678901234567890,"b":1.10,"c":":5"}\n'
        b'{"a":"x\\":5,","b": -0.10 ,"c":1e3}\n{"a":"\\\\","b":7}\n'
    )
    assert cells(lines)[1:] == [
        ("12345678901234567890", "1.10", ":5"),
        ('x":5,', "-0.10", "1000"),
        ("\\", "7", None),
    ]


def test_one_name_may_hold_numbers_and_words() -> None:
    lines = '{"a":2025,"b":true}\n{"a":"令和7年度","b":"有"}\n'.encode()
    assert cells(lines)[1:] == [("2025", "true"), ("令和7年度", "有")]


def test_a_broken_line_is_one_damaged_record() -> None:
    (sheet,) = read_file(b'{"a":1}\n{"a":\n{"a":2}\n').sheets
    assert sheet.is_damaged
    assert joined(sheet)["_c0"].to_list() == ["a", "1", DAMAGE, "2"]


def test_a_csv_that_begins_with_a_brace_is_no_json() -> None:
    assert cells("{暫定},\na,b\n".encode())[1] == ("a", "b")


def test_parquet_values_are_written_as_people_write_them() -> None:
    file = io.BytesIO()
    frame = {
        "whole": [3.0, 2.5],
        "day": [date(2025, 5, 7), None],
        "at": [datetime(2025, 5, 7, 1, 0, tzinfo=UTC), None],
        "yes": [True, None],
        "list": [[1, 2], None],
    }
    pl.DataFrame(frame).write_parquet(file)
    assert cells(file.getvalue())[1] == ("3", "2025-05-07", "2025-05-07 10:00:00", "true", "[1,2]")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PAR1" + b"x" * 50, "broken_parquet"),
        (xls(ROWS)[:900], "unknown_format"),
        (ods(ROWS)[:900], "broken_workbook"),
        (xlsx(ROWS).replace(b"xl/workbook.xml", b"xl/workbook.bin"), "unknown_format"),
        ("<?xml version='1.0'?><html></html>".encode("utf-8-sig"), "web_page"),
        (b"<table><tr><td>1</td></tr></table>", "web_page"),
        (b"7z\xbc\xaf\x27\x1c...", "unknown_format"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        tuple(read_file(content).sheets)
    assert refusal.value.reason == reason
