"""Suites as data: what is wrong in one is said with suite and row."""

import re

import pytest

from expectations.marts import SUITES
from expectations.results import AuditError
from expectations.rows import parse_suite, probe, read_suite

GOOD = """
owner: データ担当
expectations:
- id: few
  explanation_ja: 少ないこと
  action_ja: 直すこと
  sql: select * from $things where share > $limit
"""


def test_names_and_limits_are_filled_in() -> None:
    row = parse_suite("mine", GOOD)["few"]._replace(limit=0.05)
    asked = probe(row, {"things": "(select 1 as share)"})
    assert asked.sql == "select * from (select 1 as share) where share > 0.05"
    assert asked.checks[0].owner == "データ担当"


def test_a_name_nobody_supplies_is_an_error() -> None:
    with pytest.raises(AuditError, match=r"mine[.]few.*things"):
        probe(parse_suite("mine", GOOD)["few"], {})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  action_ja: 直すこと\n", "", r"suite mine, expectation few: action_ja missing"),
        ("  sql:", "  limits: 3\n  sql:", r"few: nothing is called limits"),
        ("owner: データ担当", "", r"suite mine: it needs `owner`"),
        ("expectations:", "expectations: [", r"suite mine: it needs"),
    ],
)
def test_a_broken_suite_says_where(old: str, new: str, message: str) -> None:
    with pytest.raises(AuditError, match=message):
        parse_suite("mine", GOOD.replace(old, new))


def test_an_id_stands_once() -> None:
    _, _, entry = GOOD.partition("expectations:\n")
    with pytest.raises(AuditError, match="few is there twice"):
        parse_suite("mine", GOOD + entry)


@pytest.mark.parametrize(
    "suite",
    [*SUITES, "landed", "official", "canary"],
)
def test_no_colon_stands_before_a_word(suite: str) -> None:
    """SQLAlchemy would take it for a parameter."""
    for row in read_suite(suite).values():
        assert re.search(r"(?<![:\w]):\w", row.sql) is None
