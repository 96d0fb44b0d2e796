"""Durations in minutes."""

from tests.ingest.values.cells import BAD, BLANK, MINUTES, said


def test_durations() -> None:
    cells = {
        "90": 90,
        "90.0": 90,
        "９０分": 90,
        "90分間": 90,
        "約90分": 90,
        "1時間30分": 90,
        "1 時間 30 分": 90,
        "一時間三十分": 90,
        "1時間半": 90,
        "1.5時間": 90,
        "2時間": 120,
        "1:30": 90,
        "1:30:00": 90,
        "１：３０": 90,
        "0:05": 5,
        "60分（うち移動10分）": 60,
        "1時間30分（予定）": 90,
        "▲5分": -5,
        "▲1時間30分": -90,
        "なし": BLANK,
        "90.5": BAD,
        "0.01時間": BAD,
        "1:75": BAD,
        "1:30:20": BAD,
        "半日": BAD,
        "30名": BAD,
        "数分": BAD,
    }
    assert said(MINUTES, cells) == cells


def test_cells_that_excel_formats_as_a_time() -> None:
    cells = {
        "1899-12-31 01:30:00": 90,
        "1900-01-01 12:00:00": 36 * 60,
        "1899-12-31 01:30:20": BAD,
        "2023-06-29 00:00:00": BAD,
    }
    assert said(MINUTES, cells) == cells


def test_a_unit_of_the_header_counts_for_bare_numbers_only() -> None:
    cells = {"2": 120, "1.5": 90, "30分": 30, "1:30": 90}
    assert said(MINUTES, cells, "時間") == cells
