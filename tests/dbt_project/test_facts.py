"""What SQL is told of each log follows from its contract and the catalogue."""

from pathlib import Path
from typing import Any

import pytest

from dbt_project.catalogue import load_catalogue
from dbt_project.facts import log_facts
from ingest.contracts import load_contracts
from tests.dbt_project.home_contract import contracts_with_visits
from tests.dbt_project.overlay import indicator, lay_over


@pytest.fixture(scope="module")
def facts() -> dict[str, dict[str, Any]]:
    return log_facts(load_contracts(None), load_catalogue(None))


def test_a_log_follows_the_logs_that_it_refers_to(facts: dict[str, dict[str, Any]]) -> None:
    order = list(facts)
    for log, fact in facts.items():
        parents = [reference["to"] for reference in fact["references"] if reference["is_log"]]
        assert all(order.index(parent) < order.index(log) for parent in parents), log


def test_personal_columns_are_no_columns(facts: dict[str, dict[str, Any]]) -> None:
    for contract in load_contracts(None).values():
        personal = {c.name for c in contract.columns if c.classification == "personal"}
        fact = facts[contract.log]
        assert personal & ({c["name"] for c in fact["columns"]} | set(fact["has"])) == set()
        assert set(fact["person_columns"]) <= personal


def test_a_row_without_a_programme_takes_that_of_its_parent(
    facts: dict[str, dict[str, Any]],
) -> None:
    parent = {"column": "session_id", "log": "seminar_session", "key": "session_id"}
    assert facts["seminar_attendance"]["parent"] == parent
    assert facts["subsidy_expense"]["parent"]["log"] == "subsidy_application"
    assert facts["consultation"]["parent"] is None


def test_a_reference_says_whether_it_names_a_whole_key(facts: dict[str, dict[str, Any]]) -> None:
    programme, consultation = facts["expert_dispatch"]["references"]
    assert (programme["to"], programme["is_log"], programme["is_required"]) == (
        "programmes",
        False,
        True,
    )
    assert (consultation["to"], consultation["is_whole_key"]) == ("consultation", False)
    assert not consultation["is_required"]
    assert [programme["number"], consultation["number"]] == [1, 2]


def test_the_catalogue_says_what_is_measured(tmp_path: Path) -> None:
    rows = [
        indicator(indicator_id="a", log="visit", measure="sum:guests", filter="visit_id!=x"),
        indicator(indicator_id="b", log="visit", measure="distinct:guest_name+programme_id"),
        indicator(indicator_id="c", log="visit", measure="ratio:a/b", filter=""),
    ]
    lay_over(tmp_path / "catalogue", "indicators", rows)
    contracts = contracts_with_visits(tmp_path / "contracts")
    visit = log_facts(contracts, load_catalogue(tmp_path / "catalogue"))["visit"]
    assert visit["is_measured"]
    assert visit["filter_columns"] == ["visit_id"]
    assert visit["sum_columns"] == ["guests"]
    assert visit["person_columns"] == ["guest_name"]
    assert visit["measures"] == ["distinct:guest_name+programme_id", "sum:guests"]
    assert (visit["delivery"], visit["event_date"]) == ("snapshot", "visited_on")
    assert visit["columns"][2] == {"name": "visited_on", "type": "date"}


def test_a_log_that_no_indicator_names_is_not_measured(tmp_path: Path) -> None:
    visit = log_facts(contracts_with_visits(tmp_path), load_catalogue(None))["visit"]
    assert not visit["is_measured"]
    assert visit["measures"] == []


def test_touchpoints_serve_the_indicators_over_any_log(facts: dict[str, dict[str, Any]]) -> None:
    touchpoints = {log for log, fact in facts.items() if fact["is_touchpoint"]}
    assert touchpoints == {row[0] for row in load_catalogue(None)["touchpoints"].rows}
    assert facts["expert_dispatch"]["is_measured"]
    assert facts["seminar_attendance"]["kind_column"] == "attendee_kind"
