"""Papers of the head office: statements, targets, comments, notes on printed figures.

Here belongs: the truth of the logs `finance_line`, `target`, `indicator_comment` and
`reconciliation_note`. `_known_on` is the day on which the office writes a row down.
"""

from __future__ import annotations

import polars as pl

from ingest.sample.tables import catalogue, table

DECIDED = {
    "balance_sheet": (1, 6, 20),
    "net_assets": (1, 6, 20),
    "contract": (1, 6, 24),
    "budget": (0, 4, 3),
}
"""When a statement of a fiscal year is decided: years later, month, day."""
SAMPLE = "サンプル"


def finance_lines() -> pl.DataFrame:
    """Return the printed statements; budgets at the start of their year, the rest after it."""
    decided = pl.DataFrame(
        [(statement, *when) for statement, when in DECIDED.items()],
        schema=["statement", "later", "month", "day"],
        orient="row",
    )
    return (
        catalogue("finance_statements")
        .join(decided, on="statement", maintain_order="left")
        .select(
            "statement",
            "fiscal_year",
            "account",
            "line_path",
            "amount_yen",
            _known_on=pl.date(pl.col("fiscal_year") + pl.col("later"), "month", "day"),
        )
    )


def targets() -> pl.DataFrame:
    """Return the printed targets and made-up ones for the years after them."""
    printed = table("targets").with_columns(set_by=pl.lit("経営企画課"))
    made_up = table("sample_targets").with_columns(
        target_value=pl.col("target_value").cast(pl.Float64),
        kind=pl.lit("target"),
        comparison=pl.lit("at_least"),
        basis=pl.lit(SAMPLE),
        set_by=pl.lit("経営企画課"),
    )
    return pl.concat([printed, made_up], how="diagonal_relaxed").with_columns(
        _known_on=pl.date("fiscal_year", 4, 10)
    )


def comments() -> pl.DataFrame:
    """Return what managers wrote about an indicator, a fortnight into the next month."""
    return (
        table("comments")
        .with_columns(pl.col("month").str.to_date())
        .with_columns(_known_on=pl.col("month").dt.offset_by("1mo13d"))
    )


def notes() -> pl.DataFrame:
    """Return the explanations of printed figures."""
    return (
        table("notes")
        .with_columns(pl.col("noted_on").str.to_date())
        .with_columns(_known_on=pl.col("noted_on"))
    )
