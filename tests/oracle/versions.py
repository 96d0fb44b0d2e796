"""From all versions of rows to the records that stand: the newest version of each.

A key is one record, unless a desk restarted its numbers: then it is one record per restart.
A log delivered whole replaces all earlier rows of the programmes that a file names.
"""

import polars as pl
from polars.datatypes import DataTypeClass

from ingest.contracts import Contract
from tests.oracle.companies import mentions
from tests.oracle.periods import fiscal_year

STANDING: dict[str, DataTypeClass] = {
    "key": pl.String,
    "record": pl.UInt32,
    "version": pl.UInt32,
    "year": pl.Int32,
    "number": pl.String,
    "name": pl.String,
}


def standing_records(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """One row per record: its newest version, with `record_id`."""
    if contract.delivery == "snapshot":
        rows = _not_replaced(rows)
    versions = _versions(rows, contract)
    record_of = _records_of_versions(versions)
    newest = record_of.sort("version").unique(["key", "record"], keep="last")
    named = _with_record_id(newest)
    return rows.join(named.select("version", "record_id"), on="version").sort("version")


def _not_replaced(rows: pl.DataFrame) -> pl.DataFrame:
    """Only the rows of the newest file that names their programme (of any, in a log without)."""
    group = "programme_id" if "programme_id" in rows.columns else pl.lit(1)
    newest = pl.col("_sha256").sort_by("version").last().over(group)
    return rows.filter(pl.col("_sha256") == newest) if rows.height else rows


def _versions(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """What decides whether versions are one record: key, place in order, year and company."""
    year = (
        fiscal_year(pl.col(contract.event_date))
        if contract.event_date
        else pl.lit(None, dtype=pl.Int32)
    )
    key = pl.concat_str([pl.col(name).cast(pl.String) for name in contract.key], separator="/")
    number, name, _ = mentions(rows)
    return rows.select(key.alias("key"), "version", year.cast(pl.Int32).alias("year"), number, name)


def _records_of_versions(versions: pl.DataFrame) -> pl.DataFrame:
    """Versions with the number of their record within the key, in order of delivery.

    All keys go forward together, one version each per round.
    """
    rounds = versions.sort("version").with_columns(turn=pl.int_range(pl.len()).over("key"))
    decided = pl.DataFrame(schema=STANDING)
    standing = pl.DataFrame(schema=STANDING)
    for turn in range(rounds["turn"].n_unique()):
        now = rounds.filter(pl.col("turn") == turn).drop("turn")
        placed = _placed(now, standing).select(pl.col(c).cast(t) for c, t in STANDING.items())
        decided = pl.concat([decided, placed])
        standing = pl.concat([standing, placed]).unique(["key", "record"], keep="last")
    return decided


def _placed(now: pl.DataFrame, standing: pl.DataFrame) -> pl.DataFrame:
    """The record of each version: that of its year, else of its company, else a new one.

    Where a date or a company is missing on either side nothing is new: the newest such record.
    """
    same_year = pl.col("year") == pl.col("year_right")
    both_numbered = pl.col("number").is_not_null() & pl.col("number_right").is_not_null()
    same_company = (
        pl.when(both_numbered)
        .then(pl.col("number") == pl.col("number_right"))
        .otherwise(pl.col("name") == pl.col("name_right"))
    )
    rank = (
        pl.when(same_year).then(1).when(same_company).then(2)
        .when(same_year.is_null() | same_company.is_null()).then(3)
    )  # fmt: skip
    pairs = now.join(standing, on="key", suffix="_right").with_columns(rank=rank)
    chosen = (
        pairs.drop_nulls("rank")
        .sort("rank", -pl.col("version_right").cast(pl.Int64))
        .unique("version", keep="first", maintain_order=True)
        .select("version", "record")
    )
    new = standing.group_by("key").agg(new=pl.col("record").max() + 1)
    return (
        now.join(chosen, on="version", how="left")
        .join(new, on="key", how="left")
        .with_columns(record=pl.coalesce("record", "new", pl.lit(0)))
    )


def _with_record_id(newest: pl.DataFrame) -> pl.DataFrame:
    """The record of the earliest year keeps the plain key, the others carry their year."""
    earliest = pl.col("record").sort_by("year", "record").first().over("key")
    numbered = pl.col("key") + "#" + pl.col("year").cast(pl.String)
    return newest.with_columns(
        record_id=pl.when(pl.col("record") == earliest).then("key").otherwise(numbered)
    )
