"""What support companies had: first dates by stage, visits beside companies, introductions.

Recomputed from records and companies; which rows count is said in facts (SUPPORT).
"""

from datetime import date
from pathlib import Path

import polars as pl

from ingest.contracts import load_contracts
from tests.oracle.catalogue import read_catalogue
from tests.oracle.companies import company_keys
from tests.oracle.facts import SUPPORT, Records, countable, facts_by_log
from tests.oracle.landed import known_rows
from tests.oracle.periods import fiscal_year
from tests.oracle.references import accepted_rows
from tests.oracle.versions import standing_records

STAGES = {
    "event": "seminar_attendance",
    "consultation": "consultation",
    "dispatch": "expert_dispatch",
    "subsidy": "subsidy_application",
    "outcome": "outcome",
}
INTRODUCED = ["government", "acquaintance", "bank"]
PERIOD = ["fiscal_year", "programme_id"]


def touches(facts: Records, as_of: date) -> pl.DataFrame:
    """One row per supporting record and outcome up to the day: stage, company, day, referral."""
    return pl.concat(_stage(stage, log, facts) for stage, log in STAGES.items()).filter(
        pl.col("event_on") <= as_of
    )


def _stage(stage: str, log: str, facts: Records) -> pl.DataFrame:
    rows = countable(facts, log)
    if log in SUPPORT:
        rows = rows.filter(pl.col("status").is_in(SUPPORT[log]))
    referral = "referral" if "referral" in rows.columns else pl.lit(None, dtype=pl.String)
    return rows.select(
        "event_on",
        "programme_id",
        "company_key",
        stage=pl.lit(stage),
        referral=referral,
        fiscal_year=fiscal_year(pl.col("event_on")),
    )


def journeys(touched: pl.DataFrame) -> pl.DataFrame:
    """company_key, fiscal_year and the first day of each stage."""
    firsts = [
        pl.col("event_on").filter(pl.col("stage") == stage).min().alias(f"{stage}_on")
        for stage in STAGES
    ]
    known = touched.drop_nulls("company_key")
    return known.group_by("company_key", "fiscal_year").agg(firsts)


def support(touched: pl.DataFrame) -> pl.DataFrame:
    """Visits, companies, and those of them that came before or came twice, by year and programme.

    Where programme_id is null: all programmes together.
    """
    visits = touched.filter(pl.col("stage") != "outcome")
    overall = visits.with_columns(programme_id=pl.lit(None, dtype=pl.String))
    return pl.concat(_support(rows) for rows in (visits, overall)).sort(PERIOD)


def _support(visits: pl.DataFrame) -> pl.DataFrame:
    known = visits.drop_nulls("company_key")
    first = known.group_by("programme_id", "company_key").agg(first=pl.col("fiscal_year").min())
    counted = known.group_by(*PERIOD, "company_key").len()
    on = ["programme_id", "company_key"]
    companies = (
        counted.join(first, on=on, nulls_equal=True)
        .group_by(PERIOD)
        .agg(
            known_visit_count=pl.col("len").sum(),
            company_count=pl.len(),
            new_company_count=(pl.col("first") == pl.col("fiscal_year")).sum(),
            repeat_company_count=(pl.col("len") > 1).sum(),
        )
    )
    totals = visits.group_by(PERIOD).agg(visit_count=pl.len())
    found = totals.join(companies, on=PERIOD, how="left", nulls_equal=True).fill_null(0)
    return found.with_columns(pl.col(pl.UInt32).cast(pl.Int64))


def referrals(touched: pl.DataFrame) -> pl.DataFrame:
    """Consultations and introduced ones among them, by year and programme (null: all)."""
    asked = touched.filter(pl.col("stage") == "consultation")
    overall = asked.with_columns(programme_id=pl.lit(None, dtype=pl.String))
    return pl.concat(
        rows.group_by(PERIOD).agg(
            consultation_count=pl.len().cast(pl.Int64),
            introduced_count=pl.col("referral").is_in(INTRODUCED).sum().cast(pl.Int64),
        )
        for rows in (asked, overall)
    )


def recompute_touches(home: Path, as_of: date) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What touched companies in a home up to a day, and the company of each record."""
    contracts = load_contracts(home / "contracts")
    catalogue = {
        "programmes": read_catalogue(home, "programmes", "programme_id"),
        "indicators": read_catalogue(home, "indicators", "indicator_id"),
    }
    landed = {log: known_rows(home, contract, as_of) for log, contract in contracts.items()}
    accepted = accepted_rows(landed, contracts, catalogue)
    records = {log: standing_records(rows, contracts[log]) for log, rows in accepted.items()}
    companies = company_keys(records)
    return touches(facts_by_log(records, contracts, companies), as_of), companies
