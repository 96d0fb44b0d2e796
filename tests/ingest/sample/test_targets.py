"""Every headline indicator has a target to be held against, made up where none was printed."""

import polars as pl
import pytest

from ingest.sample.tables import catalogue, table
from tests.ingest.sample.conftest import Logs
from tests.ingest.sample.figures import SampleFigures
from tests.ingest.sample.test_printed_figures import INDICATORS

SAMPLE = "サンプル"


def headlines(fiscal_year: int) -> set[str]:
    """Headline indicators of programmes that have not all ended before a year."""
    ended = set(
        catalogue("programmes").filter(pl.col("to_fiscal_year") < fiscal_year)["programme_id"]
    )
    marked = catalogue("indicators").filter(pl.col("headline") == 1)["indicator_id"]
    return {
        name
        for name in marked
        if not INDICATORS[name].programmes or set(INDICATORS[name].programmes) - ended
    }


@pytest.mark.parametrize("fiscal_year", [2025, 2026])
def test_every_living_headline_has_one_target(fiscal_year: int, logs: Logs) -> None:
    targets = logs["target"].filter(fiscal_year=fiscal_year)
    made_up = targets.filter(basis=SAMPLE)
    printed = table("targets").filter(fiscal_year=fiscal_year)["indicator_id"]
    assert set(made_up["indicator_id"]) == headlines(fiscal_year) - set(printed)
    assert set(targets["indicator_id"]) == headlines(fiscal_year) | set(printed)


def test_printed_targets_are_delivered_as_they_are(logs: Logs) -> None:
    printed = logs["target"].filter(pl.col("basis") != SAMPLE)
    columns = ["indicator_id", "fiscal_year", "target_value", "kind", "comparison", "basis"]
    wanted = table("targets").with_columns(pl.col("target_value").cast(pl.Float64))
    assert printed.select(columns).sort(columns).equals(wanted.select(columns).sort(columns))


def test_some_targets_are_met_and_some_are_missed(logs: Logs, figures: SampleFigures) -> None:
    targets = logs["target"].filter(fiscal_year=2025, kind="target")
    met = [
        figures.by_year(INDICATORS[name])[2025] >= goal
        for name, goal in targets.select("indicator_id", "target_value").iter_rows()
    ]
    assert 5 <= sum(met) <= len(met) - 4
