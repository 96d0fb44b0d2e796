"""Which file a version comes in: each desk delivers by month, quarter, half-year or year.

Here belongs: the calendar of deliveries (streams.csv) and sorting versions into it. Not here: how a
file looks (office).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import polars as pl

from ingest.sample.days import holidays, year_of
from ingest.sample.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12}
ERA = 2018
"""令和 counts from 2019, so fiscal year 2020 is 令和2年度."""


@dataclass(frozen=True)
class Stream:
    """One desk's way of delivering one log."""

    log: str
    name: str
    programmes: tuple[str, ...]
    """Whose rows it carries; empty: all rows of the log."""
    cadence: dict[int, str]
    """From which fiscal year by which period: M, Q, H or Y."""
    delay: int
    """Days from the end of a period to its delivery."""
    style: str
    behind: int
    """How many days before the last day the newest, unfinished period was delivered."""
    stops: date | None
    """Last day of the last period delivered, for a desk that is late."""


@dataclass(frozen=True)
class Delivery:
    """One file to come: what it is called, up to which day it knows, when it arrives."""

    label: str
    cutoff: date
    delivered_at: datetime


def streams() -> list[Stream]:
    """Return all streams, in the order of their table."""
    return [_stream(row) for row in table("streams").iter_rows(named=True)]


def _stream(row: dict[str, Any]) -> Stream:
    stops = row["stops"]
    return Stream(
        log=row["log"],
        name=row["stream"],
        programmes=tuple(filter(None, (row["programmes"] or "").split("|"))),
        cadence={int(part[:4]): part[4] for part in row["cadence"].split()},
        delay=row["delay"],
        style=row["style"],
        behind=row["behind"],
        stops=date.fromisoformat(stops) if stops else None,
    )


def schedule(stream: Stream, as_of: date) -> list[Delivery]:
    """Return the deliveries of a stream up to a day, oldest first."""
    last = as_of - timedelta(days=stream.behind)
    return [
        _delivery(stream, label, min(end, last), as_of, is_open=end > last)
        for label, start, end in _periods(stream, year_of(as_of))
        if start <= last and not (stream.stops and end > stream.stops)
    ]


def _periods(stream: Stream, last_year: int) -> Iterator[tuple[str, date, date]]:
    for year in range(min(stream.cadence), last_year + 1):
        unit = stream.cadence[max(start for start in stream.cadence if start <= year)]
        step = MONTHS[unit]
        for first in range(0, 12, step):
            start = _month_start(year, first)
            end = _month_start(year, first + step) - timedelta(days=1)
            yield _label(year, unit, first), start, end


def _month_start(fiscal_year: int, months: int) -> date:
    """Return the first day of the month that lies so many months after April."""
    year, month = divmod(3 + months, 12)
    return date(fiscal_year + year, month + 1, 1)


def _label(year: int, unit: str, first: int) -> str:
    era = f"令和{year - ERA}年"
    if unit == "M":
        start = _month_start(year, first)
        return f"令和{start.year - ERA}年{start.month:02d}月"
    part = {"Q": f"度第{first // 3 + 1}四半期", "H": "度下期" if first else "度上期", "Y": "度"}
    return era + part[unit]


def _delivery(stream: Stream, label: str, cutoff: date, as_of: date, *, is_open: bool) -> Delivery:
    """Return when a period is delivered: on a working day after it, in office hours."""
    moment = crc32(f"{stream.log}/{stream.name}/{label}".encode())
    at = time(hour=9 + moment % 9, minute=moment // 9 % 60, second=moment // 540 % 60)
    day = cutoff if is_open else min(_working(cutoff + timedelta(days=stream.delay)), as_of)
    return Delivery(label + ("（速報）" if is_open else ""), cutoff, datetime.combine(day, at))


def _working(day: date) -> date:
    moved = np.busday_offset(np.datetime64(day), 0, roll="forward", holidays=holidays())
    return date.fromisoformat(str(moved))


def sorted_in(
    stream: Stream, versions: pl.DataFrame, key: tuple[str, ...], as_of: date
) -> Iterator[tuple[Delivery, pl.DataFrame]]:
    """Give each delivery of a stream its rows: the newest version of each key since the last one.

    What is written down after the last delivery is not known yet and comes in none.
    """
    deliveries = schedule(stream, as_of)
    cutoffs = pl.DataFrame(
        {
            "_cutoff": [delivery.cutoff for delivery in deliveries],
            "_delivery": range(len(deliveries)),
        },
        schema={"_cutoff": pl.Date, "_delivery": pl.Int64},
    )
    mine = carried(stream, versions).sort("_recorded_on", maintain_order=True)
    placed = mine.join_asof(
        cutoffs, left_on="_recorded_on", right_on="_cutoff", strategy="forward"
    ).filter(pl.col("_delivery").is_not_null())
    newest = placed.unique([*key, "_delivery"], keep="last", maintain_order=True)
    for (at,), rows in newest.sort("_delivery", *key).group_by("_delivery", maintain_order=True):
        yield deliveries[int(str(at))], rows.drop("_cutoff", "_delivery")


def carried(stream: Stream, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a log that a stream carries."""
    if not stream.programmes:
        return rows
    column = "_programme" if "_programme" in rows.columns else "programme_id"
    return rows.filter(pl.col(column).is_in(stream.programmes))
