"""Forecasts of made-up years: the interval holds, and no naive rule comes closer.

The three worlds that nothing was chosen on, and a year of the late desk as it was lived.
"""

import sys
from datetime import date

import duckdb
import polars as pl
import pytest

from tests.pace.generators import HELD_OUT, TUNING
from tests.pace.homes import deliver, rows_of
from tests.pace.lived import lived
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

AFTERWARDS = date(2026, 6, 30)
LOOKS = [date(2025, 5, 31), date(2025, 7, 31), date(2025, 9, 30), date(2025, 11, 30)]
LOOKS += [date(2026, 1, 31), date(2026, 2, 28)]
NAIVE = ["linear", "last_year", "last_share"]
QUICK = "two_years"
FROZEN = {
    "steady": 372263,
    "restless": 332106,
    "trend_break": 198096,
    "two_years": 118055,
    "late_desk": 184210,
}
"""Units in all events of each world."""
RECORD = """
select
    count(*) as forecasts,
    avg(is_held::int) as is_held,
    avg(error_ratio) as own,
    avg(linear_error_ratio) as linear,
    avg(last_year_error_ratio) as last_year,
    avg(last_share_error_ratio) as last_share
from marts.pace_backtest
where error_ratio is not null -- indicators in which nothing ever happens are no test
"""


def record_of(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """One row: how often the interval held, and the mean error of each rule."""
    return con.sql(RECORD).pl()


def is_worth_showing(name: str, record: pl.DataFrame) -> None:
    """Assert what a manager may rely on; the table goes to docs/pace.md."""
    figures = record.row(0, named=True)
    line = " ".join(f"{key} {value:.3f}" for key, value in figures.items())
    sys.stdout.write(f"\n{name:<12} {line}\n")
    assert 0.7 <= figures["is_held"] <= 0.9
    assert figures["own"] < min(figures[rule] for rule in NAIVE)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name == QUICK else pytest.mark.soak)
        for name in (*HELD_OUT, *TUNING)
    ],
)
def test_intervals_hold_and_no_naive_rule_comes_closer(name: str, warehouse: TestWarehouse) -> None:
    deliver(warehouse, name)
    with warehouse.build(AFTERWARDS) as marts:
        is_worth_showing(name, record_of(marts))


@pytest.mark.soak
def test_what_is_not_yet_entered_is_reckoned_with(warehouse: TestWarehouse) -> None:
    deliver(warehouse, "late_desk")
    seen = lived(warehouse, "late_desk", LOOKS)
    mean = seen.select(pl.col("is_held", "own", *NAIVE).mean())
    is_worth_showing("late, lived", mean)


def test_worlds_are_the_same_every_time() -> None:
    """Their record means something only while nobody can choose other worlds."""
    sums = {name: rows_of(name)["quantity"].sum() for name in FROZEN}
    assert sums == FROZEN
