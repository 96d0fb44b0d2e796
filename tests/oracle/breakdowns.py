"""Figures by the members of a dimension: ward, industry and what else the catalogue names.

A member is a column of the row, or else of its company; a row that states none is of `not_stated`.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from ingest.contracts import Contract
from tests.oracle.catalogue import Indicator
from tests.oracle.companies import NAME_COLUMNS
from tests.oracle.facts import Records, logs_of
from tests.oracle.measures import amount, inside

NOT_STATED = "not_stated"
PREFIX = "by:"
BROKEN_DOWN = ["month", "year"]
MEMBER_VALUE = {
    "indicator_id": pl.String,
    "window": pl.Int64,
    "dimension": pl.String,
    "member": pl.String,
    "value": pl.Float64,
}


def with_members(facts: Records, contracts: Mapping[str, Contract], table: pl.DataFrame) -> Records:
    """The facts with one text column `by:<dimension>` for each dimension that their log has."""
    attributes = _company_attributes(facts)
    return {
        log: rows.join(attributes, on="company_key", how="left")
        .with_columns(**_members(rows, contracts[log], table))
        .drop("company_ward", "company_industry")
        for log, rows in facts.items()
    }


def _company_attributes(facts: Records) -> pl.DataFrame:
    """company_key, company_ward, company_industry: the newest that are not blank."""
    order = ["delivered_at", "file", "_position", "log"]
    said = pl.concat(
        rows.select(
            "company_key",
            *_said(rows),
            "delivered_at",
            "file",
            "_position",
            pl.lit(log).alias("log"),
        )
        for log, rows in facts.items()
    )
    newest = said.drop_nulls("company_key").sort(order).group_by("company_key", maintain_order=True)
    return newest.agg(
        company_ward=pl.col("ward").drop_nulls().last(),
        company_industry=pl.col("industry").drop_nulls().last(),
    )


def _said(rows: pl.DataFrame) -> list[pl.Expr]:
    return [
        pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name)
        for name in ("ward", "industry")
    ]


def _members(rows: pl.DataFrame, contract: Contract, table: pl.DataFrame) -> dict[str, pl.Expr]:
    listed = table.filter(pl.col("log").is_in(["*", contract.log])).sort(pl.col("log") != "*")
    chosen = listed.unique("dimension", keep="last", maintain_order=True)
    shown = {c.name for c in contract.columns if c.classification == "internal"}
    shown |= {"programme_id"} & set(rows.columns)
    found = {}
    for row in chosen.iter_rows(named=True):
        stated = _stated(row, contract, shown)
        if stated:
            found[PREFIX + row["dimension"]] = pl.coalesce(*stated, pl.lit(NOT_STATED))
    return found


def _stated(row: dict[str, Any], contract: Contract, shown: set[str]) -> list[pl.Expr]:
    stated = [pl.col(row["column"]).cast(pl.String)] if row["column"] in shown else []
    names = {column.name for column in contract.columns}
    if row["company_column"] and names & {*NAME_COLUMNS, "corporate_number"}:
        stated.append(pl.col(f"company_{row['company_column']}"))
    return stated


def dimensions_of(indicator: Indicator, facts: Records) -> list[str]:
    """Dimensions that all logs of an indicator have; a single programme is none."""
    columns = [set(facts[log].columns) for log in logs_of(indicator.log)]
    names = {name.removeprefix(PREFIX) for name in set.intersection(*columns) if PREFIX in name}
    if len(indicator.programmes) == 1:
        names -= {"programme"}
    return sorted(names)


def member_values(
    rows: pl.DataFrame, indicator: Indicator, dimensions: list[str], windows: pl.DataFrame
) -> pl.DataFrame:
    """indicator_id, window, dimension, member, value of every member with anything to show."""
    spans = windows.filter(pl.col("kind").is_in(BROKEN_DOWN))
    spans = spans.select("window", "start", "end", "day")
    looked_at = _looked_at(rows, indicator, spans)
    found = [pl.DataFrame(schema=MEMBER_VALUE)]
    for dimension in dimensions:
        member = pl.col(PREFIX + dimension).alias("member")
        values = _added(looked_at.with_columns(member), indicator)
        labels = {"indicator_id": indicator.indicator_id, "dimension": dimension}
        found.append(
            values.with_columns(pl.lit(text).alias(name) for name, text in labels.items())
            .filter(pl.col("value") != 0)
            .select(MEMBER_VALUE.keys())
        )
    return pl.concat(found)


def _looked_at(rows: pl.DataFrame, indicator: Indicator, spans: pl.DataFrame) -> pl.DataFrame:
    """The rows that make each window's value."""
    if indicator.measure == "members":
        joined = rows.join_where(spans, pl.col("joined_on") <= pl.col("day"))
        return joined.filter(pl.col("left_on").is_null() | (pl.col("left_on") > pl.col("day")))
    if indicator.accumulate == "last":
        until = rows.join_where(spans, pl.col("event_on") <= pl.col("end"))
        return until.filter(pl.col("event_on") == pl.col("event_on").max().over("window"))
    if indicator.accumulate == "cumulative":
        return inside(rows, spans.with_columns(start=pl.date(1, 1, 1)))
    return inside(rows, spans)


def _added(rows: pl.DataFrame, indicator: Indicator) -> pl.DataFrame:
    groups = ["window", "member"]
    if indicator.measure == "members":
        return rows.group_by(groups).agg(value=pl.len().cast(pl.Float64))
    if indicator.accumulate == "sum":
        month = pl.col("event_on").dt.truncate("1mo").alias("month")
        monthly = rows.group_by(*groups, month).agg(amount(indicator))
        return monthly.group_by(groups).agg(pl.col("value").sum())
    return rows.group_by(groups).agg(amount(indicator))


def divided_members(indicator: Indicator, members: pl.DataFrame) -> pl.DataFrame:
    """A ratio by members: of the members of its two indicators, where the divisor has any."""
    above, below = (
        members.filter(pl.col("indicator_id") == name).drop("indicator_id")
        for name in indicator.argument.split("/")
    )
    pairs = above.join(below, on=["window", "dimension", "member"], suffix="_below")
    return pairs.select(
        pl.lit(indicator.indicator_id).alias("indicator_id"),
        "window",
        "dimension",
        "member",
        value=pl.col("value") / pl.col("value_below"),
    )
