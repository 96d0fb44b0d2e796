"""Dates: calendars, separators, eras with their edges, serials, months, and what is no day."""

from datetime import date

from tests.ingest.values.cells import BAD, BLANK, DATE, problems, said

DAY = date(2023, 6, 29)


def test_one_day_in_many_ways() -> None:
    cells = dict.fromkeys(
        (
            *("2023/6/29", "2023/06/29", "2023-06-29", "2023-6-29", "2023.6.29", "20230629"),
            *("2023年6月29日", "２０２３年６月２９日", "2023 年 6 月 29 日", "西暦2023年6月29日"),
            *("2023−6−29", "2023‐06‐29", "２０２３／６／２９", " 2023/6/29　", "2023/6/29\n"),
            *("2023/6/29（木）", "2023/6/29 (木)", "2023年6月29日木曜日", "2023年6月29日(木曜)"),
            *("2023年6月29日（木・祝）", "2023/6/29(祝)", "2023/6/29 (Thu)"),
            *("令和5年6月29日", "令和５年６月２９日", "令5年6月29日", "令和5.6.29", "㋿5年6月29日"),
            *(
                "R5.6.29",
                "Ｒ５．６．２９",
                "r5.6.29",
                "R05/06/29",
                "R5-6-29",
                "R.5.6.29",
                "R5年6月29日",
            ),
            *("令和5年6月29日（木）", "令和五年六月二十九日", "二〇二三年六月二十九日"),
            *("令和5年（2023年）6月29日", "2023年（令和5年）6月29日", "令和5(2023)年6月29日"),
            *("45106", "45106.0", "45106.5", "2023-06-29 00:00:00", "2023-06-29 10:30:00"),
            *("2023/6/29 10:00", "令和5年6月29日 午後3時", "2023-06-29T10:00:00+09:00"),
            "2023-06-28T15:30:00Z",
        ),
        DAY,
    )
    assert said(DATE, cells) == cells


def test_every_era_by_name_character_and_letter() -> None:
    cells = {
        "令和元年5月1日": date(2019, 5, 1),
        "令和1年5月1日": date(2019, 5, 1),
        "R元.5.1": date(2019, 5, 1),
        "平成元年1月8日": date(1989, 1, 8),
        "平30.4.1": date(2018, 4, 1),
        "H31.4.1": date(2019, 4, 1),
        "㍻31年3月31日": date(2019, 3, 31),
        "昭和64年1月7日": date(1989, 1, 7),
        "昭和元年12月25日": date(1926, 12, 25),
        "S63.12.31": date(1988, 12, 31),
        "大正15年12月25日": date(1926, 12, 25),
        "T1.7.30": date(1912, 7, 30),
        "明治45年7月30日": date(1912, 7, 30),
        "M33.3.3": date(1900, 3, 3),
        "明治6年1月1日": date(1873, 1, 1),
    }
    assert said(DATE, cells) == cells
    assert problems(DATE, cells) == [None] * len(cells)


def test_past_the_end_of_its_era_is_read_with_a_warning() -> None:
    cells = {
        "平成31年5月1日": date(2019, 5, 1),
        "H32.4.1": date(2020, 4, 1),
        "昭和64年1月8日": date(1989, 1, 8),
        "昭和100年4月1日": date(2025, 4, 1),
        "大正15年12月26日": date(1926, 12, 26),
        "明治45年7月31日": date(1912, 7, 31),
    }
    assert said(DATE, cells) == cells
    assert problems(DATE, cells) == ["era_overrun"] * len(cells)


def test_before_its_era_began_is_no_date() -> None:
    cells = dict.fromkeys(
        (
            *("令和1年4月30日", "令和元年1月1日", "R0.5.1", "平成元年1月7日", "平成0年1月8日"),
            *("昭和元年12月24日", "大正元年7月29日", "明治5年12月31日", "明治元年1月1日"),
        ),
        BAD,
    )
    assert said(DATE, cells) == cells


def test_days_that_do_not_exist() -> None:
    cells = dict.fromkeys(
        (
            *(
                "2023/2/29",
                "2023/13/40",
                "2023/4/31",
                "2023/0/1",
                "2023/1/0",
                "20230230",
                "令和5年2月29日",
            ),
            *("2100/2/29", "平成12年30月3日", "令和5年6月31日", "45106.5.1"),
        ),
        BAD,
    )
    assert said(DATE, cells) == {**cells}
    assert said(DATE, ["2000/2/29", "R6.2.29"]) == {
        "2000/2/29": date(2000, 2, 29),
        "R6.2.29": date(2024, 2, 29),
    }


def test_what_says_no_day_is_never_guessed() -> None:
    cells = dict.fromkeys(
        (
            *(
                "5月中旬",
                "6/29",
                "6月29日",
                "23/6/29",
                "05.6.29",
                "5年6月29日",
                "2023",
                "202306",
                "6/29/2023",
            ),
            *(
                "X1.1.1",
                "慶応3年1月1日",
                "2023/6/29〜30",
                "2023/6/29頃",
                "2023/6/29予定",
                "2023/6/2910:00",
            ),
            *(
                "2023/6/210:00",
                "+2023/6/29",
                "02023/6/29",
                "2023年",
                "1",
                "123456",
                "4510",
                "未定",
                "-1",
            ),
        ),
        BAD,
    )
    assert said(DATE, cells) == cells


def test_a_month_is_its_first_day() -> None:
    month = date(2025, 4, 1)
    cells = dict.fromkeys(
        ("2025年4月", "2025年４月分", "2025-04", "2025/4", "令和7年4月", "R7.4", "令和七年四月"),
        month,
    )
    assert said(DATE, cells) == cells


def test_a_month_written_as_a_decimal_is_not_trusted() -> None:
    assert said(DATE, ["2025.1", "2025.10"]) == {"2025.1": BAD, "2025.10": BAD}


def test_no_end() -> None:
    assert said(DATE, ["9999/12/31", "9999-12-31"]) == {
        "9999/12/31": date(9999, 12, 31),
        "9999-12-31": date(9999, 12, 31),
    }


def test_blank_marks() -> None:
    cells = dict.fromkeys(("", "-", "―", "なし"), BLANK)
    assert said(DATE, cells) == cells
