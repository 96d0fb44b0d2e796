"""Files made to fill memory or time: each is refused in one line, quickly, in little memory."""

from __future__ import annotations

import io
import re
import resource
import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from ingest.readers import UnreadableFileError
from ingest.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_RECORD_BYTES
from ingest.reading import read_rows
from tests.ingest.files import delimited, members_of, ods, xlsx, zipped
from tests.ingest.papers import CONTRACT, HEADER, ROW, csv_bytes, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS = [HEADER.split(","), ROW.split(",")]
SHEET = "xl/worksheets/sheet1.xml"
SECONDS = 10
KILOBYTES = 600 << 10
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]><worksheet>&j;</worksheet>"
)


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """Whatever a test reads takes seconds of work, and no more memory than an office PC has."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    yield
    assert time.process_time() - started < SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFileError) as refusal:
        read_rows(content, "a", CONTRACT)
    assert "{" not in refusal.value.message.ja
    return refusal.value.reason


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a zip with one of its members changed."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            part = old.read(member)
            new.writestr(member, change(part) if member == name else part)
    return file.getvalue()


def far_cell(place: bytes) -> Callable[[bytes], bytes]:
    row = b"".join(c for c in (b"%c" % i for i in place) if c.isdigit())
    cell = b'<row r="%s"><c r="%s"><v>1</v></c></row></sheetData>' % (row, place)
    return lambda part: part.replace(b"</sheetData>", cell)


def bomb(size: int) -> bytes:
    file = io.BytesIO()
    archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9)
    with archive, archive.open("a.csv", "w") as member:
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
    return file.getvalue()


def test_a_zip_bomb_is_not_opened() -> None:
    assert refused(bomb(200 << 20)) == "zip_bomb"


def test_a_zip_that_lies_about_its_sizes_is_damaged() -> None:
    content = bytearray(bomb(8 << 20))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = content.index(mark) + offset
        content[place : place + 4] = (1000).to_bytes(4, "little")
    assert refused(bytes(content)) == "broken_archive"


@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_a_billion_laughs_are_not_laughed(part: str) -> None:
    assert refused(with_part(xlsx(ROWS), part, lambda _: LAUGHS)) == "xml_bomb"


def test_a_billion_laughs_in_ods_neither() -> None:
    assert refused(with_part(ods(ROWS), "content.xml", lambda _: LAUGHS)) == "xml_bomb"


@pytest.mark.parametrize("place", [b"XFD1048576", b"BZ1048576", b"AZ1000000"])
def test_a_cell_far_away_is_not_reached_for(place: bytes) -> None:
    reason = refused(with_part(xlsx(ROWS), SHEET, far_cell(place)))
    assert reason in ("too_many_cells", "too_many_columns")


def test_a_cell_that_lies_about_its_row_is_seen() -> None:
    lie = b'<row r="3"><c r="AZ1048576"><v>1</v></c></row></sheetData>'
    content = with_part(xlsx(ROWS), SHEET, lambda part: part.replace(b"</sheetData>", lie))
    assert refused(content) == "too_many_cells"


def test_a_note_far_below_the_table_is_no_attack() -> None:
    told = read(with_part(xlsx(ROWS), SHEET, far_cell(b"C30000")))
    assert told.counts[0] == 1


def test_formats_without_content_reach_no_further() -> None:
    wide = b'<row r="3"><c r="A3" s="0"/><c r="XFD3" s="0"/></row></sheetData>'
    content = with_part(xlsx(ROWS), SHEET, lambda part: part.replace(b"</sheetData>", wide))
    assert read(content).counts == (1, 0, 0)


@pytest.mark.parametrize("repeat", [b"rows-repeated", b"columns-repeated"])
def test_an_ods_cell_repeated_without_end(repeat: bytes) -> None:
    tag = b"<table:table-row" if repeat.startswith(b"rows") else b"<table:table-cell"
    times = b'%s table:number-%s="%d"' % (tag, repeat, MAX_CELLS)
    content = with_part(ods(ROWS), "content.xml", lambda part: part.replace(tag, times, 1))
    assert refused(content) in ("too_many_cells", "too_many_columns")


def test_a_line_without_end_is_refused_before_it_is_decoded() -> None:
    line = b"x" * (4 * MAX_RECORD_BYTES)
    assert refused(csv_bytes(HEADER, ROW) + line) == "record_too_long"


def test_a_hundred_thousand_columns_are_refused() -> None:
    assert refused(csv_bytes(",".join(f"x{i}" for i in range(100_000)))) == "too_many_columns"
    assert refused(xlsx([[f"x{i}" for i in range(MAX_COLUMNS + 1)]])) == "too_many_columns"


def test_empty_columns_behind_the_table_are_no_columns() -> None:
    empty = "," * 16_000
    assert read(csv_bytes(HEADER + empty, ROW + empty)).counts == (1, 0, 0)


def test_formulas_are_text_and_never_run() -> None:
    told = read(delimited([[*ROWS[0], "備考"], [*ROWS[1], '=HYPERLINK("http://x")']]))
    assert told.values("note") == ['=HYPERLINK("http://x")']


def test_a_zip_of_itself_ends() -> None:
    inner = zipped({"a.csv": delimited(ROWS)})
    for _ in range(5):
        inner = zipped({"a.zip": inner})
    assert refused(inner) == "nested_zip"


def test_an_ods_whose_table_never_ends_is_damaged() -> None:
    endless = with_part(ods(ROWS), "content.xml", lambda part: part.replace(b"</table:table>", b""))
    assert refused(endless) == "broken_workbook"


def test_a_long_text_in_an_ods_is_not_repeated_until_memory_is_full() -> None:
    long = [*ROWS, ["V-2", "長" * 30_000, "", ""]]
    cell = b'<table:table-cell office:value-type="string">'
    often = cell.replace(b">", b' table:number-columns-repeated="2000">')
    content = with_part(
        ods(long),
        "content.xml",
        lambda part: part.replace(
            cell + b"<text:p>" + "長長".encode(), often + b"<text:p>" + "長長".encode()
        ).replace(
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>V-2',
            b'<table:table-row table:number-rows-repeated="9000"><table:table-cell '
            b'office:value-type="string"><text:p>V-2',
        ),
    )
    assert refused(content) == "too_many_cells"


def test_a_long_text_pointed_at_by_a_million_cells_is_not_copied() -> None:
    content = xlsx([*ROWS, ["V-2", "長" * 30_000, "", ""]])
    place = re.search(rb'<c r="B3"[^>]*t="s"><v>(\d+)</v>', members_of(content)[SHEET])
    assert place is not None
    cells = b"".join(
        b'<row r="%d"><c r="B%d" t="s"><v>%s</v></c></row>' % (row, row, place[1])
        for row in range(4, 20_000)
    )
    end = b"</sheetData>"
    bomb = with_part(content, SHEET, lambda part: part.replace(end, cells + end))
    assert refused(bomb) == "too_many_cells"


def test_one_long_text_among_many_cells_is_no_attack() -> None:
    rows = [
        [f"V-{i}", "長" * 9_000 if i == 1 else "総合", "2025/5/7", "完了"] for i in range(6_000)
    ]
    assert read(xlsx([ROWS[0], *rows])).counts == (6_000, 0, 0)
