"""Rows that break one rule of a subsidy on purpose, so that compliance has something to find.

Here belongs: breaking them, as planted_breaches.csv says. Not here: keeping the rules (subsidies,
hagukumi).
"""

from __future__ import annotations

from typing import Any

import polars as pl

from ingest.sample.tables import table

GRANTED = ("adopted", "completed")


def planted(log: str, rows: pl.DataFrame, applications: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a log with the breaches that are planted there.

    A breach changes one field of the first row of an application that passes `where`; `nth` counts
    the granted applications of its programme, decision year and frame.
    """
    for breach in table("planted_breaches").filter(log=log).iter_rows(named=True):
        field = breach["field"]
        value = pl.lit(breach["value"]).cast(rows.schema[field])
        rows = rows.with_columns(
            pl.when(_is_hit(breach, applications)).then(value).otherwise(field).alias(field)
        )
    return rows


def _is_hit(breach: dict[str, Any], applications: pl.DataFrame) -> pl.Expr:
    hit = pl.col("application_id") == broken_application(breach, applications)
    if breach["where"]:
        column, wanted = breach["where"].split("=")
        hit &= pl.col(column) == wanted
    return hit & (hit.cum_sum() == 1)


def broken_application(breach: dict[str, Any], applications: pl.DataFrame) -> str:
    """Return the number of the application that a breach is about."""
    granted = applications.filter(
        pl.col("programme_id") == breach["programme"],
        pl.col("status").is_in(GRANTED),
        pl.col("decided_on").dt.offset_by("-3mo").dt.year() == breach["fiscal_year"],
        pl.col("frame").eq_missing(pl.lit(breach["frame"])) | pl.lit(breach["frame"] is None),
    ).sort("application_id")
    number: str = granted["application_id"][breach["nth"] - 1]
    return number
