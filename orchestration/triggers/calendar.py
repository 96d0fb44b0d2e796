"""When the calendar asks for a run: every morning, and once a month is over. All times are JST.

Belongs here: the times, and which day a month-end run is made for. Not here: starting runs.
"""

from datetime import date, datetime, timedelta

from orchestration.lock import JST

ZONE = "Asia/Tokyo"
DAILY = "0 6 * * *"
"""Every day at 06:00, before the office opens: takes what no sensor saw, catalogue edits too."""
MONTH_END = "30 6 1 * *"
"""On the first day of a month at 06:30: the month before, as it was known by its last evening."""


FIRST_MONTH = "2020-04-01"
"""The earliest month that can be made anew: none was delivered in electronic form before."""


def end_of_month(first_day: str) -> date:
    """Return the last day of the month that begins on an ISO day."""
    begins = date.fromisoformat(first_day).replace(day=1)
    return (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_end_before(moment: datetime) -> date:
    """Return the last day of the month before the one a moment lies in, by Japan's calendar."""
    return moment.astimezone(JST).date().replace(day=1) - timedelta(days=1)
