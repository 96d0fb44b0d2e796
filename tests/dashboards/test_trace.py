"""What is behind a figure: the rows that the trace names make the published value."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from dashboards.period import MONTH, QUARTER, Period, fiscal_year_of, periods_of
from dashboards.trace import Asked, behind, definition_of, rows_behind, trace, value_of
from tests.dashboards.published_tables import create_the_rest

if TYPE_CHECKING:
    from collections.abc import Iterator

AS_OF = date(2026, 10, 31)
ROWS = Path(__file__).with_name("traced_rows.sql")


class Published:
    """A published file to ask."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __call__(self, sql: str, **parameters: object) -> list[dict[str, Any]]:
        return self.connection.execute(sql, parameters).to_arrow_table().to_pylist()


@pytest.fixture(scope="module")
def ask() -> Iterator[Published]:
    with duckdb.connect() as connection:
        connection.execute("create schema marts; create schema quality")
        create_the_rest(connection)
        connection.execute(ROWS.read_text(encoding="utf-8"))
        yield Published(connection)


@pytest.mark.parametrize(
    ("name", "period", "rows"),
    [
        ("cases", Period(2026), {("a.csv", 2), ("a.csv", 3), ("b.csv", 2)}),
        ("cases", Period(2025), {("a.csv", 9)}),
        ("cases", Period(2026, 3, QUARTER), {("a.csv", 3)}),
        ("cases", Period(2026, 6, MONTH), {("b.csv", 2)}),
        ("stock", Period(2026), {("s.csv", 3), ("s.csv", 4)}),
        ("stock", Period(2026, 2, MONTH), {("s.csv", 2)}),
        ("total", Period(2026), {("t.csv", 2), ("t.csv", 3)}),
        ("club", Period(2026, 3, MONTH), {("m.csv", 2), ("m.csv", 3)}),
        ("club", Period(2026), {("m.csv", 3)}),
    ],
)
def test_rows_of_a_period(
    name: str, period: Period, rows: set[tuple[str, int]], ask: Published
) -> None:
    """Of a stock those of its newest day, of a running total all before, of members who stayed."""
    asked = Asked(name, period, AS_OF)
    assert {(row.file, row.row_number) for row in rows_behind(ask, asked)} == rows
    assert behind(ask, asked).row_count == len(rows)


def test_rows_of_a_member(ask: Published) -> None:
    asked = Asked("cases", Period(2026), AS_OF, "ward", "moji")
    assert {row.file for row in rows_behind(ask, asked)} == {"a.csv", "b.csv"}
    assert behind(ask, asked).quantity == 3
    assert behind(ask, Asked("cases", Period(2026), AS_OF, "ward", "not_stated")).row_count == 0


def test_rows_come_newest_first_and_in_pages(ask: Published) -> None:
    asked = Asked("cases", Period(2026), AS_OF)
    first, second = rows_behind(ask, asked, count=2)
    assert (first.file, second.row_number) == ("b.csv", 3)
    assert [row.row_number for row in rows_behind(ask, asked, first=2)] == [2]


def test_a_ratio_has_parts_and_no_rows(ask: Published) -> None:
    definition = definition_of(ask, "rate")
    assert definition is not None
    assert definition.parts == ("cases", "firms")
    assert not definition.adds_rows
    traced = trace(ask, Asked("rate", Period(2026), AS_OF))
    assert traced is not None
    assert traced.rows == ()


def test_value_is_the_published_one_or_none(ask: Published) -> None:
    assert value_of(ask, "cases", Period(2026, 6, MONTH)) == (2.0, "partial")
    assert value_of(ask, "cases", Period(2026)) == (None, "no_data")
    assert trace(ask, Asked("nothing", Period(2026), AS_OF)) is None


def test_periods_that_have_begun() -> None:
    codes = list(periods_of(2026, AS_OF))
    assert codes == ["", "q1", "q2", "q3", "m04", "m05", "m06", "m07", "m08", "m09", "m10"]
    assert len(periods_of(2025, AS_OF)) == 1 + 4 + 12
    assert periods_of(2025, AS_OF)["m03"].ends_on == date(2026, 3, 31)
    assert periods_of(2023, AS_OF)["m02"].ends_on == date(2024, 2, 29)
    assert [fiscal_year_of(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == [2025, 2026]
