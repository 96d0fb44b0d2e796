"""Whatever stands in a cell: nothing raises, and cells do not influence each other."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contracts import Column
from ingest.values import parse
from tests.ingest.values.cells import (
    CORPORATE_NUMBER,
    DATE,
    INTEGER,
    MINUTES,
    MONEY,
    NUMBER,
    PATIENT,
    STRING,
    TIMESTAMP,
    YEAR,
    YES_NO,
    frame_of,
    read,
)

KINDS = {
    DATE: pl.Date,
    INTEGER: pl.Int64,
    MINUTES: pl.Int64,
    MONEY: pl.Int64,
    NUMBER: pl.Float64,
    STRING: pl.String,
    TIMESTAMP: pl.Datetime("us"),
    YEAR: pl.Int64,
    YES_NO: pl.Boolean,
    CORPORATE_NUMBER: pl.String,
}
"""Column → type of its values."""
COLUMNS = [pytest.param(column, id=column.name) for column in KINDS]

SNIPPETS = st.sampled_from(
    (
        *[
            *"0123456789,.-/:() ▲△年月日時分十百千万億円元半TZRHSTM¥\\+eE%約",
            "令和",
            "平成",
            "午後",
            "２０２３",
        ],
        *[
            "2023",
            "/6/29",
            "10:00",
            "千円",
            "NaN",
            "inf",
            "\n",
            "\x00",
            "　",
            "(木)",
            "+09:00",
            "9" * 20,
        ],
    )
)
CELLS = st.one_of(st.none(), st.text(), st.lists(SNIPPETS, max_size=12).map("".join))


@pytest.mark.parametrize("column", COLUMNS)
@PATIENT
@given(cells=st.lists(CELLS, max_size=60))
def test_every_cell_gets_an_answer(column: Column, cells: list[str | None]) -> None:
    found = read(column, cells, "千円")
    assert found.schema == {"value": KINDS[column], "problem": pl.String, "is_blank": pl.Boolean}
    assert found.filter(pl.col("is_blank").is_null()).is_empty()
    refused = ("unparsable", "unknown_value")
    answers = (
        pl.col("is_blank").cast(int)
        + pl.col("problem").is_in(refused).fill_null(value=False).cast(int)
        + pl.col("value").is_not_null().cast(int)
    )
    assert found.filter(answers != 1).is_empty()
    assert len(found.get_column("value").to_list()) == len(cells)


@pytest.mark.parametrize("column", COLUMNS)
def test_cells_are_read_alike_alone_in_company_and_in_streams(column: Column) -> None:
    texts = [
        "2023/6/29",
        "令和5年",
        "28名",
        "28",
        "○",
        "なし",
        None,
        "5990001000011",
        "1:30",
        "千円",
        "x",
    ]
    cells = texts * 300
    together = read(column, cells)
    alone = pl.concat([read(column, [text]) for text in texts])
    assert together.head(len(texts)).equals(alone)
    assert together.tail(len(texts)).equals(alone)
    query = frame_of(cells).lazy().select(parse(column, pl.col("cell"), None).cells.alias("read"))
    assert query.collect(engine="streaming").unnest("read").equals(together)


@pytest.mark.parametrize("column", COLUMNS)
def test_the_answers_one_by_one_are_the_same(column: Column) -> None:
    cells = ["2023/6/29", "28名", "なし", "x", None]
    parsed = parse(column, pl.col("cell"), None)
    one_by_one = frame_of(cells).select(
        value=parsed.value, problem=parsed.problem, is_blank=parsed.is_blank
    )
    assert one_by_one.equals(read(column, cells))
