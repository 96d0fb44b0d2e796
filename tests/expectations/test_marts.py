"""Every expectation of the marts' audit has a build that makes it fail, and the result names it."""

from pathlib import Path

import pytest

from expectations.audit import run_suites
from expectations.marts import SUITES, hash_values, mart_probes, personal_columns
from expectations.rows import read_suite
from expectations.surroundings import Surroundings
from ingest.contracts import Column, Contract
from tests.expectations.builds import RUN_AT, Ask, Build

JULY = "indicator_id = 'desk.consultations' and month = date '2024-07-01'"
NEWEST = "month = date '2025-05-01'"
CLOSED_AND_MORE = (
    "update marts.kpi_yearly set is_closed = true where fiscal_year = 2024; "
    "insert into marts.closed_year_difference by name select 'desk.consultations' as indicator_id, "
    "2024 as fiscal_year, 240 as closed_value, 241 as computed_value, 1 as difference, "
    "['consultation/遅れ.csv'] as files, 1 as row_count"
)
GRAINS = {key: row.table for key, row in read_suite("grain").items() if row.table}
BROKEN: dict[str, str] = {
    **{
        f"grain.{key}": 2 * f"insert into {table} default values; " for key, table in GRAINS.items()
    },
    "grain.company_is_unique": "insert into marts.company (name) values ('株式会社見本三')",
    "grain.company_record_has_its_company": "delete from marts.company where company_key = 'c2'",
    "grain.every_indicator_has_every_year": (
        "delete from marts.kpi_yearly where indicator_id = 'old_desk.visits' and fiscal_year = 2024"
    ),
    "grain.every_indicator_has_every_month": f"delete from marts.kpi_monthly where {JULY}",
    "grain.every_value_has_its_indicator": (
        "delete from marts.indicator where indicator_id = 'old_desk.visits'"
    ),
    "grain.months_lie_in_their_fiscal_year": (
        "update marts.kpi_monthly set fiscal_year = 2025 where month = date '2025-03-01'"
    ),
    "arithmetic.months_add_up_to_the_year": (
        f"update marts.kpi_monthly set value = 21 where {JULY}"
    ),
    "arithmetic.members_add_up_to_the_month": (
        f"update marts.kpi_breakdown set value = 9 where {JULY} and member = 'tobata'"
    ),
    "arithmetic.quarters_add_up_to_the_year": (
        "update marts.kpi_quarterly set value = 61 "
        "where indicator_id = 'desk.consultations' and fiscal_year = 2024 and quarter = 2"
    ),
    "arithmetic.distinct_year_lies_between_its_months": (
        "update marts.kpi_yearly set value = 9 where indicator_id = 'desk.companies'"
    ),
    "arithmetic.cumulative_never_falls": (
        "update marts.kpi_monthly set value = 1 "
        f"where indicator_id = 'desk.consultations_cumulative' and {NEWEST}"
    ),
    "arithmetic.stock_year_is_its_last_month": (
        f"update marts.kpi_monthly set value = 1 where indicator_id = 'desk.members' and {NEWEST}"
    ),
    "arithmetic.yearly_ratio_is_its_quotient": (
        "update marts.kpi_yearly set value = 0.5 where indicator_id = 'desk.dx_rate'"
    ),
    "arithmetic.monthly_ratio_is_its_quotient": (
        "update marts.kpi_monthly set value = 0 where indicator_id = 'desk.consultations'"
    ),
    "arithmetic.no_value_without_data": (
        f"update marts.kpi_monthly set coverage = 'awaiting' where {JULY}"
    ),
    "arithmetic.complete_years_are_covered": (
        "update marts.kpi_yearly set coverage = 'partial' where is_complete"
    ),
    "arithmetic.achievement_is_value_by_target": (
        "update marts.kpi_yearly set achievement = 1 where fiscal_year = 2025 "
        "and target is not null"
    ),
    "arithmetic.reconciliation_says_what_it_shows": (
        "update marts.reconciliation set status = 'differs' where status = 'match'"
    ),
    "arithmetic.members_add_up_to_the_year": (
        "update marts.kpi_breakdown_yearly set value = 9 where member = 'tobata'"
    ),
    "arithmetic.previous_value_is_last_years": (
        "update marts.kpi_yearly set previous_value = 1 where fiscal_year = 2025"
    ),
    "arithmetic.identity_is_whole_less_parts": (
        "update marts.identity set parts_value = 0 where fiscal_year = 2024"
    ),
    "arithmetic.forecast_lies_in_its_interval": (
        "update marts.kpi_pace set forecast = 1, forecast_low = 2, forecast_high = 3"
    ),
    "derived.stages_are_passed_in_order": (
        "insert into marts.company_funnel values "
        "(2024, 'event', 1, 5, null, 5), (2024, 'consultation', 2, 9, 5, 6)"
    ),
    "derived.companies_are_new_or_returning": (
        "insert into marts.company_support values (2024, 'desk', 9, 9, 5, 2, 2, 0)"
    ),
    "derived.introductions_are_consultations": (
        "insert into marts.consultation_referral by name select 2024 as fiscal_year, "
        "'desk' as programme_id, 9 as consultation_count, 3 as answered_count, "
        "4 as introduced_count"
    ),
    "derived.every_application_is_at_one_step": (
        "insert into marts.subsidy_funnel by name select 'grant' as programme_id, "
        "2024 as fiscal_year, 4 as applied_count, 1 as adopted_count, 1 as rejected_count, "
        "1 as withdrawn_count, 0 as undecided_count, 0 as paid_count, 0 as reported_count, "
        "0 as report_overdue_count"
    ),
    "derived.verdicts_are_known": (
        "insert into marts.subsidy_compliance by name select 'maybe' as status"
    ),
    "derived.statement_difference_is_its_amounts": (
        "insert into marts.finance by name select 3 as amount_yen, 1 as previous_yen, "
        "1 as difference_yen"
    ),
    "derived.desks_are_on_time_late_or_silent": (
        "insert into quality.delivery by name select 'desk' as programme_id, 'soon' as status"
    ),
    "derived.closed_years_show_their_closed_values": (
        "insert into marts.closed_year_difference by name select 'desk.consultations' as "
        "indicator_id, 2024 as fiscal_year, 240 as closed_value, 241 as computed_value"
    ),
    "privacy.no_personal_text_beyond_landing": (
        "update quality.file set file = '職員七号' where log = 'student_support'"
    ),
    "privacy.no_personal_column": "alter table marts.measurement add column staff_name varchar",
    "privacy.no_personal_value_in_issues": (
        "update quality.issue set value = '職員7' where column_name = 'staff_name'"
    ),
    "privacy.hashes_are_hashes": (
        "update staging.stg_student_support set student_id_hash = '学生7'"
    ),
    "privacy.nothing_is_suppressed_yet": (
        "update marts.kpi_yearly set is_suppressed = true where fiscal_year = 2024"
    ),
    "provenance.rows_of_a_file_add_up": "update quality.file set skipped = 3 where skipped = 2",
    "provenance.file_status_is_known": "update quality.file set status = 'lost'",
    "provenance.issue_is_well_formed": "update quality.issue set state = null",
    "provenance.every_measurement_has_its_row": "update marts.measurement set row_number = null",
    "provenance.values_are_the_sum_of_their_rows": (
        "update marts.measurement set quantity = 21 "
        "where indicator_id = 'desk.consultations' and occurred_on = date '2024-07-01'"
    ),
    "provenance.every_measurement_has_its_indicator": (
        "update marts.measurement set indicator_id = 'nobody.knows'"
    ),
    "figures.printed_figures_match": (
        "update marts.reconciliation set status = 'differs', computed_value = 239, difference = -1 "
        "where figure_id = 'desk.consultations@2024'"
    ),
    "figures.headline_indicators_have_targets": (
        "update marts.kpi_yearly set target = null where indicator_id = 'school.people'"
    ),
    "figures.parts_add_up_to_the_whole": (
        "update marts.identity set difference = -1, is_equal = false where fiscal_year = 2024"
    ),
    "figures.no_sudden_silence": (
        "update marts.kpi_monthly set value = 0 "
        f"where indicator_id = 'desk.consultations' and {NEWEST}"
    ),
    "figures.no_sudden_jump": (
        "update marts.kpi_yearly set value = 150 "
        "where indicator_id = 'desk.consultations' and fiscal_year = 2024"
    ),
    "figures.nothing_came_after_closing": CLOSED_AND_MORE,
    "figures.printed_figures_of_closed_years_still_match": CLOSED_AND_MORE,
    "figures.statements_add_up": (
        "insert into marts.finance_check by name "
        "select line_path, false as is_consistent from range(6) as lines (line_path)"
    ),
    "deliveries.no_desk_is_late": (
        "insert into quality.delivery by name select 'desk' as programme_id, 'late' as status"
    ),
    "deliveries.every_desk_has_delivered": (
        "insert into quality.delivery by name select 'desk' as programme_id, 'never' as status"
    ),
    "deliveries.no_row_vanished": "update quality.issue set rule = 'row_vanished'",
    "deliveries.volume_as_in_past_years": (
        "create or replace table staging.stg_consultation as select cast(i as varchar) as "
        "record_id, date '2025-05-30' - to_days(cast(if(i < 5, i, 364 + i % 50) as integer)) as "
        "received_at from range(60) as records (i)"
    ),
    "deliveries.no_file_refused": "update quality.file set status = 'refused'",
    "deliveries.few_rows_rejected": (
        "update quality.file set rejected = 3, accepted = 25 where rejected = 1"
    ),
    "deliveries.every_row_counts_somewhere": "update quality.issue set rule = 'counted_nowhere'",
    "deliveries.every_reference_is_found": "update quality.issue set rule = 'unknown_reference'",
}


def test_every_expectation_has_a_build_that_fails_it() -> None:
    assert {f"{suite}.{key}" for suite in SUITES for key in read_suite(suite)} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_build_fails_the_expectation_that_names_it(
    name: str, build: Build, ask: Ask, contracts: dict[str, Contract], around: Surroundings
) -> None:
    path = build(BROKEN[name])
    suite, _, expectation = name.partition(".")
    probe = next(
        probe
        for probe in mart_probes(path, contracts, around)
        if (probe.checks[0].suite, probe.checks[0].expectation) == (suite, expectation)
    )
    (result,) = ask(path, probe, around.attached)
    assert (result.name, result.success, result.error) == (name, False, None)


@pytest.mark.parametrize(
    "name",
    ["grain.company_is_unique", "grain.company_record_is_unique", "privacy.hashes_are_hashes"],
)
def test_no_company_and_no_person_is_shown(
    name: str, build: Build, ask: Ask, contracts: dict[str, Contract]
) -> None:
    path = build(BROKEN[name])
    probe = next(p for p in mart_probes(path, contracts) if name.endswith(p.checks[0].expectation))
    (result,) = ask(path, probe)
    assert result.observed == "該当あり（企業情報を含むため例は示しません）"


def contract(log: str, **columns: str) -> Contract:
    made = tuple(Column(name, name, "string", classification=c) for name, c in columns.items())
    return Contract(log, log, "", made, (), None, "upsert", "")


def test_a_name_that_is_open_elsewhere_is_personal_only_in_its_own_log(
    build: Build, ask: Ask
) -> None:
    contracts = {
        "visit": contract("visit", note="personal", guest="personal"),
        "machine": contract("machine", note="internal"),
    }
    path = build(
        "create table staging.stg_visit__versions (note varchar)",
        "create table intermediate.int_machine__profiles (note varchar, guest varchar)",
        "create table staging.stg_machine (note varchar)",
    )
    probes = mart_probes(path, contracts)
    probe = next(p for p in probes if p.checks[0].expectation == "no_personal_column")
    (result,) = ask(path, probe)
    assert "表=stg_visit__versions、column=note" in result.observed
    assert "表=int_machine__profiles、column=guest" in result.observed
    assert result.observed.startswith("2件")


def test_no_contract_and_no_hash_is_nothing_to_ask() -> None:
    assert "where false" in personal_columns([])
    assert "where false" in hash_values([])


def test_the_correct_build_has_nothing_to_say_beside_what_readers_see(
    build: Build, contracts: dict[str, Contract], around: Surroundings
) -> None:
    results = run_suites(build(), contracts, "marts", run_at=RUN_AT, around=around)
    assert [result.name for result in results if not result.success] == []


def test_a_damaged_snapshot_is_not_compared_with(build: Build, tmp_path: Path) -> None:
    damaged = tmp_path / "manager.duckdb"
    damaged.write_bytes(b"damaged")
    assert Surroundings(before=damaged).attached == {}
    assert Surroundings(before=tmp_path / "gone.duckdb").attached == {}
    assert set(Surroundings(before=build()).attached) == {"before"}


def test_a_text_that_open_columns_have_too_is_nobodys_secret(
    build: Build, ask: Ask, contracts: dict[str, Contract], around: Surroundings
) -> None:
    path = build(
        "update quality.file set file = '職員七号' where log = 'student_support'",
        "insert into staging.stg_consultation by name select '職員七号' as company_name",
    )
    probe = next(
        probe
        for probe in mart_probes(path, contracts, around)
        if probe.checks[0].expectation == "no_personal_text_beyond_landing"
    )
    (result,) = ask(path, probe)
    assert result.success
