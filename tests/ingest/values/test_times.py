"""Timestamps: a day with a time of day, in Japan's time."""

from datetime import datetime

from tests.ingest.values.cells import BAD, TIMESTAMP, problems, said


def at(hour: int, minute: int = 0, second: int = 0, day: int = 29) -> datetime:
    return datetime(2023, 6, day, hour, minute, second)


def test_times_of_day() -> None:
    cells = {
        "2023/6/29 10:00": at(10),
        "2023/6/29 9:15": at(9, 15),
        "2023/6/29 9:15:30": at(9, 15, 30),
        "2023-06-29 09:15:30": at(9, 15, 30),
        "2023-06-29T09:15": at(9, 15),
        "２０２３/６/２９　１０：００": at(10),
        "2023年6月29日 10時": at(10),
        "2023年6月29日10時30分": at(10, 30),
        "2023年6月29日（木）10時半": at(10, 30),
        "2023年6月29日（木） 15時30分20秒": at(15, 30, 20),
        "令和5年6月29日 午前10時": at(10),
        "R5.6.29 午後3時": at(15),
        "R5.6.29 午後3時15分": at(15, 15),
        "2023/6/29 午後3:15": at(15, 15),
        "2023/6/29 午後0時30分": at(12, 30),
        "2023/6/29 午後12時30分": at(12, 30),
        "2023/6/29 午前12時30分": at(0, 30),
        "2023/6/29 午前0時": at(0),
        "2023/6/29 午後15時": at(15),
        "2023/6/29 正午": at(12),
        "2023/6/29 3:15 PM": at(15, 15),
        "2023/6/29 AM 9:15": at(9, 15),
        "令和五年六月二十九日 午後三時": at(15),
        "45106.395833333": at(9, 30),
        "45106": at(0),
    }
    assert said(TIMESTAMP, cells) == cells


def test_a_day_alone_is_its_midnight() -> None:
    cells = dict.fromkeys(("2023/6/29", "令和5年6月29日", "20230629", "45106"), at(0))
    assert said(TIMESTAMP, cells) == cells


def test_hours_past_midnight_belong_to_the_next_day() -> None:
    cells = {
        "2023/6/29 24:00": at(0, day=30),
        "2023/6/29 25:30": at(1, 30, day=30),
        "2023年6月29日 25時30分": at(1, 30, day=30),
        "2023/6/29 29:59": at(5, 59, day=30),
        "2023/6/29 30:00": BAD,
    }
    assert said(TIMESTAMP, cells) == cells


def test_offsets_are_moved_to_japan() -> None:
    cells = {
        "2023-06-29T15:30:00Z": at(0, 30, day=30),
        "2023-06-29T23:30:00+09:00": at(23, 30),
        "2023-06-29T23:30:00+0900": at(23, 30),
        "2023-06-29 00:30:00+00:00": at(9, 30),
        "2023-06-29T00:30:00.123456Z": at(9, 30),
        "2023-06-28T20:30:00-05:00": at(10, 30),
        "2023-06-29T10:00:00+15:00": BAD,
    }
    assert said(TIMESTAMP, cells) == cells


def test_spans_and_impossible_times_are_no_moment() -> None:
    cells = dict.fromkeys(
        (
            *(
                "2023/6/29 10:00-11:30",
                "2023/6/29 10:00〜11:30",
                "2023/6/29 10:60",
                "2023/6/29 10:00:60",
            ),
            *(
                "2023/6/29 午前13時",
                "2023/6/29 午後",
                "2023/6/29 10:",
                "2023/6/29 10",
                "10:00",
                "2023年6月",
            ),
            *("9999-12-31 24:00", "9999-12-31T23:30:00Z", "2023/2/29 10:00", "5月中旬"),
        ),
        BAD,
    )
    assert said(TIMESTAMP, cells) == cells


def test_the_era_is_judged_by_the_written_day() -> None:
    cells = ["平成31年4月30日 25:30", "平成31年5月1日 10:00", "令和元年4月30日 24:00"]
    assert said(TIMESTAMP, cells) == {
        cells[0]: datetime(2019, 5, 1, 1, 30),
        cells[1]: datetime(2019, 5, 1, 10),
        cells[2]: BAD,
    }
    assert problems(TIMESTAMP, cells) == [None, "era_overrun", BAD]


def test_a_warning_never_hides_that_a_time_is_impossible() -> None:
    assert problems(TIMESTAMP, ["平成31年5月1日 99:99"]) == [BAD]
