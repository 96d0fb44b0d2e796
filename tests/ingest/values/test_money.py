"""Money: yen from the cell's own unit, else from the header's or the title's."""

import pytest

from tests.ingest.values.cells import BAD, BLANK, MONEY, said


def test_the_units_of_cells() -> None:
    cells = {
        "2,000": 2000,
        "2,100,000円": 2_100_000,
        "４，５００千円": 4_500_000,
        "200万円": 2_000_000,
        "60万円": 600_000,
        "1.5千円": 1500,
        "2.5百万円": 2_500_000,
        "3千万円": 30_000_000,
        "0.1億円": 10_000_000,
        "1億2,000万円": 120_000_000,
        "百万円": 1_000_000,
        "千円": 1000,
        "二百万円": 2_000_000,
        "200万": 2_000_000,
        "¥600,000": 600_000,
        "￥６００": 600,
        "\\600": 600,
        "600円也": 600,
        "金600円也": 600,
        "▲1,000円": -1000,
        "▲¥1,000": -1000,
        "¥-1,000": -1000,
        "約50万円": 500_000,
        "1,000（うち税91）": 1000,
        "9007199254740993円": 9007199254740993,
        "(500)": BAD,
        "500ドル": BAD,
        "3名": BAD,
        "相談": BAD,
        "なし": BLANK,
    }
    assert said(MONEY, cells) == cells


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("円", 1),
        ("千円", 1000),
        ("万円", 10_000),
        ("百万円", 1_000_000),
        ("億円", 100_000_000),
        (None, 1),
    ],
)
def test_a_unit_of_the_header_counts_for_bare_numbers_only(unit: str | None, factor: int) -> None:
    cells = {
        "2,000": 2000 * factor,
        "30": 30 * factor,
        "▲30": -30 * factor,
        "30（5）": 30 * factor,
        "30円": 30,
        "¥30": 30,
        "30千円": 30_000,
        "30万": 300_000,
        "-": BLANK,
    }
    assert said(MONEY, cells, unit) == cells


def test_parts_of_a_yen_are_rounded() -> None:
    cells = {"100.4": 100, "100.5": 101, "-100.5": -101, "1.2345千円": 1235, "1.1百万円": 1_100_000}
    assert said(MONEY, cells) == cells


def test_a_unit_never_overflows() -> None:
    cells = {"9223372036854775807": BAD, "99999999999": BAD, "90000000": 9 * 10**15}
    assert said(MONEY, cells, "億円") == cells
