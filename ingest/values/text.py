"""Text as people mean it: width, spaces, line breaks, and the marks that say "nothing here".

Here belongs: what makes two texts the same, and which cells count as unfilled. Not here: what a
text says (numbers, dates and labels have files of their own).
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from ingest.values.parsed import without_warning

_SPACES = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""White space, and the invisible characters that copying between programs leaves behind."""

SPACES = f"[{_SPACES}]"
"""One of them, as a pattern."""

DASHES = "-‐‑‒–—―−ー─━"
"""Every stroke that is typed for 「-」; half and full width are one after NFKC."""

DASH = f"[{re.escape(DASHES)}]"
"""One such stroke, as a pattern."""

_BLANK_MARK = f"^(?:(?:{DASH}|{SPACES})+|[な無]{SPACES}*し|無)$"
_SURELY_TEXT = "^[[0-9A-Za-z\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]--[な無]]"
"""Begins with a letter, digit, kana or kanji that begins no blank mark: not worth a closer look."""

_SURELY_NFKC = "^[\n -~○×△▲、。々〇「」\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff]*$"
"""Only characters that NFKC leaves alone, whatever their neighbours: seen far quicker than done."""

_WITHOUT_SPACES = str.maketrans("", "", _SPACES)


def normalise_text(cell: pl.Expr) -> pl.Expr:
    r"""Return the text after NFKC, trimmed, inner line breaks as ``\n``; null when empty."""
    wide = pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)
    odd = pl.when(~wide.str.contains(_SURELY_NFKC)).then(wide)
    text = pl.coalesce(odd.str.normalize("NFKC"), cell)
    return text.str.replace_all("\r\n?", "\n").str.strip_chars(_SPACES).replace("", None)


def is_blank_text(text: pl.Expr) -> pl.Expr:
    """Return whether normalised text counts as unfilled."""
    return text.str.contains(_BLANK_MARK).fill_null(value=True)


def is_blank_mark(cell: pl.Expr) -> pl.Expr:
    """Return whether the cell is empty or only a mark such as 「-」「なし」; never null."""
    is_in_doubt = ~cell.str.contains(_SURELY_TEXT)
    return cell.is_null() | (
        is_in_doubt & is_blank_text(normalise_text(pl.when(is_in_doubt).then(cell)))
    )


def header_key(text: str) -> str:
    """Return how a header or a label is compared: NFKC, no spaces or line breaks, any case."""
    return unicodedata.normalize("NFKC", text).translate(_WITHOUT_SPACES).lower()


def label_key(cell: pl.Expr) -> pl.Expr:
    """Return `header_key` of every cell; null when nothing is left."""
    return text_key(normalise_text(cell))


def text_key(text: pl.Expr) -> pl.Expr:
    """Return `header_key` of text that is normalised already."""
    return text.str.replace_all(f"{SPACES}+", "").str.to_lowercase()


def read_string(text: pl.Expr) -> pl.Expr:
    """Read text without a meaning of its own: as it is."""
    return without_warning(text)


def read_key(text: pl.Expr) -> pl.Expr:
    """Read a key: a line break inside it is layout, never part of the number."""
    return read_string(text.str.replace_all(f"{SPACES}*\n{SPACES}*", ""))
