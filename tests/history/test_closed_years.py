"""A closed year keeps its values: what comes later stands beside it, until somebody reopens it."""

from datetime import date

import pytest

from orchestration.history.journal import Event, read_journal
from orchestration.publication import differences
from tests.history.living import Rows, rows
from tests.history.story import DAYS, FIGURE, Story

pytestmark = pytest.mark.e2e

OPEN, CLOSED, LATE, CORRECTED, REOPENED = DAYS
OF_2024 = f"indicator_id = '{FIGURE}' and fiscal_year = 2024"
YEAR = f"select value, is_closed, coverage from marts.kpi_yearly where {OF_2024}"
BY_CATEGORY = f"{OF_2024} and dimension = 'category'"
SUMS = f"""
    select
        (select sum(value) from marts.kpi_monthly where {OF_2024}),
        (select sum(value) from marts.kpi_quarterly where {OF_2024}),
        (select sum(value) from marts.kpi_breakdown where {BY_CATEGORY}),
        (select sum(value) from marts.kpi_breakdown_yearly where {BY_CATEGORY}),
        (select value_to_date from marts.kpi_pace where {OF_2024} and as_of = date '2025-03-31')
"""
SINCE = f"""
    select month, closed_value, computed_value, difference, files, row_count
    from marts.closed_year_difference where {OF_2024} order by month nulls first
"""
MARCH = date(2025, 3, 1)


def test_later_rows_stand_beside_the_closed_value_with_their_file(story: Story) -> None:
    folder = story.published[LATE]
    assert rows(folder, YEAR) == [(3.0, True, "complete")]
    assert rows(folder, SUMS) == [(3.0, 3.0, 3.0, 3.0, 3.0)]
    expected: Rows = [
        (None, 3.0, 4.0, 1.0, ["consultation/遅れ.csv"], 1),
        (MARCH, 1.0, 2.0, 1.0, ["consultation/遅れ.csv"], 1),
    ]
    assert rows(folder, SINCE) == expected
    assert rows(folder, SINCE, "official.duckdb") == expected


def test_open_years_go_on(story: Story) -> None:
    others = (
        "select fiscal_year, value, is_closed from marts.kpi_yearly "
        f"where indicator_id = '{FIGURE}' and fiscal_year <> 2024 order by all"
    )
    assert rows(story.published[CLOSED], others) == [(2023, 1.0, False), (2025, 2.0, False)]
    assert rows(story.published[LATE], others) == [(2023, 1.0, False), (2025, 3.0, False)]


def test_closing_changes_no_figure_and_late_rows_none_of_the_closed_year(story: Story) -> None:
    shown = [rows(story.published[day], YEAR)[0][:2] for day in DAYS]
    assert shown == [(3, False), (3, True), (3, True), (3, True), (4, False)]
    found = differences(story.published[CLOSED], story.published[LATE])
    assert {one.fiscal_year for one in found.figures} == {2025}
    assert found.settings == ()


def test_reopening_is_named_as_the_cause_of_the_change(story: Story) -> None:
    found = differences(story.published[CORRECTED], story.published[REOPENED])
    own = {
        (one.month, one.cause)
        for one in found.figures
        if (one.indicator_id, one.fiscal_year) == (FIGURE, 2024)
    }
    assert own == {(None, "closing"), (MARCH, "closing")}
    assert found.settings == ("closed year 2024",)
    assert rows(story.published[REOPENED], SINCE) == []


def test_a_past_day_shows_what_was_closed_then_also_when_published_is_lost(story: Story) -> None:
    for day in DAYS:
        for query in (YEAR, SUMS, SINCE):
            assert rows(story.asked[day], query) == rows(story.published[day], query), day


def test_who_closed_and_why_it_was_reopened_is_in_the_journal(story: Story) -> None:
    home = story.living.home
    said = [
        (one.event, one.fiscal_year, one.by, one.reason)
        for one in read_journal(home)
        if one.fiscal_year
    ]
    assert said == [
        (Event.YEAR_CLOSED, 2024, "理事長", ""),
        (Event.YEAR_REOPENED, 2024, "理事長", "記録漏れ"),
    ]
    assert (home.history / "closed_years" / "2024.parquet").is_file()


def test_officials_see_no_row_of_a_closed_year(story: Story) -> None:
    folder = story.published[LATE]
    columns = "select column_name from information_schema.columns where column_name = 'record_id'"
    assert rows(folder, columns, "official.duckdb") == []
