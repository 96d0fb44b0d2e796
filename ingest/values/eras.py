"""The Japanese eras, as data.

Here belongs: what the eras are called and when they began and ended. Not here: how dates are read.
Source: the eras' ordinances (改元); dates of Meiji before 1873 follow another calendar and are no
dates that this warehouse can read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Era:
    """One era. The days of change of 1912 and 1926 belong to both."""

    name: str
    letter: str
    begins: date
    ends: date | None

    @property
    def year_zero(self) -> int:
        """The year before the first: 令和5年 is year_zero + 5."""
        return 1867 if self.name == "明治" else self.begins.year - 1


ERAS = (
    Era("令和", "r", date(2019, 5, 1), None),
    Era("平成", "h", date(1989, 1, 8), date(2019, 4, 30)),
    Era("昭和", "s", date(1926, 12, 25), date(1989, 1, 7)),
    Era("大正", "t", date(1912, 7, 30), date(1926, 12, 25)),
    Era("明治", "m", date(1873, 1, 1), date(1912, 7, 30)),
)

ERA = "|".join(
    (*(era.name for era in ERAS), "[" + "".join(e.name[0] + e.letter for e in ERAS) + "]")
)
"""Pattern of an era: its name, the name's first character or its letter (small)."""

ERA_YEAR = r"元|[0-9]{1,3}"
"""Pattern of a year in an era."""


_BY_FIRST = {first: era for era in ERAS for first in (era.name[0], era.letter)}


def calendar_year(era: pl.Expr, year: pl.Expr) -> pl.Expr:
    """Return the calendar year (Int64) of a year in an era, as the patterns above found them."""
    zero = _of_era(era, {first: found.year_zero for first, found in _BY_FIRST.items()}, pl.Int64)
    return zero + year.replace("元", "1").cast(pl.Int64, strict=False)


def first_day(era: pl.Expr) -> pl.Expr:
    """Return the day on which the era began."""
    return _of_era(era, {first: found.begins for first, found in _BY_FIRST.items()}, pl.Date)


def last_day(era: pl.Expr) -> pl.Expr:
    """Return the day on which the era ended; null while it lasts."""
    return _of_era(era, {first: found.ends for first, found in _BY_FIRST.items()}, pl.Date)


def _of_era(
    era: pl.Expr, facts: Mapping[str, date | int | None], kind: type[pl.DataType]
) -> pl.Expr:
    first = era.str.head(1)
    return first.replace_strict(facts, default=None, return_dtype=kind)
