"""Whatever a value is written like, it is read back equal."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ingest.contracts import Column
from tests.ingest.values.cells import (
    DATE,
    INTEGER,
    MINUTES,
    MONEY,
    NUMBER,
    PATIENT,
    TIMESTAMP,
    YEAR,
    problems,
    said,
)

Style = Callable[[Any], str]

WIDE = {
    ord(narrow): wide
    for narrow, wide in zip("0123456789,.-/:", "０１２３４５６７８９，．－／：", strict=True)
}
KANJI = "〇一二三四五六七八九"
ERAS = (
    ("令和", "R", date(2019, 5, 1)),
    ("平成", "H", date(1989, 1, 8)),
    ("昭和", "S", date(1926, 12, 25)),
    ("大正", "T", date(1912, 7, 30)),
    ("明治", "M", date(1873, 1, 1)),
)


def wide(style: Style) -> Style:
    return lambda value: style(value).translate(WIDE)


def era_year(day: date) -> tuple[str, str, int]:
    """Return name, letter and year of the era in force on the day."""
    name, letter, begins = next(era for era in ERAS if day >= era[2])
    return name, letter, day.year - (1867 if name == "明治" else begins.year - 1)


def wareki(day: date) -> str:
    name, _, year = era_year(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def fiscal_wareki(year: int) -> str:
    name, _, number = era_year(date(year, 5, 1))
    return f"{name}{number}年度"


def short_wareki(day: date) -> str:
    _, letter, year = era_year(day)
    return f"{letter}{year}.{day.month}.{day.day}"


def kanji(number: int) -> str:
    """Write a number below ten thousand as one says it: 二千二十三."""
    digits = f"{number:04d}"
    words = [
        (KANJI[int(digit)] if digit != "1" or not weight else "") + weight
        for digit, weight in zip(digits, ("千", "百", "十", ""), strict=True)
        if digit != "0"
    ]
    return "".join(words) or "〇"


def kanji_day(day: date) -> str:
    name, _, year = era_year(day)
    return f"{name}{kanji(year)}年{kanji(day.month)}月{kanji(day.day)}日"


def serial(moment: datetime) -> str:
    passed = moment - datetime(1899, 12, 30)
    return repr(passed / timedelta(days=1))


NUMBERS: list[Style] = [
    str,
    lambda number: f"{number:,}",
    lambda number: f"{number:,}名",
    lambda number: f"{number} 件",
    lambda number: f"{number}.0",
    lambda number: f"{number}（{abs(number) // 3}）",
    lambda number: f"約{number}人",
    lambda number: f"　{number}回\n",
    lambda number: f"{number:,}".replace("-", "▲"),
    lambda number: f"{number:,}".replace("-", "△ "),
    lambda number: f"{number:,}".replace("-", "−"),
]
DAYS: list[Style] = [
    str,
    lambda day: f"{day:%Y/%m/%d}",
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"{day:%Y-%m-%d} 00:00:00",
    lambda day: f"{day:%Y/%m/%d} 15:30",
    wareki,
    short_wareki,
    kanji_day,
]
MOMENTS: list[Style] = [
    str,
    lambda at: f"{at:%Y/%m/%d %H:%M:%S}",
    lambda at: f"{at:%Y-%m-%dT%H:%M:%S}+09:00",
    lambda at: f"{at - timedelta(hours=9):%Y-%m-%dT%H:%M:%S}Z",
    lambda at: f"{at.year}年{at.month}月{at.day}日 {at.hour}時{at.minute}分{at.second}秒",
    lambda at: f"{wareki(at.date())} {at:%H:%M:%S}",
    lambda at: f"{at:%Y/%m/%d} {'午前' if at.hour < 12 else '午後'}{at.hour % 12}:{at:%M:%S}",
    lambda at: f"{at:%Y/%m/%d %I:%M:%S %p}",
    serial,
]
AMOUNTS: list[Style] = [
    str,
    lambda yen: f"{yen:,}円",
    lambda yen: f"¥{yen:,}",
    lambda yen: f"{yen / 1000}千円",
    lambda yen: f"{yen / 10_000:.4f}万円",
    lambda yen: f"{yen / 1_000_000:.6f}百万円",
    lambda yen: f"{yen // 10_000}万{yen % 10_000}円",
    lambda yen: f"{yen // 100_000_000}億{yen // 10_000 % 10_000}万{yen % 10_000}円",
]
DURATIONS: list[Style] = [
    str,
    lambda minutes: f"{minutes}分",
    lambda minutes: f"{minutes // 60}時間{minutes % 60}分",
    lambda minutes: f"{minutes // 60}:{minutes % 60:02d}",
    lambda minutes: f"{minutes // 60}:{minutes % 60:02d}:00",
    lambda minutes: f"{minutes / 60!r}時間",
]
YEARS: list[Style] = [
    str,
    lambda year: f"{year}年度",
    lambda year: f"FY{year}",
    fiscal_wareki,
    lambda year: f"{fiscal_wareki(year)}（{year}）",
    lambda year: fiscal_wareki(year).removesuffix("年度"),
]


def assert_read_back(column: Column, values: list[Any], styles: list[Style]) -> None:
    """Write every value in every style, narrow and wide, and read all of them."""
    both = (*styles, *map(wide, styles))
    written = {style(value): value for value in values for style in both}
    assert said(column, written) == written
    assert set(problems(column, written)) == {None}


@PATIENT
@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=20))
def test_whole_numbers(numbers: list[int]) -> None:
    assert_read_back(INTEGER, numbers, NUMBERS)


@PATIENT
@given(st.lists(st.integers(0, 9999), min_size=1, max_size=20))
def test_numbers_in_kanji(numbers: list[int]) -> None:
    assert_read_back(INTEGER, numbers, [kanji, lambda number: f"{kanji(number)}名"])


@PATIENT
@given(st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=20))
def test_decimals(thousandths: list[int]) -> None:
    numbers = [number / 1000 for number in thousandths]
    styles: list[Style] = [str, lambda number: f"{number:,}件", lambda number: f"{number}%"]
    assert_read_back(NUMBER, numbers, styles)


@PATIENT
@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_amounts(amounts: list[int]) -> None:
    assert_read_back(MONEY, amounts, AMOUNTS)


@PATIENT
@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_durations(durations: list[int]) -> None:
    assert_read_back(MINUTES, durations, DURATIONS)


@PATIENT
@given(st.lists(st.dates(date(1873, 1, 1), date(2100, 12, 31)), min_size=1, max_size=20))
def test_days(days: list[date]) -> None:
    assert_read_back(DATE, days, DAYS)


@PATIENT
@given(
    st.lists(
        st.datetimes(datetime(1930, 1, 1), datetime(2100, 12, 31)).map(
            lambda at: at.replace(microsecond=0)
        ),
        min_size=1,
        max_size=20,
    )
)
def test_moments(moments: list[datetime]) -> None:
    assert_read_back(TIMESTAMP, moments, MOMENTS)


@PATIENT
@given(st.lists(st.integers(1873, 2100), min_size=1, max_size=20))
def test_fiscal_years(years: list[int]) -> None:
    assert_read_back(YEAR, years, YEARS)
