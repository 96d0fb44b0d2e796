"""A year as a manager lived it: the forecast of each month's end, made from what was in by then.

Belongs here: building a home day by day, and what naive rules would have said of the same figures.
"""

from collections.abc import Iterable
from datetime import date

import polars as pl

from tests.pace.generators import LAST_YEAR
from tests.pace.homes import rows_of
from tests.warehouse import TestWarehouse

SEEN = """
select
    pace.indicator_id as series,
    pace.as_of,
    pace.value_to_date,
    pace.forecast,
    pace.forecast_low,
    pace.forecast_high,
    yearly.previous_value,
    yearly.previous_to_date
from marts.kpi_pace as pace
inner join marts.kpi_yearly as yearly using (indicator_id, fiscal_year)
cross join staging.stg_as_of as clock
where pace.as_of = clock.as_of and pace.forecast is not null
"""


def lived(warehouse: TestWarehouse, name: str, days: Iterable[date]) -> pl.DataFrame:
    """One row per series and day: what was shown, what came, and the error of each rule.

    Errors are shares of last year's value; `is_held` says whether the interval held the outcome.
    """
    shown = pl.concat(_shown(warehouse, day) for day in days)
    return _judged(shown.join(_outcomes(name), on="series"))


def _shown(warehouse: TestWarehouse, day: date) -> pl.DataFrame:
    with warehouse.build(day) as marts:
        return marts.sql(SEEN).pl()


def _outcomes(name: str) -> pl.DataFrame:
    in_last_year = pl.col("occurred_on") >= date(LAST_YEAR, 4, 1)
    return (
        rows_of(name).group_by("series").agg(outcome=pl.col("quantity").filter(in_last_year).sum())
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    elapsed = (pl.col("as_of") - date(LAST_YEAR, 4, 1)).dt.total_days().add(1) / 365
    rules = {
        "own": pl.col("forecast"),
        "linear": pl.col("value_to_date") / elapsed,
        "last_year": pl.col("previous_value"),
        "last_share": pl.when(pl.col("previous_to_date") > 0)
        .then(pl.col("value_to_date") * pl.col("previous_value") / pl.col("previous_to_date"))
        .otherwise(pl.col("previous_value")),
    }
    outcome = pl.col("outcome")
    return rows.with_columns(
        is_held=outcome.is_between("forecast_low", "forecast_high"),
        **{k: (rule - outcome).abs() / pl.col("previous_value") for k, rule in rules.items()},
    )
