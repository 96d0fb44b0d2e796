"""Whole files: every row is counted once, in any order of parts, formats and encodings."""

from __future__ import annotations

import contextlib
from unittest import mock

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ingest.readers import UnreadableFileError
from ingest.reading import read_rows
from tests.ingest.papers import CONTRACT, HEADER, ROW, Told, csv_bytes, read, workbook_bytes

CELLS = st.sampled_from(
    [
        "",
        "-",
        "V-1",
        "総合",
        "2025/5/7",
        "完了",
        "合計",
        "※注",
        "注意",
        "いつか",
        "30",
        "窓口",
        HEADER[:4],
    ]
)
ROWS = st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=12)
PATIENT = settings(deadline=None, max_examples=20)
LINES = (
    "（単位：千円）",
    f"{HEADER},人数",
    ROW + ",3",
    "",
    "合計,,,,3",
    ROW + ",多数",
    ",,,,1",
    "※ 注",
)
WORKBOOK = workbook_bytes({"a": [line.split(",") for line in LINES]})


@PATIENT
@given(ROWS)
def test_every_row_is_accepted_rejected_or_skipped(rows: list[list[str]]) -> None:
    told = read(csv_bytes(f"{HEADER},人数", *(",".join(row) for row in rows)))
    accepted = told.values("_record")
    findings = told.rows.findings
    rejected = findings.filter(pl.col("severity") == "reject")["_record"].unique().to_list()
    skipped = findings.filter(pl.col("severity") == "skip")["_record"].to_list()
    counted = accepted + rejected + skipped
    assert told.counts == (len(accepted), len(rejected), len(skipped))
    assert len(counted) == len(set(counted)) == told.rows.rows_read
    filled = [i for i, row in enumerate(rows, 2) if any(cell not in ("", "-") for cell in row)]
    assert sorted(counted) == list(range(2, max(filled, default=1) + 1))


@PATIENT
@given(ROWS)
def test_reading_in_small_parts_changes_nothing(rows: list[list[str]]) -> None:
    content = csv_bytes("表題", f"{HEADER},人数", *(",".join(row) for row in rows))
    with mock.patch("ingest.readers.delimited.PART_BYTES", 90):
        parts = read_rows(content, "a.csv", CONTRACT)
    whole = read_rows(content, "a.csv", CONTRACT)
    assert_frame_equal(parts.accepted, whole.accepted)
    assert_frame_equal(parts.findings, whole.findings)
    assert (parts.rejected, parts.skipped) == (whole.rejected, whole.skipped)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_an_encoding_changes_nothing_but_its_name(encoding: str) -> None:
    plain, other = read(csv_bytes(*LINES)), read(csv_bytes(*LINES, encoding=encoding))
    assert_frame_equal(plain.rows.accepted, other.rows.accepted)
    assert_frame_equal(plain.rows.findings, other.rows.findings)
    assert other.rows.encoding is not None
    assert other.rows.encoding.startswith(encoding)


def test_tabs_and_workbooks_give_the_same_rows_as_csv() -> None:
    plain = read(csv_bytes(*LINES))
    tabs = read(csv_bytes(*(line.replace(",", "\t") for line in LINES)))
    sheet = read(WORKBOOK, file="来訪")
    for other in (tabs, sheet):
        assert told_rows(other) == told_rows(plain)
        assert other.findings == plain.findings


def told_rows(told: Told) -> list[tuple[object, ...]]:
    return told.rows.accepted.drop("_file").rows()


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([csv_bytes(*LINES), csv_bytes(*LINES, encoding="cp932"), WORKBOOK]),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3)), max_size=5),
    st.integers(0, 10**6),
)
def test_whatever_the_bytes_a_file_is_read_or_refused(
    content: bytes, changes: list[tuple[int, bytes]], end: int
) -> None:
    for place, new in changes:
        here = place % len(content)
        content = content[:here] + new + content[here + len(new) :]
    with contextlib.suppress(UnreadableFileError):
        rows = read_rows(content[: end % len(content) * 2], "来訪", CONTRACT)
        assert rows.rows_read == len(rows.accepted) + rows.rejected + rows.skipped


def test_the_example_has_a_row_of_every_fate() -> None:
    told = read(csv_bytes(*LINES))
    assert told.counts == (2, 1, 4)
    assert [rule for *_, rule in told.findings] == [
        "title", "blank", "total", "unparsable",
        "required_missing", "required_missing", "required_missing", "required_missing", "note",
    ]  # fmt: skip
