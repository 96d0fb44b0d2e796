"""The calendar asks for runs by Japan's clock: mornings, month ends, leap days."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from orchestration.lock import JST
from orchestration.triggers.calendar import DAILY, MONTH_END, ZONE, end_of_month, month_end_before


def ticks(cron: str, after: datetime, count: int) -> list[datetime]:
    times = schedule_execution_time_iterator(after.timestamp(), cron, ZONE, ascending=True)
    return [next(times).astimezone(UTC) for _ in range(count)]


def test_daily_is_six_in_the_morning_in_japan() -> None:
    assert ticks(DAILY, datetime(2026, 3, 28, 12, tzinfo=UTC), 3) == [
        datetime(2026, 3, day, 21, tzinfo=UTC) for day in (28, 29, 30)
    ]


def test_a_month_is_made_on_the_first_of_the_next() -> None:
    assert ticks(MONTH_END, datetime(2028, 1, 15, tzinfo=JST), 3) == [
        datetime(2028, month, 1, 6, 30, tzinfo=JST) for month in (2, 3, 4)
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 5, 1, 6, 30, tzinfo=JST), date(2026, 4, 30)),
        (datetime(2027, 3, 1, 6, 30, tzinfo=JST), date(2027, 2, 28)),
        (datetime(2028, 3, 1, 6, 30, tzinfo=JST), date(2028, 2, 29)),
        (datetime(2027, 1, 1, 6, 30, tzinfo=JST), date(2026, 12, 31)),
        (datetime(2027, 4, 1, 6, 30, tzinfo=JST), date(2027, 3, 31)),
        (datetime(2027, 4, 30, 23, 59, tzinfo=JST), date(2027, 3, 31)),
    ],
    ids=["april", "february", "leap day", "year's end", "fiscal year's end", "late in a month"],
)
def test_the_day_of_a_month_end_run(moment: datetime, day: date) -> None:
    assert month_end_before(moment) == day


def test_a_server_abroad_counts_by_japans_calendar() -> None:
    still_february_in_london = datetime(2028, 2, 29, 21, 30, tzinfo=UTC)
    assert month_end_before(still_february_in_london) == date(2028, 2, 29)
    in_new_york = datetime(2028, 2, 29, 16, 30, tzinfo=ZoneInfo("America/New_York"))
    assert month_end_before(in_new_york) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("first_day", "last_day"),
    [
        ("2026-01-01", date(2026, 1, 31)),
        ("2026-02-01", date(2026, 2, 28)),
        ("2028-02-01", date(2028, 2, 29)),
        ("2026-12-01", date(2026, 12, 31)),
    ],
)
def test_a_month_of_delivery_ends_on_its_last_day(first_day: str, last_day: date) -> None:
    assert end_of_month(first_day) == last_day
