"""Contracts: what they mean, what a home may lay over them, and errors that name the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.contract_file import read_contract
from ingest.contracts import Contract, ContractError, load_contracts
from ingest.values import TYPES, parse

if TYPE_CHECKING:
    from pathlib import Path

MINIMAL = """\
apiVersion: v3.1.0
kind: DataContract
id: visit
name: 来訪記録
version: 1.0.0
status: active
schema:
- name: visit
  businessName: 来訪記録
  customProperties:
  - property: eventDate
    value: visited_on
  properties:
  - name: visit_id
    businessName: 来訪番号
    logicalType: string
    primaryKey: true
    classification: internal
  - name: visited_on
    businessName: 来訪日
    logicalType: date
    required: true
    classification: internal
  - name: status
    businessName: 状態
    logicalType: string
    classification: internal
    customProperties:
    - property: values
      value:
        done: [完了]
        open: [受付中]
"""


def contract(text: str = MINIMAL) -> Contract:
    return read_contract(text.encode(), "visit.odcs.yaml")


def problem(old: str, new: str) -> str:
    """Return the error after a change of the minimal contract."""
    assert old in MINIMAL
    with pytest.raises(ContractError) as broken:
        contract(MINIMAL.replace(old, new, 1))
    return str(broken.value)


def test_the_shipped_contracts_are_fifteen_logs() -> None:
    contracts = load_contracts(None)
    assert len(contracts) == 15
    assert list(contracts) == sorted(contracts)
    assert all(log == each.log for log, each in contracts.items())


def test_a_contract_says_what_its_file_says() -> None:
    consultation = load_contracts(None)["consultation"]
    assert consultation.title == "相談受付簿"
    assert consultation.key == ("consultation_id", "programme_id")
    assert consultation.event_date == "received_at"
    assert consultation.delivery == "upsert"
    assert consultation.column("programme_id").reference == ("programmes", "programme_id")
    assert consultation.column("minutes").parse_as == "duration_minutes"
    assert consultation.column("minutes").minimum == 0
    assert consultation.column("staff_name").is_personal
    assert consultation.column("staff_name").aliases == ("担当", "相談員")
    assert (consultation.column("status").labels or {})["closed"] == ("完了", "終了", "解決")


def test_a_default_is_typed_and_keys_are_required() -> None:
    number = load_contracts(None)["indicator_comment"].column("comment_no")
    assert (number.default, number.required, number.is_key) == (1, True, True)


def test_the_fingerprint_is_that_of_the_bytes() -> None:
    assert contract().fingerprint == contract().fingerprint
    assert contract().fingerprint != contract(MINIMAL + "# note\n").fingerprint


def test_an_unknown_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        contract().column("nothing")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: visit", "id: ../visit", "line 3: id '../visit' must be"),
        ("kind: DataContract", "kind: Letter", "line 2: kind must be DataContract"),
        ("apiVersion:", "apiVersiom:", "line 1: apiVersiom: Extra inputs"),
        ("    required: true", "    requird: true", "line 22: unknown field 'requird'"),
        ("logicalType: date", "logicalType: day", "line 21: logicalType 'day' is unknown"),
        ("name: visited_on", "name: Visited On", "line 19: column name 'Visited On' must be"),
        ("name: visited_on", "name: visit_id", "line 19: column visit_id is there twice"),
        ("    businessName: 来訪日\n", "", "line 19: column visited_on needs a businessName"),
        ("businessName: 来訪日", "businessName: 来訪 番号", "line 19: header '来訪 番号'"),
        ("    classification: internal", "    classification: secret", "line 18: classification"),
        ("value: visited_on", "value: status", "line 8: eventDate 'status' is unknown"),
        ("property: eventDate", "property: eventdate", "line 11: custom property 'eventdate'"),
        ("    primaryKey: true\n", "", "line 8: the log has no key"),
        ("primaryKey: true\n    classification: internal",
         "primaryKey: true\n    classification: personal",
         "line 14: column visit_id is personal"),
        ("[受付中]", "[完了]", "line 24: label '完了' belongs to both done and open"),
        ("[受付中]", "[yes]", "line 24: labels of open must be a list of texts"),
        ("done: [完了]", "true: [完了]", "line 24: values of status must be a mapping"),
        ("value:\n        done", "value:\n       - done", "not valid YAML"),
        ("    required: true", "    relationships: [{to: programmes}]",
         "line 22: 'programmes' must be written log.column"),
        ("    required: true", "    logicalTypeOptions: {minimum: low}",
         "line 22: minimum 'low' is no number"),
        ("    required: true",
         "    customProperties: [{property: parseAs, value: money_yen}]",
         "line 19: logicalType of a money_yen column 'date' is unknown"),
        ("    required: true",
         "    customProperties: [{property: default, value: someday}]",
         "line 19: default 'someday' is no date"),
    ],
)  # fmt: skip
def test_what_is_broken_is_named_with_its_line(old: str, new: str, said: str) -> None:
    text = problem(old, new)
    assert text.startswith("visit.odcs.yaml, line ")
    assert said in text
    assert "\n" not in text


@pytest.mark.parametrize("content", [b"", b"- a", b"a: b", b"\x82\xa0", b"a: [", b"schema: 1"])
def test_what_is_no_contract_at_all_says_so(content: bytes) -> None:
    with pytest.raises(ContractError, match=r"^x\.yaml, line [12]: "):
        read_contract(content, "x.yaml")


def test_a_home_adds_a_log_and_replaces_a_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "visit.odcs.yaml").write_text(MINIMAL, encoding="utf-8")
    own = MINIMAL.replace("id: visit", "id: outcome")
    (tmp_path / "ours.yaml").write_text(own, encoding="utf-8")
    contracts = load_contracts(tmp_path)
    assert len(contracts) == 16
    assert contracts["visit"].title == contracts["outcome"].title == "来訪記録"


def test_two_files_of_a_home_cannot_describe_one_log(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(MINIMAL, encoding="utf-8")
    with pytest.raises(
        ContractError, match=r"b\.yaml: the log visit is already described by a\.yaml"
    ):
        load_contracts(tmp_path)


def test_a_reference_must_lead_somewhere(tmp_path: Path) -> None:
    text = MINIMAL.replace("    required: true", "    relationships: [{to: nothing.here}]")
    (tmp_path / "visit.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContractError, match=r"visited_on refers to nothing\.here"):
        load_contracts(tmp_path)


def test_a_contract_that_does_not_open_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(ContractError, match=r"folder\.yaml: cannot be read"):
        load_contracts(tmp_path)


def test_a_home_without_contracts_has_the_shipped_ones(tmp_path: Path) -> None:
    assert load_contracts(tmp_path / "none") == load_contracts(None)


def test_landing_has_the_types_that_reading_gives() -> None:
    import polars as pl

    for each in load_contracts(None).values():
        for column in each.columns:
            read = pl.select(parse(column, pl.lit(None, pl.String), None).value)
            assert read.dtypes == [TYPES[column.type]], (each.log, column.name)
