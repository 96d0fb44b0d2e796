"""References judged over everything known: who names something unknown is out, or loses that cell.

A row whose key or required column names no row ever accepted is not accepted. In another column the
cell becomes null. Parents are judged before their children.
"""

import polars as pl

from ingest.contracts import Column, Contract

Rows = dict[str, pl.DataFrame]


def accepted_rows(landed: Rows, contracts: dict[str, Contract], catalogue: Rows) -> Rows:
    """All versions of all rows that hold against what they refer to, by log."""
    accepted: Rows = {}

    def judge(log: str) -> pl.DataFrame:
        if log not in accepted:
            rows = landed[log]
            for column in contracts[log].columns:
                if column.reference is not None:
                    table, target = column.reference
                    known = catalogue[table] if table in catalogue else judge(table)
                    rows = _judge_column(rows, column, known, target)
            accepted[log] = rows
        return accepted[log]

    for log in contracts:
        judge(log)
    return accepted


def _judge_column(
    rows: pl.DataFrame, column: Column, known: pl.DataFrame, target: str
) -> pl.DataFrame:
    values = known.select(pl.col(target).alias(column.name)).unique()
    if column.required or column.is_key:
        return rows.join(values, on=column.name, how="semi")
    meant = _meant_rows(rows, column.name, known, target).select("version", _meant=True)
    return (
        rows.join(meant, on="version", how="left")
        .with_columns(pl.when("_meant").then(pl.col(column.name)).alias(column.name))
        .drop("_meant")
    )


def _meant_rows(rows: pl.DataFrame, name: str, known: pl.DataFrame, target: str) -> pl.DataFrame:
    """Rows whose optional reference means one row: of the same programme, else the only one."""
    if "programme_id" not in rows.columns or "programme_id" not in known.columns:
        return rows.join(known.select(pl.col(target).alias(name)).unique(), on=name, how="semi")
    pairs = known.select(pl.col(target).alias(name), "programme_id").unique()
    same_programme = rows.join(pairs, on=[name, "programme_id"], how="semi")
    only_one = pairs.filter(pl.len().over(name) == 1)
    return pl.concat([same_programme, rows.join(only_one, on=name, how="semi")]).unique("version")
