"""Which company a record names, and which records name the same one.

By corporate number, else by name including the legal form. Several numbers under one name are
namesakes: the record's ward decides between them, or nothing does.
"""

import polars as pl

from tests.oracle.names import name_key

NAME_COLUMNS = ("company_name", "applicant_name", "member_name")
MENTION = {
    "log": pl.String,
    "record_id": pl.String,
    "number": pl.String,
    "name": pl.String,
    "ward": pl.String,
}


def mentions(rows: pl.DataFrame) -> list[pl.Expr]:
    """Expressions `number`, `name` and `ward`: the company a row speaks of, null where of none.

    The affiliation of an attendee who is not of kind company is a company only beside a number.
    """
    name = next((name_key(pl.col(c)) for c in NAME_COLUMNS if c in rows.columns), _nothing())
    number = _column(rows, "corporate_number")
    if "attendee_kind" in rows.columns:
        for_company = (pl.col("attendee_kind") == "company").fill_null(value=False)
        name = pl.when(for_company | number.is_not_null()).then(name)
    return [number.alias("number"), name.alias("name"), _column(rows, "ward").alias("ward")]


def _nothing() -> pl.Expr:
    return pl.lit(None, dtype=pl.String)


def _column(rows: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in rows.columns else _nothing()


def company_keys(records: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """One row per record whose company is known: log, record_id, company_key."""
    said = pl.concat(
        [pl.DataFrame(schema=MENTION)]
        + [
            rows.select(pl.lit(log).alias("log"), "record_id", *mentions(rows))
            for log, rows in records.items()
        ]
    )
    by_name = said.filter(pl.col("number").is_null() & pl.col("name").is_not_null())
    numbers = _numbers_of_names(said)
    unique_name = by_name.join(numbers.filter(pl.col("bearers") == 1), on="name").select(
        "log", "record_id", company_key="bearer"
    )
    free_name = by_name.join(numbers, on="name", how="anti").select(
        "log", "record_id", company_key="name"
    )
    numbered = said.filter(pl.col("number").is_not_null()).select(
        "log", "record_id", company_key="number"
    )
    namesakes = _by_ward(by_name.join(numbers.filter(pl.col("bearers") > 1), on="name"), said)
    return pl.concat([numbered, unique_name, free_name, namesakes])


def _numbers_of_names(said: pl.DataFrame) -> pl.DataFrame:
    """Each name with each number that stands beside it: name, bearer, bearers (how many)."""
    return (
        said.drop_nulls(["name", "number"])
        .select("name", bearer="number")
        .unique()
        .with_columns(bearers=pl.len().over("name"))
    )


def _by_ward(candidates: pl.DataFrame, said: pl.DataFrame) -> pl.DataFrame:
    """The one bearer known in the record's ward, else the one whose wards are not known."""
    known = (
        said.drop_nulls(["number", "ward"])
        .group_by(bearer="number")
        .agg(wards=pl.col("ward").unique())
    )
    judged = (
        candidates.drop_nulls("ward")
        .join(known, on="bearer", how="left")
        .with_columns(
            here=pl.col("wards").list.contains(pl.col("ward")).fill_null(value=False),
            open=pl.col("wards").is_null(),
        )
        .with_columns(any_here=pl.col("here").any().over("log", "record_id"))
    )
    possible = judged.filter(pl.col("here") | (pl.col("open") & ~pl.col("any_here")))
    return possible.filter(pl.len().over("log", "record_id") == 1).select(
        "log", "record_id", company_key="bearer"
    )
