"""Days before the foundation's first are out of range; the caller says which day that is."""

from datetime import date, datetime

import polars as pl
import pytest

from ingest.contracts import Column
from ingest.values import not_before, parse
from tests.ingest.values.cells import BAD, DATE, TIMESTAMP, answers

FIRST = date(2001, 3, 1)
TOO_EARLY = (None, "out_of_range", False)


@pytest.mark.parametrize(
    ("column", "first_value"), [(DATE, FIRST), (TIMESTAMP, datetime(2001, 3, 1))]
)
def test_not_before(column: Column, first_value: date) -> None:
    cells = ["2001/3/1", "2001/2/28", "2001/2/28 23:59", "平成13年2月28日", "5月中旬", "-", None]
    parsed = not_before(parse(column, pl.col("cell"), None), FIRST)
    assert answers(parsed, cells).rows() == [
        (first_value, None, False),
        TOO_EARLY,
        TOO_EARLY,
        TOO_EARLY,
        (None, BAD, False),
        (None, None, True),
        (None, None, True),
    ]


def test_a_warning_of_a_kept_value_stays() -> None:
    parsed = not_before(parse(DATE, pl.col("cell"), None), FIRST)
    assert answers(parsed, ["平成31年5月1日"]).rows() == [(date(2019, 5, 1), "era_overrun", False)]
