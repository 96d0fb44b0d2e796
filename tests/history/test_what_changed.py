"""Between two snapshots with one correction between them: that file, those rows and figures."""

from datetime import date

import pytest

from orchestration.publication import differences
from orchestration.publication.differences import RowChange
from tests.history.living import rows
from tests.history.story import DAYS, FIGURE, Story

pytestmark = pytest.mark.e2e

_, _, BEFORE, AFTER, _ = DAYS
APRIL, MAY = date(2025, 4, 1), date(2025, 5, 1)
SHOWN = """
    select indicator_id, fiscal_year, month, value from marts.kpi_monthly
    union all by name
    select indicator_id, fiscal_year, value from marts.kpi_yearly
"""


def test_a_correction_is_named_with_its_rows_and_figures_and_nothing_else(story: Story) -> None:
    found = differences(story.published[BEFORE], story.published[AFTER])
    assert found.files == {"consultation/訂正.csv": "new"}
    assert found.rows == (RowChange("consultation", "C-05/sme_desk", "changed", "訂正.csv", 2),)
    assert {one.files for one in found.figures} == {("consultation/訂正.csv",)}
    assert (found.settings, found.opened_periods) == ((), 0)
    own = [
        (one.month, one.before, one.after) for one in found.figures if one.indicator_id == FIGURE
    ]
    assert own == [(APRIL, 3.0, 2.0), (MAY, 0.0, 1.0)]


def test_every_figure_that_differs_is_named(story: Story) -> None:
    found = differences(story.published[BEFORE], story.published[AFTER])
    before, after = (set(rows(story.published[day], SHOWN)) for day in (BEFORE, AFTER))
    named = {(one.indicator_id, one.fiscal_year, one.month) for one in found.figures}
    assert named == {row[:3] for row in before ^ after}
