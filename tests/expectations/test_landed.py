"""Suites generated from contracts: every kind of finding has a file that shows it."""

import re

import pytest

from expectations.landed import landed_probes
from expectations.results import CheckResult
from expectations.rows import read_suite
from ingest.contracts import Column, Contract
from tests.expectations.builds import Ask, Build, landed_table

ONE_ROW = "where _position = 7"
BROKEN = {
    "columns_as_contracted": "alter table raw.consultation alter minutes type integer",
    "no_personal_column": "alter table raw.consultation add column staff_name varchar",
    "keys_filled": f"update raw.consultation set consultation_id = '' {ONE_ROW}",
    "required_filled": f"update raw.consultation set status = null {ONE_ROW}",
    "values_known": f"update raw.consultation set ward = '戸畑区' {ONE_ROW}",
    "values_in_range": f"update raw.consultation set minutes = -1 {ONE_ROW}",
    "event_date_possible": (
        f"update raw.consultation set received_at = timestamp '2001-02-28 23:59' {ONE_ROW}"
    ),
    "origin_filled": f"update raw.consultation set _file = null {ONE_ROW}",
    "rows_counted_once": f"insert into raw.consultation from raw.consultation {ONE_ROW}",
}


def test_every_expectation_has_a_file_that_fails_it() -> None:
    assert set(read_suite("landed")) == set(BROKEN)


def asked(path: str, ask: Ask, *contracts: Contract) -> list[CheckResult]:
    probes = landed_probes({contract.log: contract for contract in contracts}, {})
    return [result for probe in probes for result in ask(path, probe)]


@pytest.mark.parametrize("expectation", BROKEN)
def test_a_damaged_row_fails_the_expectation_that_names_it(
    expectation: str, build: Build, ask: Ask, contracts: dict[str, Contract]
) -> None:
    results = asked(build(BROKEN[expectation]), ask, contracts["consultation"])
    failed = [result for result in results if not result.success]
    assert [(r.suite, r.expectation, r.error) for r in failed] == [
        ("landed_consultation", expectation, None)
    ]
    assert failed[0].explanation_ja.startswith("相談受付簿：")


def test_a_finding_names_the_column_and_the_rows_but_no_value(
    build: Build, ask: Ask, contracts: dict[str, Contract]
) -> None:
    path = build("update raw.consultation set ward = '秘密の値' where _position <= 4")
    (result,) = [r for r in asked(path, ask, contracts["consultation"]) if not r.success]
    assert result.observed == "1件（例：検査=values_known、列=所在区 (ward)、行数=4）"


def test_a_column_that_is_gone_is_named_and_what_cannot_run_is_an_error(
    build: Build, ask: Ask, contracts: dict[str, Contract]
) -> None:
    path = build("alter table raw.consultation drop column status")
    results = {r.expectation: r for r in asked(path, ask, contracts["consultation"])}
    assert "列=status" in results["columns_as_contracted"].observed
    assert results["columns_as_contracted"].error is None
    assert results["no_personal_column"].success
    assert re.search('"?status"?', results["required_filled"].error or "")


def test_the_same_position_in_another_file_is_another_row(
    build: Build, ask: Ask, contracts: dict[str, Contract]
) -> None:
    path = build(
        "create table other as from raw.consultation",
        "update other set _sha256 = 'bb'",
        "insert into raw.consultation from other",
    )
    assert all(result.success for result in asked(path, ask, contracts["consultation"]))


ODD = Contract(
    log="odd_log",
    title="「変」な台帳",
    description="",
    columns=(
        Column("select", "選択", "string", required=True, is_key=True),
        Column(
            "kind", "区分: :new {x} 100% it's", "string", labels={":a b": (), "it's {1} 5%": ()}
        ),
        Column("is_new", "新規", "boolean", labels={"true": ("新",), "false": ("旧",)}),
        Column("share", "割合", "number", minimum=0.5, maximum=1.5),
        Column("name", "氏名", "string", required=True, classification="personal"),
    ),
    key=("select",),
    event_date=None,
    delivery="upsert",
    fingerprint="",
)


@pytest.fixture
def odd_row() -> str:
    return (
        "insert into raw.odd_log by name select 'a' as \"select\", {kind} as kind, "
        "{share} as share, 'aa' as _sha256, 'f' as _file, 1 as _row_number, 1 as _position, "
        "timestamp '2025-04-01' as _delivered_at"
    )


@pytest.mark.parametrize(
    ("kind", "share", "failing"),
    [
        ("':a b'", "0.5", []),
        ("'it''s {1} 5%'", "1.5", []),
        ("null", "null", []),
        ("':a  b'", "1", ["values_known"]),
        ("':a b'", "0.4", ["values_in_range"]),
        ("':a b'", "1.6", ["values_in_range"]),
    ],
)
def test_a_log_known_only_by_its_contract_is_audited_whatever_its_labels(
    build: Build, ask: Ask, odd_row: str, kind: str, share: str, failing: list[str]
) -> None:
    path = build(landed_table(ODD), odd_row.format(kind=kind, share=share))
    results = asked(path, ask, ODD)
    assert [result.error for result in results if result.error] == []
    assert [result.expectation for result in results if not result.success] == failing


def test_a_log_without_columns_is_still_counted(build: Build, ask: Ask) -> None:
    bare = Contract("bare", "空", "", (), (), None, "upsert", "")
    results = asked(build(landed_table(bare)), ask, bare)
    assert {r.expectation for r in results if r.success} == {
        "columns_as_contracted",
        "no_personal_column",
        "origin_filled",
        "rows_counted_once",
    }


def test_a_log_costs_two_queries_whatever_the_number_of_its_columns(
    contracts: dict[str, Contract],
) -> None:
    assert len(list(landed_probes(contracts, {}))) == 2 * len(contracts)
