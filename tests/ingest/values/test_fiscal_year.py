"""Fiscal years, named by their first calendar year."""

from tests.ingest.values.cells import BAD, YEAR, problems, said


def test_fiscal_years() -> None:
    cells = {
        "2023": 2023,
        "2023.0": 2023,
        "２０２３年度": 2023,
        "2023年": 2023,
        "FY2023": 2023,
        "fy 2023": 2023,
        "令和5年度": 2023,
        "令和５": 2023,
        "令和五年度": 2023,
        "R5": 2023,
        "R05年度": 2023,
        "Ｒ５": 2023,
        "令和元年度": 2019,
        "令和5年度（2023）": 2023,
        "2023（令和5）年度": 2023,
        "平成31年度": 2019,
        "平成31（令和元）年度": 2019,
        "H30": 2018,
        "平成元年度": 1989,
        "5": BAD,
        "23": BAD,
        "20235": BAD,
        "令和": BAD,
        "令和0年度": BAD,
        "2023/4/1": BAD,
        "2023-2024": BAD,
    }
    assert said(YEAR, cells) == cells


def test_past_the_end_of_its_era_is_read_with_a_warning() -> None:
    cells = {"平成32年度": 2020, "昭和64年度": 1989, "平成31年度": 2019, "昭和63年度": 1988}
    assert said(YEAR, cells) == cells
    assert problems(YEAR, cells) == ["era_overrun", "era_overrun", None, None]
