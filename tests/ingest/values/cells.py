"""Reading cells in tests: a column of a contract, texts in, values and problems out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
from hypothesis import settings

from ingest.contracts import Column
from ingest.values import Parsed, parse

if TYPE_CHECKING:
    from collections.abc import Iterable

PATIENT = settings(deadline=None, max_examples=50)
"""For properties: every example reads a whole column, on machines of any speed."""

BAD = "unparsable"
BLANK = "blank"

DATE = Column("held_on", "開催日", "date")
INTEGER = Column("people", "人数", "integer")
MINUTES = Column("minutes", "対応時間", "integer", parse_as="duration_minutes")
MONEY = Column("granted_yen", "交付決定額", "integer", parse_as="money_yen")
NUMBER = Column("quantity", "数量", "number")
STRING = Column("title", "名称", "string")
TIMESTAMP = Column("received_at", "受付日時", "timestamp")
YEAR = Column("fiscal_year", "年度", "integer", parse_as="fiscal_year")
YES_NO = Column("is_estimate", "概数", "boolean")
CORPORATE_NUMBER = Column("corporate_number", "法人番号", "string", parse_as="corporate_number")


def frame_of(cells: Iterable[str | None]) -> pl.DataFrame:
    """Return the cells as a file's column."""
    return pl.DataFrame({"cell": list(cells)}, schema={"cell": pl.String})


def answers(parsed: Parsed, cells: Iterable[str | None]) -> pl.DataFrame:
    """Return value, problem and is_blank of every cell."""
    return frame_of(cells).select(parsed.cells.alias("read")).unnest("read")


def read(column: Column, cells: Iterable[str | None], unit: str | None = None) -> pl.DataFrame:
    """Return value, problem and is_blank of every cell of the column."""
    return answers(parse(column, pl.col("cell"), unit), cells)


def said(column: Column, cells: Iterable[str], unit: str | None = None) -> dict[str, Any]:
    """Return what each cell says: its value, else its problem, else that it is blank."""
    texts = list(cells)
    rows = read(column, texts, unit).rows()
    return {
        text: (problem or BLANK) if value is None else value
        for text, (value, problem, _) in zip(texts, rows, strict=True)
    }


def problems(column: Column, cells: Iterable[str]) -> list[str | None]:
    """Return the problem of every cell."""
    return read(column, cells).get_column("problem").to_list()
