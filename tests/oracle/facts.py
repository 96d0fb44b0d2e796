"""What is measured, log by log: records with programme, day, company, and people of a session.

Every frame has `programme_id`, `event_on` and `company_key` beside the log's own columns.
"""

import polars as pl
import polars.selectors as cs

from ingest.contracts import Contract

HELD = "held"
ATTENDED = "attended"
EVERY_LOG = "any"
SUPPORT = {
    "seminar_attendance": [ATTENDED],
    "subsidy_application": ["adopted", "completed"],
    "consultation": ["open", "closed"],
    "expert_dispatch": ["done"],
}
"""The logs that `any` speaks of, with the statuses that count."""

SHARED_MEMBERS = ["by:industry", "by:programme", "by:ward"]
"""Dimensions that each of these logs has, once members were laid beside the facts (breakdowns)."""
Records = dict[str, pl.DataFrame]


def facts_by_log(
    records: Records, contracts: dict[str, Contract], companies: pl.DataFrame
) -> Records:
    """Measurable records of every log, and of `any`."""
    facts = {log: _facts(rows, contracts[log], companies) for log, rows in records.items()}
    facts["seminar_attendance"] = _of_sessions(
        facts["seminar_attendance"], facts["seminar_session"]
    )
    facts["seminar_session"] = _with_people(facts["seminar_session"], records["seminar_attendance"])
    return facts


def _facts(rows: pl.DataFrame, contract: Contract, companies: pl.DataFrame) -> pl.DataFrame:
    own = companies.filter(pl.col("log") == contract.log).drop("log")
    day = pl.col(contract.event_date) if contract.event_date else pl.lit(None)
    programme = "programme_id" if "programme_id" in rows.columns else pl.lit("")
    return rows.join(own, on="record_id", how="left").with_columns(
        event_on=day.cast(pl.Date), programme_id=programme
    )


def _of_sessions(attendance: pl.DataFrame, sessions: pl.DataFrame) -> pl.DataFrame:
    """Attendance with its session's programme, day and status."""
    session = sessions.select("session_id", "programme_id", "event_on", session_status="status")
    return attendance.drop("programme_id", "event_on").join(session, on="session_id")


def _with_people(sessions: pl.DataFrame, attendance: pl.DataFrame) -> pl.DataFrame:
    """Sessions with `people`: who attended if attendance was noted at all, else the headcount."""
    noted = (
        attendance.filter(pl.col("status").is_in([ATTENDED, "absent"]))
        .group_by("session_id")
        .agg(attended=(pl.col("status") == ATTENDED).sum().cast(pl.Int64))
    )
    return sessions.join(noted, on="session_id", how="left").with_columns(
        people=pl.coalesce("attended", "headcount")
    )


def countable(facts: Records, log: str) -> pl.DataFrame:
    """Records that may count: of attendance only those at sessions that were held."""
    if log == EVERY_LOG:
        return _supported(facts)
    if log == "seminar_attendance":
        return facts[log].filter(pl.col("session_status") == HELD)
    return facts[log]


def _supported(facts: Records) -> pl.DataFrame:
    """Support of any kind to a company that is known."""
    columns = ["programme_id", "event_on", "company_key"]
    return pl.concat(
        countable(facts, log)
        .filter(pl.col("status").is_in(statuses) & pl.col("company_key").is_not_null())
        .select(*columns, cs.by_name(SHARED_MEMBERS, require_all=False))
        for log, statuses in SUPPORT.items()
    )


def logs_of(log: str) -> list[str]:
    """The logs an indicator's log stands for."""
    return list(SUPPORT) if log == EVERY_LOG else [log]
