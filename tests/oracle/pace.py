"""Pace, recomputed: what stood on each day looked at, what was expected by then, and the status.

Belongs here: value so far, past shares, expected value, and the status given a forecast's interval.
Not here: the forecast itself, of which the written meaning says only what it must satisfy.
"""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import polars as pl

from tests.oracle.catalogue import Indicator, read_indicators
from tests.oracle.facts import countable
from tests.oracle.figures import Known, asked, known_on, recompute
from tests.oracle.measures import passing, values
from tests.oracle.periods import (
    WINDOW,
    a_year_before,
    first_day,
    fiscal_year_of,
    last_day,
    months_of,
)

YEAR = ["indicator_id", "fiscal_year"]


def pace(home: Path, as_of: date, only: Collection[str], targets: pl.DataFrame) -> pl.DataFrame:
    """indicator_id, fiscal_year, as_of, value_to_date, expected_to_date, past_years."""
    known = known_on(home, as_of, asked(read_indicators(home), only))
    years = recompute(home, as_of, only).yearly.select(*YEAR, year_value="value")
    reached = _reached(home, known, only).join(years, on=YEAR).drop_nulls("year_value")
    reached = _from_base(reached, years, _cumulative(home))
    looks = [(fiscal_year_of(day), day) for day in _looks(known, back=False)]
    days = pl.DataFrame(looks, schema={"fiscal_year": pl.Int32, "as_of": pl.Date}, orient="row")
    shown = years.join(days, on="fiscal_year")
    now = shown.join(reached, on=[*YEAR, "as_of"], how="left")
    return _expected(
        now.join(_past(shown, reached, as_of), on=["indicator_id", "as_of"], how="left"), targets
    )


def statuses(rows: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    """The status of rows with value_to_date, past_years, forecast_low and forecast_high."""
    judged = rows.join(targets, on=YEAR, how="left")
    is_over = pl.col("as_of") == pl.date(pl.col("fiscal_year") + 1, 3, 31)
    at_most = pl.col("comparison") == "at_most"
    bad_end = pl.when(at_most).then("forecast_high").otherwise("forecast_low")
    good_end = pl.when(at_most).then("forecast_low").otherwise("forecast_high")
    met_now = _meets(pl.col("value_to_date")) & (at_most.not_() | is_over)
    few = (pl.col("past_years") < 2) | pl.col("value_to_date").is_null()
    return judged.with_columns(
        status=pl.when(pl.col("target").is_null() | (pl.col("target_kind") == "plan"))
        .then(pl.lit("no_target"))
        .when(met_now)
        .then(pl.lit("achieved"))
        .when(few)
        .then(pl.lit("not_assessable"))
        .when(_meets(bad_end))
        .then(pl.lit("on_track"))
        .when(_meets(good_end))
        .then(pl.lit("at_risk"))
        .otherwise(pl.lit("off_track"))
    )


def _meets(value: pl.Expr) -> pl.Expr:
    target, comparison = pl.col("target"), pl.col("comparison")
    return (
        pl.when(comparison == "more_than").then(value > target)
        .when(comparison == "at_most").then(value <= target)
        .otherwise(value >= target)
    )  # fmt: skip


def _cumulative(home: Path) -> list[str]:
    return [i.indicator_id for i in read_indicators(home) if i.accumulate == "cumulative"]


def _looks(known: Known, *, back: bool) -> Iterator[date]:
    """Month ends and as_of; with `back` the same days of all earlier years, too."""
    first_year = min(known.windows["fiscal_year"].to_list())
    for year in range(first_year, fiscal_year_of(known.as_of) + 1):
        for first, last in months_of(year):
            day = min(last, known.as_of)
            while first <= known.as_of and fiscal_year_of(day) >= first_year:
                yield day
                if not back:
                    break
                day = a_year_before(day)


def _reached(home: Path, known: Known, only: Collection[str]) -> pl.DataFrame:
    """indicator_id, fiscal_year, as_of, value_to_date on every such day, whatever the coverage."""
    days = sorted(set(_looks(known, back=True)))
    named = [
        (n, "so_far", fiscal_year_of(d), first_day(fiscal_year_of(d)), d, d)
        for n, d in enumerate(days)
    ]
    spans = pl.DataFrame(named, schema=WINDOW, orient="row")
    found = {
        i.indicator_id: _values(i, known, spans)
        for i in asked(read_indicators(home), only)
        if not i.is_ratio
    }
    for ratio in (i for i in asked(read_indicators(home), only) if i.is_ratio):
        above, below = (found[name] for name in ratio.argument.split("/"))
        divisor = pl.when(pl.col("value_right") != 0).then(pl.col("value_right"))
        found[ratio.indicator_id] = above.join(below, on="window").select(
            "window", value=pl.col("value") / divisor
        )
    return pl.concat(
        frame.join(spans, on="window").select(
            pl.lit(name).alias("indicator_id"), "fiscal_year", as_of="end", value_to_date="value"
        )
        for name, frame in found.items()
    )


def _values(indicator: Indicator, known: Known, spans: pl.DataFrame) -> pl.DataFrame:
    rows = passing(countable(known.facts, indicator.log), indicator, known.as_of)
    return values(rows, indicator, spans).select("window", "value")


def _from_base(
    reached: pl.DataFrame, years: pl.DataFrame, cumulative: Collection[str]
) -> pl.DataFrame:
    """With `base`: what a cumulative count stood at when the year began, 0 of any other."""
    before = years.select("indicator_id", pl.col("fiscal_year") + 1, before="year_value")
    return reached.join(before, on=YEAR, how="left").with_columns(
        base=pl.when(pl.col("indicator_id").is_in(cumulative)).then("before").otherwise(0.0)
    )


def _past(shown: pl.DataFrame, reached: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """indicator_id, as_of, past_years, mean_share, over finished years with a value."""
    days = shown["as_of"].unique().to_list()
    pairs = []
    for day in days:
        same = day
        while fiscal_year_of(same) > 1990:
            same = a_year_before(same)
            if last_day(fiscal_year_of(same)) <= as_of:
                pairs.append((day, same))
    same_day = pl.DataFrame(pairs, schema={"looked": pl.Date, "as_of": pl.Date}, orient="row")
    whole = pl.col("year_value") - pl.col("base")
    share = (pl.col("value_to_date") - pl.col("base")) / pl.when(whole != 0).then(whole)
    return (
        reached.join(same_day, on="as_of")
        .group_by("indicator_id", as_of="looked")
        .agg(past_years=pl.len(), mean_share=share.mean())
    )


def _expected(rows: pl.DataFrame, targets: pl.DataFrame) -> pl.DataFrame:
    is_over = pl.col("as_of") == pl.date(pl.col("fiscal_year") + 1, 3, 31)
    share = pl.when(is_over).then(1.0).otherwise("mean_share")
    base = pl.col("base").fill_null(0.0)
    aim = pl.when(pl.col("target_kind") == "target").then("target")
    return (
        rows.join(targets, on=YEAR, how="left")
        .with_columns(
            expected_to_date=base + (aim - base) * share,
            past_years=pl.col("past_years").fill_null(0),
        )
        .select(*YEAR, "as_of", "value_to_date", "expected_to_date", "past_years")
    )
