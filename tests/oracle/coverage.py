"""Whether a window's value may be read: complete, partial, awaiting or no_data.

A desk is a programme in a log; an indicator may speak of several.
"""

import polars as pl

from tests.oracle.catalogue import Desks
from tests.oracle.facts import Records, logs_of

DESK = ["log", "programme_id"]


def newest_deliveries(accepted: Records, sessions: pl.DataFrame) -> pl.DataFrame:
    """Each desk's newest file with rows of its programme: log, programme_id, delivered_on.

    Where programme_id is null: the newest file with rows of several, which speaks for every desk.
    """
    return pl.concat(
        _newest_of_log(log, _with_programme(rows, sessions)) for log, rows in accepted.items()
    )


def _with_programme(rows: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    if "programme_id" in rows.columns:
        return rows
    if "session_id" in rows.columns:
        return rows.join(sessions.select("session_id", "programme_id"), on="session_id")
    return rows.with_columns(programme_id=pl.lit(""))


def _newest_of_log(log: str, rows: pl.DataFrame) -> pl.DataFrame:
    files = (
        rows.select("_sha256", "programme_id", delivered_on=pl.col("delivered_at").dt.date())
        .unique()
        .with_columns(programmes=pl.col("programme_id").n_unique().over("_sha256"))
    )
    of_several = files.filter(pl.col("programmes") > 1).with_columns(
        programme_id=pl.lit(None, dtype=pl.String)
    )
    return (
        pl.concat([files, of_several])
        .group_by("programme_id")
        .agg(pl.col("delivered_on").max())
        .select(pl.lit(log).alias("log"), "programme_id", "delivered_on")
    )


def coverage(
    desks: Desks,
    windows: pl.DataFrame,
    facts: Records,
    deliveries: pl.DataFrame,
    ends: pl.DataFrame,
) -> pl.DataFrame:
    """window, coverage. `ends` says until which fiscal year a programme ran."""
    dated = _dated_rows(desks, facts)
    asked = _asked(_newest(desks, dated, deliveries), dated, windows, ends)
    lies_before = pl.col("delivered_on") < pl.col("start")
    lies_in = pl.col("delivered_on").is_between("start", "end")
    heard = asked.group_by("window").agg(
        all_wait=lies_before.all(), any_open=(lies_before | lies_in).any()
    )
    first_row = pl.lit(dated["event_on"].min(), dtype=pl.Date)
    state = (
        pl.when(first_row.is_null() | (pl.col("end") < first_row)).then(pl.lit("no_data"))
        .when("all_wait").then(pl.lit("awaiting"))
        .when("any_open").then(pl.lit("partial"))
        .otherwise(pl.lit("complete"))
    )  # fmt: skip
    return windows.join(heard, on="window", how="left").select("window", coverage=state)


def _dated_rows(desks: Desks, facts: Records) -> pl.DataFrame:
    """log, programme_id, event_on of every record of the desks."""
    log, programmes = desks
    rows = pl.concat(
        facts[each].select(pl.lit(each).alias("log"), "programme_id", "event_on")
        for each in logs_of(log)
    ).unique()
    if programmes:
        rows = rows.filter(pl.col("programme_id").is_in(programmes))
    return rows


def _newest(desks: Desks, dated: pl.DataFrame, deliveries: pl.DataFrame) -> pl.DataFrame:
    """log, programme_id, delivered_on of every desk that has ever been heard of."""
    log, programmes = desks
    named = pl.DataFrame(
        [(each, programme) for each in logs_of(log) for programme in programmes],
        schema=dict.fromkeys(DESK, pl.String),
        orient="row",
    )
    asked = named if programmes else dated.select(DESK).unique()
    own = asked.join(deliveries, on=DESK)
    common = deliveries.filter(pl.col("programme_id").is_null()).drop("programme_id")
    through_others = asked.join(common, on="log")
    return pl.concat([own, through_others]).group_by(DESK).agg(pl.col("delivered_on").max())


def _asked(
    desks: pl.DataFrame, dated: pl.DataFrame, windows: pl.DataFrame, ends: pl.DataFrame
) -> pl.DataFrame:
    """Windows with the desks asked in them.

    A programme that had ended is asked only where it has a row.
    """
    pairs = windows.select("window", "fiscal_year", "start", "end").join(desks, how="cross")
    pairs = pairs.join(ends, on="programme_id", how="left")
    has_row = (
        dated.join_where(
            windows.select("window", "start", "end"),
            pl.col("event_on") >= pl.col("start"),
            pl.col("event_on") <= pl.col("end"),
        )
        .select("window", *DESK, has_row=pl.lit(value=True))
        .unique()
    )
    ended = (pl.col("start") > pl.date(pl.col("to_fiscal_year") + 1, 3, 31)).fill_null(value=False)
    return pairs.join(has_row, on=["window", *DESK], how="left").filter(
        ended.not_() | pl.col("has_row").fill_null(value=False)
    )
