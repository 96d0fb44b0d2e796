"""Cells that hold one of a column's agreed words: 受付, 完了, ○, 有, 市内.

Here belongs: from the words to the codes of the contract. Not here: the words themselves
(contracts).
"""

from __future__ import annotations

import polars as pl

from ingest.values.parsed import UNKNOWN_VALUE, answer
from ingest.values.text import header_key, is_blank_text, normalise_text, text_key

_GLYPHS = {"○": "〇◯⭕", "×": "✕✖✗✘╳"}
"""Signs that look like the one in the contract and mean it."""

_EVERY_YES_NO = {"true": ("○", "有"), "false": ("×", "無")}
"""Read in every yes/no column."""

_BARE_YES_NO = {"true": ("はい", "1", "1.0"), "false": ("いいえ", "0", "0.0")}
"""Read where the contract names no words."""


def read_labels(cell: pl.Expr, labels: dict[str, tuple[str, ...]]) -> pl.Expr:
    """Read raw cells into codes; a word of the column is read before the blank marks."""
    as_written = _spellings(labels)
    by_key = {header_key(word): code for word, code in as_written.items()}
    cells = pl.struct(cell=cell).struct.with_fields(
        known=_looked_up(pl.field("cell"), as_written),
    )
    unknown = pl.when(pl.field("known").is_null()).then(pl.field("cell"))
    cells = cells.struct.with_fields(text=normalise_text(unknown)).struct.with_fields(
        known=pl.coalesce(pl.field("known"), _looked_up(text_key(pl.field("text")), by_key))
    )
    is_unknown = pl.field("known").is_null()
    is_blank = is_unknown & is_blank_text(pl.field("text"))
    problem = pl.when(is_unknown & ~is_blank).then(pl.lit(UNKNOWN_VALUE))
    return answer(cells, pl.struct(value=pl.field("known"), problem=problem), is_blank)


def yes_no_labels(labels: dict[str, tuple[str, ...]] | None) -> dict[str, tuple[str, ...]]:
    """Return the words of a yes/no column with those that every one of them understands."""
    own = labels or _BARE_YES_NO
    return {code: (*own.get(code, ()), *words) for code, words in _EVERY_YES_NO.items()}


def _spellings(labels: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Every spelling → its code; a code means itself, whatever else it is a word for."""
    words = {word: code for code, own in labels.items() for word in own}
    glyphs = {
        glyph: words[sign] for sign, same in _GLYPHS.items() if sign in words for glyph in same
    }
    return {**glyphs, **words, **{code: code for code in labels}}


def _looked_up(text: pl.Expr, codes: dict[str, str]) -> pl.Expr:
    return text.replace_strict(codes, default=None, return_dtype=pl.String)
