"""What people are told, in Japanese and English: templates kept as data (messages.csv).

Here belongs: filling templates, for one message or for a whole column of values. Not here: deciding
that something is wrong.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib.resources import files

import polars as pl

_GAP = "{value}"


@dataclass(frozen=True)
class Message:
    """One text in both languages."""

    ja: str
    en: str

    def filled(self, **facts: object) -> Message:
        """Return the message with its gaps filled; gaps without a fact stay.

        A fact that is itself a message is put in by language.
        """
        ja, en = self.ja, self.en
        for name, fact in facts.items():
            said = fact if isinstance(fact, Message) else Message(str(fact), str(fact))
            ja, en = ja.replace(f"{{{name}}}", said.ja), en.replace(f"{{{name}}}", said.en)
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


def _fill(template: str, values: pl.Expr) -> pl.Expr:
    before, gap, after = template.partition(_GAP)
    if not gap:
        return pl.lit(template)
    return pl.concat_str(pl.lit(before), values.fill_null(""), pl.lit(after))
