"""A file read in stretches lands as it does read whole; so does a group of files read together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest import mock

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal, assert_series_equal

from ingest.distinct import read_distinct
from ingest.file_rows import FileRows
from ingest.long_reading import read_long
from ingest.readers import UnreadableFileError
from ingest.readers.long_text import is_delimited_text, look_over
from ingest.reading import read_group, read_rows
from ingest.values import parse
from tests.ingest.papers import CONTRACT, HEADER, ROW, csv_bytes
from tests.ingest.values.cells import DATE, INTEGER, MONEY, PATIENT, STRING, YES_NO

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ingest.conftest import Desk

CELL = st.sampled_from(
    [
        "V-1",
        "",
        "-",
        "総合",
        "2025/5/7",
        "令和7年5月8日",
        "完了",
        "合計",
        "※注",
        "28名",
        '"a\nb"',
        "①",
    ]
)
FEW = settings(PATIENT, max_examples=20)
"""Every example judges a dozen parts."""
ROWS = st.lists(st.lists(CELL, min_size=5, max_size=5), max_size=12)
ENCODING = st.sampled_from(["cp932", "utf-8", "utf-8-sig"])


def _content(rows: list[list[str]], encoding: str, damage: bytes = b"") -> bytes:
    lines = ["表題", f"{HEADER},人数", *(",".join(row) for row in rows)]
    return csv_bytes(*lines, encoding=encoding) + damage


def _in_stretches(path: Path, chunk: int) -> tuple[FileRows, str]:
    with mock.patch("ingest.readers.long_text.CHUNK_BYTES", chunk):
        text = look_over(path)
        stretches = list(read_long(text, "a.csv", CONTRACT))
    whole = FileRows(
        accepted=pl.concat(one.accepted for one in stretches),
        findings=pl.concat(one.findings for one in stretches),
        rejected=sum(one.rejected for one in stretches),
        skipped=sum(one.skipped for one in stretches),
        origins=pl.concat(one.origins for one in stretches),
    )
    return whole, text.encoding


def _assert_same(one: FileRows, other: FileRows) -> None:
    assert_frame_equal(one.accepted, other.accepted)
    assert_frame_equal(one.findings, other.findings)
    assert (one.rejected, one.skipped) == (other.rejected, other.skipped)


@FEW
@given(ROWS, ENCODING, st.sampled_from([b"", b"\x81", b",\xff\n", b"\x1a"]), st.integers(120, 400))
def test_stretches_say_what_the_whole_says(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[str]],
    encoding: str,
    damage: bytes,
    chunk: int,
) -> None:
    path = tmp_path_factory.getbasetemp() / "long.csv"
    path.write_bytes(_content(rows, encoding, damage))
    whole = read_rows(path.read_bytes(), "a.csv", CONTRACT)
    stretches, told = _in_stretches(path, chunk)
    _assert_same(stretches, whole)
    assert told == whole.encoding


@FEW
@given(st.lists(st.tuples(ROWS, ENCODING), min_size=2, max_size=4))
def test_a_group_says_what_its_files_say(papers: list[tuple[list[list[str]], str]]) -> None:
    contents = [_content(rows, encoding) for rows, encoding in papers]
    together = read_group([(f"{i}.csv", one) for i, one in enumerate(contents)], CONTRACT)
    for number, (content, found) in enumerate(zip(contents, together, strict=True)):
        assert isinstance(found, FileRows)
        _assert_same(found, read_rows(content, f"{number}.csv", CONTRACT))


@PATIENT
@given(
    st.lists(st.one_of(st.none(), CELL, st.text(max_size=4)), min_size=1),
    st.sampled_from([DATE, INTEGER, MONEY, STRING, YES_NO]),
)
def test_a_text_read_once_is_read_like_every_row(cells: list[str | None], column: object) -> None:
    texts = pl.Series("cell", cells * 3, dtype=pl.String)
    read = parse(column, pl.col("cell"), None).cells.alias("cell")  # type: ignore[arg-type]
    with mock.patch("ingest.distinct.FEW_ROWS", 0), mock.patch("ingest.distinct._NEARLY_ALL", 9):
        once = read_distinct(texts, read)
    assert_series_equal(once, texts.to_frame().select(read).to_series())


def test_a_refused_file_does_not_keep_its_group_from_landing(desk: Desk) -> None:
    desk.drop("a.csv", csv_bytes(HEADER, ROW))
    desk.drop("b.csv", b"\x00\x01")
    desk.drop("c.csv", csv_bytes(HEADER, ROW.replace("V-1", "V-2")))
    assert [d.status for d in desk.land().deliveries] == ["landed", "refused", "landed"]


@pytest.fixture
def small_is_long() -> object:
    """Take every text file for a long one, read a line or two at a time."""
    with (
        mock.patch("ingest.inbox.LONG_BYTES", 0),
        mock.patch("ingest.readers.long_text.CHUNK_BYTES", 64),
    ):
        yield


@pytest.mark.usefixtures("small_is_long")
def test_a_long_file_lands_with_all_its_rows(desk: Desk) -> None:
    lines = [ROW.replace("V-1", f"V-{number}") for number in range(1, 40)]
    desk.drop("a.csv", csv_bytes(HEADER, *lines, ",総合,2025/5/7,完了", encoding="cp932"))
    (delivery,) = desk.land().deliveries
    assert (delivery.rows_read, delivery.accepted, delivery.rejected) == (40, 39, 1)
    assert delivery.encoding == "cp932 (not valid UTF-8)"
    assert desk.landed()["_row_number"].to_list() == list(range(2, 41))
    assert len(desk.landed("personal")) == 39
    assert len(desk.landed("issues")) == 1
    before = desk.files()
    assert desk.land().unchanged == 1
    assert desk.files() == before


@pytest.mark.usefixtures("small_is_long")
def test_a_long_file_that_is_refused_at_its_end_leaves_nothing(desk: Desk) -> None:
    desk.drop("a.csv", csv_bytes(HEADER, *[ROW] * 40, '"V-9,総合'))
    (delivery,) = desk.land().deliveries
    assert delivery.status == "refused"
    assert "42" in (delivery.message_en or "")
    assert not [path for path in desk.folder.rglob("*") if "deliveries" not in path.name and
                path.suffix in (".parquet", ".tmp")]  # fmt: skip


@pytest.mark.usefixtures("small_is_long")
def test_a_long_file_that_changes_while_it_is_read_waits(desk: Desk) -> None:
    path = desk.drop("a.csv", csv_bytes(HEADER, *[ROW] * 40))

    def grow(*args: object) -> object:
        path.write_bytes(path.read_bytes() + b"x")
        return read_long(*args)  # type: ignore[arg-type]

    with mock.patch("ingest.landing.read_long", side_effect=grow):
        report = desk.land()
    assert (report.deliveries, report.unchanged) == ([], 0)
    assert not list(desk.folder.rglob("*.parquet"))


@pytest.mark.parametrize(
    ("start", "is_text"),
    [
        (HEADER.encode(), True),
        (HEADER.encode("cp932"), True),
        (b"\xef\xbb\xbfa,b", True),
        (HEADER.encode("utf-16"), False),
        (b'{"a": 1}', False),
        (b"<html>", False),
        (b"PK\x03\x04", False),
        (b"%PDF-1.7", False),
    ],
)
def test_only_delimited_text_is_read_in_stretches(
    tmp_path: Path, start: bytes, is_text: bool
) -> None:
    path = tmp_path / "a"
    path.write_bytes(start + b"\n1,2\n")
    assert is_delimited_text(path) == is_text


def test_an_endless_line_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"a,b\n" + b"x" * 300)
    with (
        mock.patch("ingest.readers.long_text.CHUNK_BYTES", 64),
        pytest.raises(UnreadableFileError, match="2"),
    ):
        look_over(path)
