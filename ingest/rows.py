"""What kind of row each record is: data, or one that is skipped (title, blank, note, total).

Here belongs: the rules for rows as a whole. Not here: judging the cells of data rows (judge).
The rules are those of the data definitions, "Reading a file".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.readers import RECORD
from ingest.values import header_key, is_blank_mark, label_key, normalise_text

if TYPE_CHECKING:
    from ingest.header import Header, Placed

TITLE = "title"
BLANK = "blank"
NOTE = "note"
TOTAL = "total"
SKIPPED = (TITLE, BLANK, NOTE, TOTAL)

KIND = "_kind"
_NOTE_START = r"^(?:※|注|\(注)"
_TOTAL_WORDS = ("計", "小計", "合計", "総計")


def skipped_rows(frame: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Return `_record` and `_kind` of the rows that are skipped, in order; not the header itself.

    `frame` holds the raw cells and, by the names of the contract, what was read from them.
    """
    filled = _filled_count(header)
    marked = frame.with_columns(_filled=filled, _gap=_any_required_empty(header))
    suspects = marked.filter(
        (pl.col(RECORD) <= header.record)
        | (pl.col("_filled") <= 1)
        | pl.col("_gap")
        | _first_name_again(header)
    )
    kinds = suspects.filter(pl.col(RECORD) != header.record).select(
        RECORD, _kind(header).alias(KIND)
    )
    return kinds.filter(pl.col(KIND).is_not_null())


def _kind(header: Header) -> pl.Expr:
    """Return the kind of a row that may be skipped; null for data. The first that fits counts."""
    return (
        pl.when(pl.col("_filled") == 0)
        .then(pl.lit(BLANK))
        .when((pl.col(RECORD) < header.record) | _is_header_again(header))
        .then(pl.lit(TITLE))
        .when((pl.col("_filled") == 1) & _only_text(header).str.contains(_NOTE_START))
        .then(pl.lit(NOTE))
        .when(pl.col("_gap") & _has_total_word(header))
        .then(pl.lit(TOTAL))
    )


def _filled_count(header: Header) -> pl.Expr:
    known = [~pl.col(p.column.name).struct.field("is_blank") for p in header.placed]
    others = [~is_blank_mark(pl.col(one.cell)) for one in header.others]
    return pl.sum_horizontal(known + others)


def _any_required_empty(header: Header) -> pl.Expr:
    required = [p for p in header.placed if p.column.required]
    return pl.any_horizontal(
        [pl.col(p.column.name).struct.field("is_blank") for p in required] or [pl.lit(value=False)]
    )


def _first_name_again(header: Header) -> pl.Expr:
    """Return whether the first known column holds its own header: a cheap sign of a repetition."""
    return _is_own_header(header.placed[0])


def _is_header_again(header: Header) -> pl.Expr:
    """Return whether half of the known columns, at least two of several, hold their header."""
    count = len(header.placed)
    again = pl.sum_horizontal([_is_own_header(p) for p in header.placed])
    return again >= max(min(2, count), (count + 1) // 2)


def _is_own_header(placed: Placed) -> pl.Expr:
    key, cell = header_key(placed.header), pl.col(placed.cell)
    if not key.isascii():
        cell = pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)
    return label_key(cell).eq_missing(pl.lit(key))


def _only_text(header: Header) -> pl.Expr:
    """Return the text of the only filled cell of a row."""
    texts = (
        pl.when(~is_blank_mark(pl.col(cell))).then(normalise_text(pl.col(cell)))
        for cell in header.cells
    )
    return pl.coalesce(texts)


def _has_total_word(header: Header) -> pl.Expr:
    return pl.any_horizontal([label_key(pl.col(cell)).is_in(_TOTAL_WORDS) for cell in header.cells])
