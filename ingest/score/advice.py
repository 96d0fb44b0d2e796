"""From looks at the sheets of a file to its list of broken rules and its score.

Here belongs: which rules a machine can judge, their words (rules.csv) and the arithmetic. Not here:
what is looked at (looks). A score is the share of the judged rules that hold, times 100; rules for
CSV are not judged of workbooks, nor those for workbooks of CSV.
"""

from __future__ import annotations

import csv
import functools
from importlib.resources import files
from typing import TYPE_CHECKING

import polars as pl

from ingest.messages import Message, message
from ingest.score.looks import Breach, Look, breaches

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = pl.Schema(
    {
        "rule_id": pl.String(),
        "rule_ja": pl.String(),
        "rule_en": pl.String(),
        "evidence_ja": pl.String(),
        "evidence_en": pl.String(),
    }
)
"""One row per broken rule of a file; evidence names places and headers, never a value."""

ONLY_TEXT = frozenset({"L1-14", "L1-15"})
ONLY_WORKBOOKS = frozenset({"L1-10", "L1-12", "L1-13", "L2-06"})


def advise(looks: Sequence[Look]) -> pl.DataFrame:
    """Return the rules that a file breaks, in their order, as SCHEMA says."""
    found = {breach.rule_id: breach for look in reversed(looks) for breach in breaches(look)}
    rows = [_row(found[rule_id], said) for rule_id, said in rules().items() if rule_id in found]
    return pl.DataFrame(rows, SCHEMA, orient="row")


def score_of(looks: Sequence[Look], advice: pl.DataFrame) -> float:
    """Return the score of a file: 100 when every judged rule holds."""
    judged = rules().keys() - (ONLY_WORKBOOKS if looks[0].is_text else ONLY_TEXT)
    return round(100 * (len(judged) - len(advice)) / len(judged), 1)


@functools.cache
def rules() -> dict[str, Message]:
    """Return the words of every rule that is judged, by its id."""
    text = (files("ingest.score") / "rules.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["rule_id"]: Message(row["ja"], row["en"]) for row in rows}


def _row(breach: Breach, said: Message) -> tuple[str, str, str, str, str]:
    shown = _evidence(breach)
    return breach.rule_id, said.ja, said.en, shown.ja, shown.en


def _evidence(breach: Breach) -> Message:
    if breach.header is not None:
        return message("score_header").filled(name=breach.header)
    if breach.row is not None:
        return message("score_row").filled(row=breach.row, count=breach.count)
    return message("score_count").filled(count=breach.count)
