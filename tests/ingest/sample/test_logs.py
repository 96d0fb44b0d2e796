"""The rows of the sample hang together: keys, references, companies, days, what counts."""

from datetime import date, time

import polars as pl
import pytest

from ingest.contracts import Column, Contract
from ingest.sample.days import holidays, is_new_year
from ingest.sample.register import companies
from ingest.sample.tables import catalogue
from ingest.sample.writer import AS_OF
from tests.ingest.sample.conftest import Logs
from tests.ingest.sample.figures import SampleFigures
from tests.ingest.sample.test_printed_figures import INDICATORS
from tests.oracle.catalogue import Indicator
from tests.oracle.companies import company_keys

UNCOUNTED = [
    "cancelled",
    "planned",
    "postponed",
    "rejected",
    "withdrawn",
    "absent",
    "registered",
    "applied",
]
CONSULTATION = "consultation"
YEARS = range(2020, 2026)
MEASURED = [indicator for indicator in INDICATORS.values() if not indicator.is_ratio]
CALLED_OFF = {"hibikino_festival.participants": [2020]}


def test_the_sample_is_as_large_as_promised(logs: Logs) -> None:
    assert 50_000 < sum(rows.height for rows in logs.values()) < 65_000


def test_every_key_is_there_and_unique(true_logs: Logs, contracts: dict[str, Contract]) -> None:
    for log, rows in true_logs.items():
        key = rows.select(contracts[log].key)
        assert key.null_count().sum_horizontal().item() == 0, log
        assert key.is_unique().all(), log


def test_required_columns_are_filled(logs: Logs, contracts: dict[str, Contract]) -> None:
    blank = {
        f"{log}.{column.name}"
        for log, rows in logs.items()
        for column in contracts[log].columns
        if column.required and rows[column.name].null_count()
    }
    assert blank == set()


def test_codes_are_those_of_the_contract(logs: Logs, contracts: dict[str, Contract]) -> None:
    unknown = {
        f"{log}.{column.name}": found
        for log, rows in logs.items()
        for column in contracts[log].columns
        if column.labels
        and column.type == "string"
        and (found := set(rows[column.name].drop_nulls()) - set(column.labels))
    }
    assert unknown == {}


def test_references_lead_somewhere(logs: Logs, contracts: dict[str, Contract]) -> None:
    tables = {**logs, "programmes": catalogue("programmes"), "indicators": catalogue("indicators")}
    lost = {
        f"{log}.{column.name}": found
        for log, rows in logs.items()
        for column in contracts[log].columns
        if column.reference and (found := _unknown(rows, column, tables))
    }
    assert set(lost) <= {"outcome.consultation_id", "expert_dispatch.consultation_id"}
    assert sum(len(found) for found in lost.values()) < 10, "consultations not yet entered"


def _unknown(rows: pl.DataFrame, column: Column, tables: Logs) -> set[str]:
    assert column.reference is not None
    table, target = column.reference
    return set(rows[column.name].drop_nulls()) - set(tables[table][target])


def test_corporate_numbers_carry_their_check_digit() -> None:
    digits = companies()["number"].drop_nulls().str.split("").list.eval(pl.element().cast(pl.Int64))
    for number in digits.to_list():
        weighted = sum(d * (2 if i % 2 else 1) for i, d in enumerate(reversed(number[1:])))
        assert number[0] == 9 - weighted % 9


def test_no_two_companies_share_a_name() -> None:
    assert companies()["core"].is_unique().all()
    assert companies()["number"].drop_nulls().is_unique().all()


def test_names_as_written_still_mean_one_company(
    logs: Logs, contracts: dict[str, Contract]
) -> None:
    """Rows of one company resolve to one key, rows of two never do."""
    records = {
        log: rows.with_columns(
            record_id=pl.concat_str(pl.col(contracts[log].key).cast(pl.String), separator="/")
        )
        for log, rows in logs.items()
        if "_company" in rows.columns and log != "subsidy_member"
    }
    meant = pl.concat(
        rows.select(pl.lit(log).alias("log"), "record_id", "_company").drop_nulls()
        for log, rows in records.items()
    )
    resolved = meant.join(company_keys(records), on=["log", "record_id"])
    assert resolved.height == meant.height
    pairs = resolved.select("_company", "company_key").unique()
    assert pairs["_company"].is_unique().all()
    assert pairs["company_key"].is_unique().all()


def test_nobody_is_consulted_on_days_off(logs: Logs) -> None:
    days = logs[CONSULTATION]["received_at"].dt.date()
    assert days.dt.weekday().max() <= 5
    off = days.to_numpy()
    assert not is_new_year(off).any()
    assert set(days) & {date.fromisoformat(str(day)) for day in holidays()} == set()


def test_consultations_are_taken_in_office_hours(logs: Logs) -> None:
    times = logs[CONSULTATION].filter(pl.col("received_at").dt.time() != time(0))["received_at"]
    assert times.dt.hour().min() >= 9
    assert times.dt.hour().max() <= 16


def test_everything_happened_in_the_years_of_the_sample(
    logs: Logs, contracts: dict[str, Contract]
) -> None:
    for log, contract in contracts.items():
        if contract.event_date is None or log == "subsidy_expense":
            continue
        rows = logs[log]
        if log == "seminar_session":
            rows = rows.filter(pl.col("status") == "held")
        days = rows[contract.event_date].cast(pl.Date).drop_nulls()
        assert days.min() >= date(2020, 4, 1), log
        if log != "expert_dispatch":
            assert days.max() <= AS_OF, log


@pytest.mark.parametrize("indicator", MEASURED, ids=lambda indicator: indicator.indicator_id)
def test_an_indicator_has_a_value_in_every_year_of_its_programmes(
    indicator: Indicator, figures: SampleFigures
) -> None:
    programmes = catalogue("programmes").filter(pl.col("programme_id").is_in(indicator.programmes))
    first = programmes["from_fiscal_year"].min() or YEARS[0]
    last = programmes["to_fiscal_year"].max() or YEARS[-1]
    found = figures.by_year(indicator)
    empty = [year for year in YEARS if first <= year <= last and not found[year]]
    assert empty == CALLED_OFF.get(indicator.indicator_id, [])


def test_no_row_counts_nowhere(figures: SampleFigures) -> None:
    counted: dict[str, list[pl.DataFrame]] = {}
    for indicator in (indicator for indicator in MEASURED if indicator.log != "any"):
        counted.setdefault(indicator.log, []).append(figures.rows(indicator).select("record_id"))
    for log, rows_of_indicators in counted.items():
        rows = figures.records(log)
        if "status" in rows.columns:
            rows = rows.filter(~pl.col("status").is_in(UNCOUNTED))
        nowhere = rows.join(pl.concat(rows_of_indicators), on="record_id", how="anti")
        assert nowhere["record_id"].to_list() == [], log
