"""The published pace against its recomputation: values, expected values, statuses."""

from collections.abc import Collection
from datetime import UTC, date, datetime

import duckdb
import polars as pl
import pytest

from tests import expected
from tests.oracle.pace import YEAR, pace, statuses
from tests.pace.homes import deliver, rows_of
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

PUBLISHED = """
select indicator_id, fiscal_year, as_of, value_to_date, expected_to_date,
    forecast_low, forecast_high, status
from marts.kpi_pace
order by indicator_id, as_of
"""
TARGETS = "select indicator_id, fiscal_year, target, target_kind, comparison from marts.target"
OF_EVERY_KIND = {
    "44_targets_and_status": [
        "sme_information.page_views",
        "radio.broadcasts",
        "visits.domestic.groups",
    ],
    "35_distinct_over_the_year": ["succession_desk.companies"],
    "37_members_in_force": ["dx_platform.user_companies"],
    "39_cumulative": ["tlo.licences"],
}


def aims(rows: list[tuple[str, int, float, str, str]]) -> str:
    return "\n".join(
        ["指標コード,年度,目標値,区分,達成条件", *(",".join(map(str, row)) for row in rows)]
    )


def agreed(warehouse: TestWarehouse, as_of: date, only: Collection[str]) -> pl.DataFrame:
    """Assert that the published rows are the recomputed ones; return them."""
    with warehouse.build(as_of) as con:
        return _compared(warehouse, con, as_of, only)


def _compared(
    warehouse: TestWarehouse, con: duckdb.DuckDBPyConnection, as_of: date, only: Collection[str]
) -> pl.DataFrame:
    targets = con.sql(TARGETS).pl()
    published = con.sql(PUBLISHED).pl().filter(pl.col("indicator_id").is_in(list(only)))
    ours = pace(warehouse.home.root, as_of, only, targets).filter(
        pl.col("indicator_id").is_in(list(only))
    )
    both = published.join(ours, on=[*YEAR, "as_of"], how="full", suffix="_recomputed")
    assert both.height == published.height == ours.height
    for column in ("value_to_date", "expected_to_date"):
        one, other = pl.col(column), pl.col(f"{column}_recomputed")
        same = one.eq_missing(other) | ((one - other).abs() < 1e-6).fill_null(value=False)
        assert both.filter(same.not_()).is_empty(), both.filter(same.not_())
    judged = statuses(both.drop("status"), targets)
    assert judged["status"].to_list() == both["status"].to_list()
    return both


@pytest.mark.parametrize("name", OF_EVERY_KIND)
def test_an_example_s_pace_is_recomputed(name: str, warehouse: TestWarehouse) -> None:
    answer = expected.load(expected.EXAMPLES / name)
    warehouse.deliver(expected.EXAMPLES / name / "inbox", answer["delivered_at"])
    warehouse.land(datetime.now(UTC))
    assert not agreed(
        warehouse, date.fromisoformat(answer["as_of"]), OF_EVERY_KIND[name]
    ).is_empty()


def test_a_world_with_targets_of_every_kind(warehouse: TestWarehouse) -> None:
    """Three years with a target a series: met, missed, in between, at most, more than, a plan."""
    world = rows_of("two_years").group_by("series").agg(pl.col("quantity").sum() / 3).sort("series")
    kinds = [
        ("目標", "以上", 0.7),
        ("目標", "以下", 1.1),
        ("目標", "超", 1.6),
        ("計画", "以上", 1.0),
        ("目標", "", 1.0),
    ]
    rows = [
        (series, year, round(mean * kinds[n % 5][2]), kinds[n % 5][0], kinds[n % 5][1])
        for n, (series, mean) in enumerate(world.iter_rows())
        for year in (2024, 2025)
    ]
    deliver(warehouse, "two_years", {"target/目標.csv": aims(rows)})
    found = agreed(warehouse, date(2025, 11, 15), world["series"].to_list())
    assert set(found["status"]) == {
        "achieved", "on_track", "at_risk", "off_track", "no_target", "not_assessable"
    }  # fmt: skip
