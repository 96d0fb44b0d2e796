"""Grants keep the rules of their year; those that do not are planted and listed."""

from typing import Any

import polars as pl
import pytest

from ingest.sample.breaches import broken_application
from ingest.sample.tables import table
from tests.ingest.sample.compliance import failures
from tests.ingest.sample.conftest import Logs
from tests.ingest.sample.test_printed_figures import NO_HOME
from tests.oracle.catalogue import read_catalogue

RULES = (
    read_catalogue(NO_HOME, "subsidy_rules", "rule_code")
    .filter(pl.col("check").is_not_null())
    .with_columns(pl.col("from_fiscal_year", "to_fiscal_year").cast(pl.Int64))
    .to_dicts()
)


def planted(rule_code: str, applications: pl.DataFrame) -> set[str]:
    breaches = table("planted_breaches").filter(rule_code=rule_code).iter_rows(named=True)
    return {broken_application(breach, applications) for breach in breaches}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["rule_code"])
def test_only_planted_grants_break_a_rule(rule: dict[str, Any], logs: Logs) -> None:
    expected = planted(rule["rule_code"], logs["subsidy_application"])
    assert set(failures(rule, logs)) == expected


def test_every_planted_breach_is_of_a_known_rule() -> None:
    known = {rule["rule_code"] for rule in RULES}
    assert set(table("planted_breaches")["rule_code"]) <= known


def test_grants_can_be_judged(logs: Logs) -> None:
    granted = logs["subsidy_application"].filter(pl.col("status").is_in(["adopted", "completed"]))
    columns = [
        "eligible_cost_yen",
        "project_cost_yen",
        "granted_yen",
        "income_yen",
        "own_funds_yen",
        "period_from",
        "period_to",
        "applicant_in_city",
    ]
    assert granted.select(pl.col(columns).null_count()).row(0) == (0,) * len(columns)
