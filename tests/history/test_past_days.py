"""Any past answer can be given again: five past days equal the snapshots published on them."""

from datetime import date
from itertools import pairwise

import pytest

from tests.history.living import tables
from tests.history.story import DAYS, Story

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("file", ["manager.duckdb", "official.duckdb"])
@pytest.mark.parametrize("day", DAYS)
def test_a_past_day_equals_what_was_published_on_it(story: Story, day: date, file: str) -> None:
    then, now = tables(story.published[day], file), tables(story.asked[day], file)
    assert set(now) == set(then)
    assert [name for name, held in then.items() if now[name] != held] == []
    assert then["marts.kpi_yearly"]


def test_the_days_differ(story: Story) -> None:
    """Equal snapshots would prove nothing."""
    shown = [tables(story.published[day], "manager.duckdb")["marts.kpi_monthly"] for day in DAYS]
    assert all(one != other for one, other in pairwise(shown))
