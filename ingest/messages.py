"""What people are told, in Japanese and English: templates kept as data (messages.csv).

Here belongs: filling templates, for one message or for a whole column of values. Not here: deciding
that something is wrong.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from importlib.resources import files

import polars as pl

_GAP = "{value}"
_GAPS = re.compile(r"{(\w+)}")
_NOT_IN_A_LINE = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+"
"""What breaks a line, or turns it around: names of files and sheets may hold anything."""
_LONGEST_FACT = 500


@dataclass(frozen=True)
class Message:
    """One text in both languages."""

    ja: str
    en: str

    def filled(self, **facts: object) -> Message:
        """Return the message with its gaps filled; gaps without a fact stay.

        A fact that is itself a message is put in by language; any other becomes part of the line,
        whatever it holds.
        """
        said = {name: _said(fact) for name, fact in facts.items()}
        ja = _GAPS.sub(lambda gap: said[gap[1]].ja if gap[1] in said else gap[0], self.ja)
        en = _GAPS.sub(lambda gap: said[gap[1]].en if gap[1] in said else gap[0], self.en)
        return Message(ja, en)

    def with_values(self, values: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        """Return the message of every row, in Japanese and English, with that row's value in it."""
        return _fill(self.ja, values), _fill(self.en, values)


def message(key: str) -> Message:
    """Return the template of that key; KeyError when there is none."""
    return _catalogue()[key]


@functools.cache
def _catalogue() -> dict[str, Message]:
    text = (files("ingest") / "messages.csv").read_text(encoding="utf-8")
    return {row["key"]: Message(row["ja"], row["en"]) for row in csv.DictReader(text.splitlines())}


def _said(fact: object) -> Message:
    if isinstance(fact, Message):
        return fact
    line = re.sub(_NOT_IN_A_LINE, " ", str(fact)).encode(errors="replace").decode()
    shown = line if len(line) <= _LONGEST_FACT else f"{line[:_LONGEST_FACT]}…"
    return Message(shown, shown)


def _fill(template: str, values: pl.Expr) -> pl.Expr:
    before, gap, after = template.partition(_GAP)
    if not gap:
        return pl.lit(template)
    shown = values.fill_null("").str.replace_all(_NOT_IN_A_LINE, " ")
    return pl.concat_str(pl.lit(before), shown, pl.lit(after))
