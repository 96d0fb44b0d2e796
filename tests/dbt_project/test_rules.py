"""Subsidy rules that could not be computed are named with file and line before anything runs."""

from pathlib import Path

import pytest

from dbt_project.catalogue import CatalogueError, load_catalogue
from dbt_project.facts import log_facts
from dbt_project.rules import CHECKS, check_rules, computed, rule_columns
from ingest.contracts import load_contracts
from tests.dbt_project.home_contract import contracts_with_visits
from tests.dbt_project.overlay import lay_over

RULE = {
    "rule_code": "home.cap",
    "programme_id": "hagukumi",
    "from_fiscal_year": "2025",
    "log": "subsidy_application",
    "filter": "frame=practice",
    "check": "granted_at_most",
    "requires": "",
    "limit_value": "300000",
    "rate": "2/3",
    "is_approximate": "0",
}


def rule(**changed: str) -> dict[str, str]:
    """A correct rule with some cells changed."""
    return {**RULE, **changed}


def test_the_shipped_rules_can_be_computed_and_use_every_check() -> None:
    catalogue = load_catalogue(None)
    check_rules(catalogue, load_contracts(None))
    rules = catalogue["subsidy_rules"].rows.values()
    assert {row["check"] for row in computed(rules)} == set(CHECKS)


@pytest.mark.parametrize(
    ("cells", "problem", "remedy"),
    [
        ({"check": "granted_at_least"}, "unknown check 'granted_at_least'", "granted_at_most"),
        ({"log": "subsidies"}, "unknown log 'subsidies'", "subsidy_application"),
        ({"programme_id": "hagu"}, "unknown programme 'hagu'", "programmes.csv"),
        ({"filter": "waku=practice"}, "the filter names 'waku', which subsidy_app", "frame"),
        ({"filter": "frame=practise"}, "'practise' is no value of frame", "practice"),
        ({"filter": "frame"}, "cannot read the filter 'frame'", "column=a|b"),
        ({"limit_value": "", "rate": ""}, "granted_at_most needs limit_value or rate", "Fill"),
        ({"rate": "months/12"}, "granted_at_most has no use for the rate", "2/3"),
        (
            {"check": "members_at_least", "limit_value": "", "rate": ""},
            "members_at_least needs limit_value",
            "Fill the cell",
        ),
        (
            {"check": "requires", "requires": "in_city=true", "rate": ""},
            "the filter names 'in_city', which subsidy_application lacks",
            "applicant_in_city",
        ),
        (
            {"check": "members_at_least", "requires": "frame=practice", "rate": ""},
            "the filter names 'frame', which subsidy_member lacks",
            "in_city",
        ),
        (
            {"check": "applied_between", "requires": "2025-04-01", "rate": ""},
            "requires cannot be '2025-04-01'",
            "2024-08-01|2024-08-22",
        ),
        (
            {"check": "applied_between", "requires": "2025-05-01|2025-04-01", "rate": ""},
            "requires cannot be '2025-05-01|2025-04-01'",
            "two dates",
        ),
        (
            {"check": "paid_per_person_year_at_most", "rate": ""},
            "paid_per_person_year_at_most reads 'student_id', which subsidy_application lacks",
            "application_id",
        ),
        (
            {"log": "student_support", "filter": "student_name=x"},
            "granted_at_most reads 'granted_yen', which student_support lacks",
            "amount_yen",
        ),
        (
            {
                "log": "student_support",
                "check": "paid_per_person_year_at_most",
                "filter": "student_name=x",
                "rate": "months/12",
            },
            "the filter names 'student_name', a personal column",
            "not personal",
        ),
        (
            {"log": "student_support", "check": "members_at_most", "filter": "", "rate": ""},
            "members_at_most asks the parts of an application, which student_support has not",
            "subsidy_application",
        ),
    ],
)
def test_a_rule_that_could_not_be_computed_is_named(
    tmp_path: Path, cells: dict[str, str], problem: str, remedy: str
) -> None:
    path = lay_over(tmp_path, "subsidy_rules", [rule(), rule(rule_code="home.broken", **cells)])
    with pytest.raises(CatalogueError) as broken:
        check_rules(load_catalogue(tmp_path), load_contracts(None))
    message = str(broken.value)
    assert message.startswith(f"{path}:3: {problem}")
    assert remedy in message.partition(problem)[2]


@pytest.mark.parametrize(
    "cells",
    [
        {"limit_value": "30万"},
        {"limit_value": "-1"},
        {"rate": "2/0"},
        {"rate": "200%"},
        {"from_fiscal_year": "令和7"},
        {"to_fiscal_year": "26"},
        {"is_approximate": "yes"},
    ],
)
def test_a_number_that_cannot_be_read_is_named(tmp_path: Path, cells: dict[str, str]) -> None:
    path = lay_over(tmp_path, "subsidy_rules", [rule(**cells)])
    with pytest.raises(CatalogueError, match="cannot be") as broken:
        load_catalogue(tmp_path)
    assert str(broken.value).startswith(f"{path}:2: ")


@pytest.mark.parametrize(
    "cells",
    [
        {"check": "", "log": "", "filter": "", "limit_value": "", "rate": ""},
        {"from_fiscal_year": "", "rate": ".5", "is_approximate": ""},
        {"check": "requires", "requires": "field~半導体|宇宙;theme!~ＤＸ", "rate": ""},
        {"check": "adopted_at_most", "limit_value": "12", "rate": ""},
    ],
)
def test_a_rule_by_rows_of_a_home_is_enough(tmp_path: Path, cells: dict[str, str]) -> None:
    lay_over(tmp_path, "subsidy_rules", [rule(**cells)])
    check_rules(load_catalogue(tmp_path), load_contracts(None))


def test_a_filter_is_compared_after_nfkc(tmp_path: Path) -> None:
    lay_over(tmp_path, "subsidy_rules", [rule(filter="theme~ＤＸ；frame＝practice")])
    row = load_catalogue(tmp_path)["subsidy_rules"].rows[("home.cap",)]
    assert row["filter"] == "theme~DX;frame=practice"


def test_a_log_of_the_home_can_have_rules(tmp_path: Path) -> None:
    contracts = contracts_with_visits(tmp_path / "contracts")
    wanted = {"log": "visit", "check": "requires", "requires": "guests!=0", "filter": ""}
    lay_over(tmp_path, "subsidy_rules", [rule(**wanted, limit_value="", rate="")])
    catalogue = load_catalogue(tmp_path)
    check_rules(catalogue, contracts)
    visit = log_facts(contracts, catalogue)["visit"]
    assert (visit["has_rules"], visit["rule_columns"]) == (True, ["guests"])


def test_columns_are_those_of_the_log_that_a_rule_asks() -> None:
    rules = load_catalogue(None)["subsidy_rules"].rows.values()
    assert rule_columns("subsidy_expense", rules) == {"category"}
    assert rule_columns("subsidy_member", rules) == {
        "role",
        "is_corporation",
        "in_city",
        "platform_registered",
    }
