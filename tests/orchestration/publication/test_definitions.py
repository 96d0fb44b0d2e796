"""What `fais diff` says when the catalogue changed: the definition, its figures, nothing else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb

from ingest.home import Home
from orchestration.publication import Difference, InputFile, SnapshotInputs, differences
from orchestration.publication.differences import DefinitionChange
from tests.orchestration.publication.publishing import NOON_UTC, published

PART, RATIO = "desk.consultations.dx", "desk.dx_rate"
MEASURE = "rows where category = 'dx'"
REDEFINED = f"""
    update marts.indicator set measure = $${MEASURE}$$ where indicator_id = '{PART}';
    update marts.kpi_monthly set value = 4 where indicator_id = '{PART}' and fiscal_year = 2025;
    update marts.kpi_yearly set value = 8 where indicator_id = '{PART}' and fiscal_year = 2025;
    update marts.kpi_monthly set value = 0.2 where indicator_id = '{RATIO}' and fiscal_year = 2025;
    update marts.kpi_yearly set value = 0.2 where indicator_id = '{RATIO}' and fiscal_year = 2025;
    delete from marts.measurement
    where indicator_id = '{PART}' and occurred_on = (
        select max(occurred_on) from marts.measurement where indicator_id = '{PART}'
    );
"""
NEW = InputFile("seminar_session", "講座.csv", "bb", "2025-05-31T10:00:00")


def _changed(home: Home, build: Path, inputs: SnapshotInputs, more: SnapshotInputs) -> Difference:
    before = published(home, build, inputs).folder
    with duckdb.connect(str(build)) as connection:
        connection.execute(REDEFINED)
    later = replace(more, fingerprint="1" * 64, catalogue={"indicators.csv": "12"})
    after = published(home, build, later, now=lambda: NOON_UTC + timedelta(hours=1)).folder
    return differences(before, after)


def test_a_definition_is_named_with_its_figures_and_those_made_of_them_and_nothing_else(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    found = _changed(home, build, inputs, inputs)
    assert found.definitions == (DefinitionChange(PART, "measure", "rows", MEASURE),)
    assert found.settings == ("catalogue indicators.csv",)
    assert {(one.indicator_id, one.fiscal_year) for one in found.figures} == {
        (PART, 2025),
        (RATIO, 2025),
    }
    assert {(one.cause, one.files) for one in found.figures} == {("definition", ())}
    assert found.files == {}


def test_a_delivery_of_the_same_day_is_not_blamed_for_it(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    more = replace(inputs, files=(*inputs.files, NEW))
    found = _changed(home, build, inputs, more)
    assert {(one.cause, one.files) for one in found.figures} == {("definition", ())}
    assert found.files == {}


def test_an_indicator_that_came_is_one_change(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    before = published(home, build, inputs).folder
    with duckdb.connect(str(build)) as connection:
        connection.execute(
            "insert into marts.indicator select * replace ('desk.new' as indicator_id) "
            f"from marts.indicator where indicator_id = '{PART}'"
        )
    later = replace(inputs, fingerprint="1" * 64)
    after = published(home, build, later, now=lambda: NOON_UTC + timedelta(hours=1)).folder
    found = differences(before, after)
    assert found.definitions == (DefinitionChange("desk.new", "indicator_id", None, "desk.new"),)
    assert found.figures == ()
