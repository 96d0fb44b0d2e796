"""A row that comes back in a rejected workbook says which refused row it corrects."""

from __future__ import annotations

import polars as pl

from tests.ingest.papers import csv_bytes, read, read_csv

HEADER = "_理由,_Reason,来訪番号,窓口,来訪日,状態,_元ファイル,_元の行,_元の照合"
FIXED = "日付,date,V-1,総合,2025/5/7,完了,来訪.csv,3,aaa"


def origins(*lines: str) -> list[tuple[object, ...]]:
    frame = read_csv(*lines).rows.origins
    return frame.select("_position", pl.col("^origin_.*$")).rows()


def test_an_ordinary_file_has_no_origins() -> None:
    assert origins("来訪番号,窓口,来訪日,状態", "V-1,総合,2025/5/7,完了") == []


def test_a_corrected_row_names_its_file_row_and_bytes() -> None:
    assert origins(HEADER, FIXED) == [(2, "来訪.csv", 3, "aaa")]


def test_a_row_still_bad_keeps_its_origin() -> None:
    bad = FIXED.replace("2025/5/7", "未定")
    assert origins(HEADER, bad) == [(2, "来訪.csv", 3, "aaa")]


def test_a_row_emptied_but_for_its_origin_is_no_row() -> None:
    told = read(csv_bytes(HEADER, "理由,why,,,,,来訪.csv,3,aaa", FIXED))
    assert told.counts == (1, 0, 1)
    assert told.rows.origins.height == 1


def test_an_origin_that_is_not_whole_is_none() -> None:
    assert origins(HEADER, FIXED.replace(",3,", ",三行目,")) == []


def test_the_columns_of_the_workbook_are_no_data_of_the_desk() -> None:
    told = read_csv(HEADER, FIXED)
    assert told.values("_unknown") == [None]
