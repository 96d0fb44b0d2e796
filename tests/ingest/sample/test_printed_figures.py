"""Every figure that the foundation printed comes out of the sample's rows."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingest.sample.tables import catalogue
from tests.ingest.sample.figures import SampleFigures
from tests.oracle.catalogue import read_indicators

NO_HOME = Path("no-home")
"""The shipped catalogue, without any home's rows."""
INDICATORS = {indicator.indicator_id: indicator for indicator in read_indicators(NO_HOME)}
PRINTED = (
    catalogue("published_figures").filter(pl.col("kind").is_in(["actual", "cumulative"])).to_dicts()
)
IDENTITIES = catalogue("identities").to_dicts()


def test_all_printed_figures_are_asked_for() -> None:
    assert len(PRINTED) == 157


@pytest.mark.parametrize("figure", PRINTED, ids=lambda figure: figure["figure_id"])
def test_a_printed_figure_is_the_computed_one(
    figure: dict[str, Any], figures: SampleFigures
) -> None:
    indicator = INDICATORS[figure["indicator_id"]]
    if figure["event_date"]:
        computed = figures.on(indicator, date.fromisoformat(figure["event_date"]))
    else:
        computed = figures.by_year(indicator)[figure["fiscal_year"]]
    allowed = (figure["rounding_unit"] or 0) / 2
    assert computed == pytest.approx(figure["value"], abs=allowed + 1e-9)


@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity["whole"])
def test_a_whole_is_the_sum_of_its_parts_in_every_year(
    identity: dict[str, str], figures: SampleFigures
) -> None:
    whole = figures.by_year(INDICATORS[identity["whole"]])
    parts = [figures.by_year(INDICATORS[part]) for part in identity["parts"].split("|")]
    assert whole == {year: sum(part[year] for part in parts) for year in whole}
