"""Every expectation of the marts' audit has a build that makes it fail, and the result names it."""

import pytest

from expectations.marts import SUITES, hash_values, mart_probes, personal_columns
from expectations.rows import read_suite
from ingest.contracts import Column, Contract
from tests.expectations.builds import Ask, Build

JULY = "indicator_id = 'desk.consultations' and month = date '2024-07-01'"
NEWEST = "month = date '2025-05-01'"
BROKEN: dict[str, str] = {
    "grain.kpi_monthly_is_unique": (
        f"insert into marts.kpi_monthly from marts.kpi_monthly where {JULY}"
    ),
    "grain.kpi_yearly_is_unique": "insert into marts.kpi_yearly from marts.kpi_yearly limit 1",
    "grain.kpi_pace_is_unique": "insert into marts.kpi_pace from marts.kpi_pace limit 1",
    "grain.kpi_quarterly_is_unique": (
        "insert into marts.kpi_quarterly from marts.kpi_quarterly limit 1"
    ),
    "grain.kpi_breakdown_is_unique": (
        "insert into marts.kpi_breakdown from marts.kpi_breakdown limit 1"
    ),
    "grain.reconciliation_is_unique": (
        "insert into marts.reconciliation from marts.reconciliation limit 1"
    ),
    "grain.indicator_is_unique": "insert into marts.indicator from marts.indicator limit 1",
    "grain.programme_is_unique": "insert into marts.programme from marts.programme limit 1",
    "grain.target_is_unique": "insert into marts.target from marts.target limit 1",
    "grain.company_is_unique": "insert into marts.company (name) values ('株式会社見本三')",
    "grain.company_record_is_unique": (
        "insert into marts.company_record values ('c2', 'consultation', '1/desk')"
    ),
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
    name: str, build: Build, ask: Ask, contracts: dict[str, Contract]
) -> None:
    path = build(BROKEN[name])
    suite, _, expectation = name.partition(".")
    probe = next(
        probe
        for probe in mart_probes(path, contracts)
        if (probe.checks[0].suite, probe.checks[0].expectation) == (suite, expectation)
    )
    (result,) = ask(path, probe)
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
    assert "table=stg_visit__versions、column=note" in result.observed
    assert "table=int_machine__profiles、column=guest" in result.observed
    assert result.observed.startswith("2件")


def test_no_contract_and_no_hash_is_nothing_to_ask() -> None:
    assert "where false" in personal_columns([])
    assert "where false" in hash_values([])
