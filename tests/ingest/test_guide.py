"""The guide for data staff explains every message, every rule and every rule of the score."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ingest.score.advice import rules

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "ingest.md").read_text(encoding="utf-8")
EXPLAINED = set(re.findall(r"`([\w-]+)`", GUIDE))
PARTS = {"place", "hidden", "range_event", "range_minimum", "range_maximum"}
"""Keys of words that stand inside another message."""
SHOWN_BY_ITSELF = {"rejected_workbook", "score_header", "score_row", "score_count"}


def keys(path: str, column: str) -> set[str]:
    with (ROOT / path).open(encoding="utf-8", newline="") as lines:
        return {row[column].partition(".")[0] for row in csv.DictReader(lines)}


def test_every_message_is_explained() -> None:
    known = keys("ingest/messages.csv", "key") - PARTS - SHOWN_BY_ITSELF
    assert known - EXPLAINED == set()


def test_every_rule_of_the_whole_log_is_explained() -> None:
    assert keys("dbt_project/seeds/issue_rules.csv", "rule") - EXPLAINED == set()


@pytest.mark.parametrize("rule_id", rules())
def test_every_rule_of_the_score_is_listed_in_both_languages(rule_id: str) -> None:
    said = rules()[rule_id]
    assert f"| `{rule_id}` | {said.ja} | {said.en} |" in GUIDE


def test_nothing_is_explained_that_nobody_says() -> None:
    tables = GUIDE.partition("## ファイルについての言葉")[2].partition("## 読み取り")[0]
    named = set(
        re.findall(r"`([a-z_]+)`", "".join(re.findall(r"^\| (`.*?) \|", tables, re.MULTILINE)))
    )
    said = keys("ingest/messages.csv", "key") | keys("dbt_project/seeds/issue_rules.csv", "rule")
    assert named - said == set()
