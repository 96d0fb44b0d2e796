"""Text as people mean it: width, spaces, line breaks, and the marks that say "nothing here".

Here belongs: what makes two texts the same, and which cells count as unfilled. Not here: what a
text says (numbers, dates and labels have files of their own).
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from ingest.values.parsed import judged

SPACES = r"\s\x1c-\x1f\u200b-\u200d\u2060\ufeff"
"""Inside a character class: white space, and the invisible marks that copying leaves behind."""

DASHES = "-‐‑‒–—―−ー─━"
"""Every stroke that is typed for 「-」; half and full width are one after NFKC."""

DASH = f"[{re.escape(DASHES)}]"
"""One such stroke, as a pattern."""

_BLANK_MARK = rf"^(?:[{re.escape(DASHES)}{SPACES}]+|[な無][{SPACES}]*し|無)$"
_EDGES = rf"^[{SPACES}]+|[{SPACES}]+$"
_ALL_SPACES = rf"[{SPACES}]+"
_ALL_SPACES_HERE = re.compile(_ALL_SPACES)


def normalise_text(cell: pl.Expr) -> pl.Expr:
    r"""Return the text after NFKC, trimmed, inner line breaks as ``\n``; null when empty."""
    is_wide = cell.str.len_bytes() != cell.str.len_chars()
    text = pl.coalesce(pl.when(is_wide).then(cell).str.normalize("NFKC"), cell)
    text = text.str.replace_all(r"\r\n?", "\n").str.replace_all(_EDGES, "")
    return text.replace("", None)


def is_blank_text(text: pl.Expr) -> pl.Expr:
    """Return whether normalised text counts as unfilled."""
    return text.is_null() | text.str.contains(_BLANK_MARK)


def is_blank_mark(cell: pl.Expr) -> pl.Expr:
    """Return whether the cell is empty or only a mark such as 「-」「なし」; never null."""
    return is_blank_text(normalise_text(cell))


def header_key(text: str) -> str:
    """Return how a header or a label is compared: NFKC, no spaces or line breaks, any case."""
    return _ALL_SPACES_HERE.sub("", unicodedata.normalize("NFKC", text)).lower()


def label_key(cell: pl.Expr) -> pl.Expr:
    """Return `header_key` of every cell; null when nothing is left."""
    return normalise_text(cell).str.replace_all(_ALL_SPACES, "").str.to_lowercase()


def read_string(text: pl.Expr) -> pl.Expr:
    """Read text without a meaning of its own: as it is."""
    return judged(text, text)


def read_key(text: pl.Expr) -> pl.Expr:
    """Read a key: a line break inside it is layout, never part of the number."""
    return read_string(text.str.replace_all(rf"[{SPACES}]*\n[{SPACES}]*", ""))
