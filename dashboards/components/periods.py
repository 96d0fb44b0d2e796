"""Fiscal years, months and days as people write them: 令和8年度（2026）, 2026年10月31日."""

from __future__ import annotations

import calendar
from datetime import date
from typing import TYPE_CHECKING

from dashboards.period import MONTH, QUARTER, YEAR

if TYPE_CHECKING:
    from datetime import datetime

    from dashboards.i18n import Words
    from dashboards.period import Period

_ERAS = ((2019, "令和", "Reiwa"), (1989, "平成", "Heisei"))
_ERA_DAYS = ((date(2019, 5, 1), "令和", "Reiwa"), (date(1989, 1, 8), "平成", "Heisei"))
MONTHS = (4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)
_ENGLISH_MONTHS = tuple(calendar.month_name)[1:]


def _era(fiscal_year: int) -> tuple[str, str, int]:
    """Era in both languages and the year in it; the year an era began counts for it as a whole."""
    first, ja, en = next(era for era in _ERAS if fiscal_year >= era[0])
    return ja, en, fiscal_year - first + 1


def fiscal_year_label(fiscal_year: int, words: Words) -> str:
    """令和8年度（2026）, in English FY2026 (Reiwa 8)."""
    ja, en, year = _era(fiscal_year)
    counted = "元" if year == 1 else str(year)
    return words.pick(f"{ja}{counted}年度（{fiscal_year}）", f"FY{fiscal_year} ({en} {year})")


def short_year_label(fiscal_year: int, words: Words) -> str:
    """令和8年度, in English FY2026: for labels inside charts."""
    ja, _, year = _era(fiscal_year)
    counted = "元" if year == 1 else str(year)
    return words.pick(f"{ja}{counted}年度", f"FY{fiscal_year}")


def month_label(position: int, words: Words) -> str:
    """4月 for position 0; in English Apr."""
    month = MONTHS[position]
    return words.pick(f"{month}月", _ENGLISH_MONTHS[month - 1][:3])


def period_label(period: Period, words: Words) -> str:
    """令和8年度（2026）, 令和8年度（2026） 第1四半期（4–6月）, 令和8年4月（2026年4月）."""
    year = fiscal_year_label(period.fiscal_year, words)
    if period.length == YEAR:
        return year
    if period.length == MONTH:
        return _month_of_year(period.starts_on, words)
    first, last = (month_label(place, words) for place in (period.first, period.last))
    quarter = period.first // QUARTER + 1
    ja = f"{year} 第{quarter}四半期（{first}–{last}）"
    return words.pick(ja, f"Q{quarter} of {year} ({first}–{last})")


def _month_of_year(first: date, words: Words) -> str:
    """A month with its era: Japanese eras begin in the middle of years, not of fiscal years."""
    era = next(era for era in _ERA_DAYS if first >= era[0])
    year = first.year - era[0].year + 1
    counted = "元" if year == 1 else str(year)
    ja = f"{era[1]}{counted}年{first.month}月（{first.year}）"
    return words.pick(ja, f"{_ENGLISH_MONTHS[first.month - 1]} {first.year} ({era[2]} {year})")


def day_label(day: date, words: Words) -> str:
    """2026年10月31日, in English 31 October 2026."""
    english = f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return words.pick(f"{day.year}年{day.month}月{day.day}日", english)


def moment_label(moment: datetime, words: Words) -> str:
    """A day with hour and minute, Japan time."""
    return f"{day_label(moment, words)} {moment:%H:%M}"
