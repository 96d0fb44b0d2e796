"""All figures of a home on a day: every indicator by month and by fiscal year.

The order of the computation, and nothing else, belongs here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ingest.contracts import load_contracts
from tests.oracle.breakdowns import (
    MEMBER_VALUE,
    dimensions_of,
    divided_members,
    member_values,
    with_members,
)
from tests.oracle.catalogue import Desks, Indicator, read_catalogue, read_indicators
from tests.oracle.companies import company_keys
from tests.oracle.coverage import coverage, newest_deliveries
from tests.oracle.facts import Records, countable, facts_by_log
from tests.oracle.landed import known_rows
from tests.oracle.measures import passing, values
from tests.oracle.periods import WINDOW, fiscal_year_of, windows
from tests.oracle.references import accepted_rows
from tests.oracle.versions import standing_records

RESULT = {"indicator_id": pl.String, "window": pl.Int64, "value": pl.Float64, "coverage": pl.String}
UNREADABLE = ["awaiting", "no_data"]


@dataclass(frozen=True)
class Figures:
    """Every figure of a home as it was known on a day."""

    monthly: pl.DataFrame
    """indicator_id, fiscal_year, month, value, coverage."""
    yearly: pl.DataFrame
    """indicator_id, fiscal_year, value, previous_value, previous_to_date, coverage, is_complete."""
    quarterly: pl.DataFrame
    """indicator_id, fiscal_year, quarter, value, coverage."""
    breakdown: pl.DataFrame
    """indicator_id, kind (month or year), start, dimension, member, value (never 0)."""
    targets: pl.DataFrame
    """indicator_id, fiscal_year, target, target_kind: the newest row of the log."""
    companies: pl.DataFrame
    """log, record_id, company_key of every record whose company is known."""


@dataclass(frozen=True)
class Known:
    """Everything that is known on the as-of day, judged."""

    as_of: date
    facts: Records
    companies: pl.DataFrame
    targets: pl.DataFrame
    windows: pl.DataFrame
    coverage: dict[Desks, pl.DataFrame]


def recompute(home: Path, as_of: date, only: Collection[str] | None = None) -> Figures:
    """Every indicator of the home's catalogue, from what was delivered by the end of the day.

    `only` names indicators where the others are not asked for.
    """
    indicators = asked(read_indicators(home), only)
    known = known_on(home, as_of, indicators)
    plain = [indicator for indicator in indicators if not indicator.is_ratio]
    ratios = [indicator for indicator in indicators if indicator.is_ratio]
    results = pl.concat([pl.DataFrame(schema=RESULT), *(_measured(i, known) for i in plain)])
    results = pl.concat([results, *(_divided(i, known, results) for i in ratios)])
    found = results.join(known.windows, on="window")
    return Figures(
        monthly=_monthly(found),
        yearly=_yearly(found, as_of),
        quarterly=_quarterly(found),
        breakdown=_broken_down(plain, ratios, known),
        targets=known.targets,
        companies=known.companies,
    )


def asked(indicators: list[Indicator], only: Collection[str] | None) -> list[Indicator]:
    """All indicators, or those named with the two that each ratio among them divides."""
    if only is None:
        return indicators
    divided = {
        name
        for indicator in indicators
        if indicator.is_ratio and indicator.indicator_id in only
        for name in indicator.argument.split("/")
    }
    return [i for i in indicators if i.indicator_id in divided.union(only)]


def known_on(home: Path, as_of: date, indicators: list[Indicator]) -> Known:
    contracts = load_contracts(home / "contracts")
    programmes = read_catalogue(home, "programmes", "programme_id")
    catalogue = {
        "programmes": programmes,
        "indicators": read_catalogue(home, "indicators", "indicator_id"),
    }
    landed = {log: known_rows(home, contract, as_of) for log, contract in contracts.items()}
    accepted = accepted_rows(landed, contracts, catalogue)
    records = {log: standing_records(rows, contracts[log]) for log, rows in accepted.items()}
    companies = company_keys(records)
    dimensions = read_catalogue(home, "dimensions", ["dimension", "log"])
    facts = with_members(facts_by_log(records, contracts, companies), contracts, dimensions)
    deliveries = newest_deliveries(accepted, facts["seminar_session"])
    ends = programmes.select("programme_id", pl.col("to_fiscal_year").cast(pl.Int32))
    spans = _windows(facts, as_of)
    state = {
        desks: coverage(desks, spans, facts, deliveries, ends)
        for desks in dict.fromkeys(indicator.desks for indicator in indicators)
    }
    return Known(
        as_of=as_of,
        facts=facts,
        companies=companies,
        targets=_targets(records["target"]),
        windows=spans,
        coverage=state,
    )


def _targets(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        "indicator_id",
        pl.col("fiscal_year").cast(pl.Int32),
        target="target_value",
        target_kind=pl.col("kind").fill_null("target"),
    )


def _windows(facts: Records, as_of: date) -> pl.DataFrame:
    """Periods from the first year in which anything happened; none where nothing ever did."""
    days = pl.concat(rows.select("event_on") for rows in facts.values()).drop_nulls()
    if days.is_empty():
        return pl.DataFrame(schema=WINDOW)
    first: date = days.min().item()
    return windows(fiscal_year_of(first), as_of)


def _measured(indicator: Indicator, known: Known) -> pl.DataFrame:
    rows = passing(countable(known.facts, indicator.log), indicator, known.as_of)
    return _readable(values(rows, indicator, known.windows), indicator, known)


def _divided(indicator: Indicator, known: Known, results: pl.DataFrame) -> pl.DataFrame:
    above, below = (
        results.filter(pl.col("indicator_id") == name).select("window", "value")
        for name in indicator.argument.split("/")
    )
    divisor = pl.when(pl.col("value_right") != 0).then(pl.col("value_right"))
    quotient = above.join(below, on="window").select("window", value=pl.col("value") / divisor)
    return _readable(quotient, indicator, known)


def _readable(found: pl.DataFrame, indicator: Indicator, known: Known) -> pl.DataFrame:
    """The values with their coverage, null where nothing can be said yet."""
    shown = pl.when(pl.col("coverage").is_in(UNREADABLE).not_()).then(pl.col("value"))
    return (
        found.join(known.coverage[indicator.desks], on="window")
        .with_columns(value=shown, indicator_id=pl.lit(indicator.indicator_id))
        .select(RESULT.keys())
    )


def _broken_down(plain: list[Indicator], ratios: list[Indicator], known: Known) -> pl.DataFrame:
    """Members of every indicator in the months and years whose value can be read."""
    found = pl.concat([pl.DataFrame(schema=MEMBER_VALUE), *(_members(i, known) for i in plain)])
    found = pl.concat([found, *(divided_members(ratio, found) for ratio in ratios)])
    desks = {i.indicator_id: known.coverage[i.desks] for i in (*plain, *ratios)}
    readable = pl.concat(
        state.filter(pl.col("coverage").is_in(UNREADABLE).not_()).select(
            pl.lit(name).alias("indicator_id"), "window"
        )
        for name, state in desks.items()
    )
    return (
        found.join(readable, on=["indicator_id", "window"])
        .join(known.windows, on="window")
        .select("indicator_id", "kind", "start", "dimension", "member", "value")
    )


def _members(indicator: Indicator, known: Known) -> pl.DataFrame:
    rows = passing(countable(known.facts, indicator.log), indicator, known.as_of)
    return member_values(rows, indicator, dimensions_of(indicator, known.facts), known.windows)


def _quarterly(found: pl.DataFrame) -> pl.DataFrame:
    quarter = ((pl.col("start").dt.month() + 8) % 12 // 3 + 1).cast(pl.Int32).alias("quarter")
    quarters = found.filter(pl.col("kind") == "quarter")
    return quarters.select("indicator_id", "fiscal_year", quarter, "value", "coverage")


def _monthly(found: pl.DataFrame) -> pl.DataFrame:
    months = found.filter(pl.col("kind") == "month")
    return months.select("indicator_id", "fiscal_year", "value", "coverage", month="start").sort(
        "indicator_id", "month"
    )


def _yearly(found: pl.DataFrame, as_of: date) -> pl.DataFrame:
    on = ["indicator_id", "fiscal_year"]
    years = found.filter(pl.col("kind") == "year").select(*on, "value", "coverage", "end")
    previous = years.select(
        "indicator_id",
        fiscal_year=pl.col("fiscal_year") + 1,
        previous_value="value",
        is_known=pl.col("coverage").is_in(UNREADABLE).not_(),
    )
    to_date = found.filter(pl.col("kind") == "to_date").select(*on, previous_to_date="value")
    ended = (pl.col("end") <= as_of) & (pl.col("coverage") == "complete")
    return (
        years.join(previous, on=on, how="left")
        .join(to_date, on=on, how="left")
        .with_columns(
            is_complete=ended, previous_to_date=pl.when("is_known").then("previous_to_date")
        )
        .drop("end", "is_known")
        .sort(on)
    )
