"""CSV and TSV: records are CSV records, all of them, with all their cells."""

from __future__ import annotations

import csv
import io
from typing import Literal
from unittest import mock

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.readers import UnreadableFileError, cells_of, read_file
from ingest.readers.delimited import read_delimited
from tests.ingest.papers import joined

CELL = st.text(st.sampled_from('ab, "\n\r0あ'), max_size=4)
RECORDS = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=8)
PIECES = st.sampled_from(["a", "1", '"', '""', '"x"', '"x\ny"', '"x,y"', " ", "あ", "\n", "", ","])
PATIENT = settings(deadline=None, max_examples=150)


def cells(content: bytes) -> list[tuple[str | None, ...]]:
    (sheet,) = read_delimited(content).sheets
    frame = joined(sheet)
    assert frame["_record"].to_list() == list(range(1, len(frame) + 1))
    return frame.select(pl.col(cells_of(frame)).replace("", None)).rows()


def in_parts(text: str, size: int, longest: int = 1 << 24) -> list[tuple[str | None, ...]]:
    """Read a text some bytes at a time; beyond `longest` an open quote may be a misplaced one."""
    small = {"PART_BYTES": size, "MAX_RECORD_BYTES": longest, "_check_lines": mock.Mock()}
    with mock.patch.multiple("ingest.readers.delimited", **small):
        return cells(text.encode())


def padded(records: list[list[str]], width: int) -> list[tuple[str | None, ...]]:
    return [tuple(cell or None for cell in (*r, *[""] * (width - len(r)))) for r in records]


def test_a_record_is_no_line_of_text() -> None:
    assert cells('題名\r\n"a\r\nb",c\r\n\r\n,\r\n1,2\r\n'.encode()) == [
        ("題名", None),
        ("a\r\nb", "c"),
        (None, None),
        (None, None),
        ("1", "2"),
    ]


def test_blank_lines_at_the_beginning_are_records() -> None:
    assert cells(b"\n\na,b\n") == [(None, None), (None, None), ("a", "b")]


def test_short_records_are_padded_and_long_ones_keep_every_cell() -> None:
    body = b"a,b\n1\n" + b"1,2\n" * 20_000 + b"1,2,3,4,5,6,7,8\n"
    rows = cells(body)
    assert rows[1][:2] == ("1", None)
    assert rows[-1][:8] == tuple("12345678")


def test_carriage_returns_alone_end_records_too() -> None:
    assert cells(b"a,b\r1,2\r") == [("a", "b"), ("1", "2")]


def test_an_end_of_file_mark_is_no_record() -> None:
    assert cells(b"a,b\n1,2\n\x1a") == [("a", "b"), ("1", "2")]


@pytest.mark.parametrize(
    ("content", "first"),
    [
        (b"a\tb\tc\n1,076\t2\t3\n", ("a", "b", "c")),
        (b"a,b,c\nx\ty,2,3\n", ("a", "b", "c")),
        ("表題（a,b）\na\tb\n1\t2\n3\t4\n".encode(), ("表題（a,b）", None)),
        (b"only\n1\n", ("only",)),
    ],
)
def test_the_delimiter_is_decided_by_the_content(
    content: bytes, first: tuple[str | None, ...]
) -> None:
    assert cells(content)[0] == first


def test_misplaced_quotes_are_read_as_spreadsheets_do() -> None:
    assert cells(b'a,b,c\n1,5" disk,x\n2,"y" z,"q"\n\n3,,\n') == [
        ("a", "b", "c"),
        ("1", '5" disk', "x"),
        ("2", "y z", "q"),
        (None, None, None),
        ("3", None, None),
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'a,b\n1,"2\n3,4\n', 2),
        (b'a,b\n1,5" disk\n2,"x\n3,y\n', 3),
        (b'a,b\n1,"x\ny" z\n2,"' + b"x\n" * 100_000, 4),
    ],
)
def test_a_quote_that_never_closes_swallows_nothing(content: bytes, line: int) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        cells(content)
    assert refusal.value.reason == "open_quote"
    assert f"{line} 行目" in refusal.value.message.ja


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \r\n\r\n", b"\x1a"])
def test_a_file_without_text_is_empty(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read_file(content)
    assert refusal.value.reason == "empty_file"


@PATIENT
@given(RECORDS, st.integers(1, 40))
def test_small_parts_give_the_same_records(records: list[list[str]], size: int) -> None:
    file = io.StringIO()
    csv.writer(file).writerows([["x", "y"], *records])
    assert in_parts(file.getvalue(), size) == cells(file.getvalue().encode())


@PATIENT
@given(RECORDS, st.sampled_from([("\n", csv.QUOTE_ALL), ("\r\n", csv.QUOTE_MINIMAL)]))
def test_every_well_formed_file_comes_back(
    records: list[list[str]], style: tuple[str, Literal[0, 1]]
) -> None:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator=style[0], quoting=style[1])
    writer.writerows([["x", "y"], *records])
    found = cells(file.getvalue().encode())
    assert found == padded([["x", "y"], *records], len(found[0]))


@PATIENT
@given(
    st.lists(PIECES, min_size=1, max_size=30),
    st.sampled_from([1, 7, 1 << 25]),
    st.sampled_from([2, 12, 1 << 24]),
)
def test_whatever_the_quotes_records_are_those_of_csv_or_the_file_is_refused(
    pieces: list[str], size: int, longest: int
) -> None:
    text = "x,y\n" + "".join(pieces) + "\n"
    expected = list(csv.reader(io.StringIO(text, "")))
    if len(list(csv.reader(io.StringIO(text + "end\n", "")))) == len(expected):
        with pytest.raises(UnreadableFileError, match="never closes"):
            in_parts(text, size, longest)
    else:
        found = in_parts(text, size, longest)
        assert found == padded(expected, len(found[0]))
