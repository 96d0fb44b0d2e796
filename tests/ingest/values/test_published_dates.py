"""Dates of published test cases (IMI's date component, a library of era names) as we read them.

Which of them are not read, and why, is docs/decisions/0012.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.ingest.values.cells import BAD, DATE, said

READ = {
    "令和二年1月３１日": date(2020, 1, 31),
    "2019年12月31日": date(2019, 12, 31),
    "２０１９年１月１日": date(2019, 1, 1),
    "二〇一九年十二月三十一日": date(2019, 12, 31),
    "令和元年十二月三十一日": date(2019, 12, 31),
    "20191231": date(2019, 12, 31),
    "R1-12-31": date(2019, 12, 31),
    "r1-12-31": date(2019, 12, 31),
    "平成三十一年四月三十日": date(2019, 4, 30),
    "昭和六十四年一月七日": date(1989, 1, 7),
    "大正十五年十二月二十四日": date(1926, 12, 24),
    "明治四十五年七月二十九日": date(1912, 7, 29),
    "㍻十年３月9日": date(1998, 3, 9),
    "㍼十年３月9日": date(1935, 3, 9),
    "㍽十年３月9日": date(1921, 3, 9),
    "㍾十年３月9日": date(1877, 3, 9),
    "　1928 年 3 月　１１ 日  ": date(1928, 3, 11),
    "平成27年１２月八日": date(2015, 12, 8),
}
BEFORE_THE_ERA = (
    *("明治元年1月1日", "大正元年1月1日", "昭和元年1月1日", "平成元年1月1日", "令和元年1月1日"),
    *("明1-1-1", "大元-1-1", "昭元年1月1日", "㍻1-1-1", "㋿1-1-1", "令和1年1月1日", "R1-01-01"),
)
NO_DATES_OF_A_LEDGER = ("平成元年元日", "平成12年2月晦日", "西暦10年5月3日", "明治5年12月2日")
IMPOSSIBLE = (
    *("昭和2月3日", "昭和0年2月3日", "平成12年30月3日", "平成12年0月3日", "明治5年12月31日"),
    "令和元ねん1がつ1にち",
)


def test_published_cases_are_read() -> None:
    assert said(DATE, READ) == READ


@pytest.mark.parametrize("cells", [BEFORE_THE_ERA, NO_DATES_OF_A_LEDGER, IMPOSSIBLE])
def test_published_cases_that_are_not_read(cells: tuple[str, ...]) -> None:
    assert said(DATE, cells) == dict.fromkeys(cells, BAD)
