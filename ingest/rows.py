"""What kind of row each record is: data, or one that is skipped (title, blank, note, total).

Here belongs: the rules for rows as a whole. Not here: judging the cells of data rows (judge).
The rules are those of the data definitions, "Reading a file".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.readers import RECORD, cells_of
from ingest.values import header_key, is_blank_mark, label_key, normalise_text

if TYPE_CHECKING:
    from ingest.header import Header

TITLE = "title"
BLANK = "blank"
NOTE = "note"
TOTAL = "total"
SKIPPED = (TITLE, BLANK, NOTE, TOTAL)

KIND = "_kind"
SCHEMA = pl.Schema({RECORD: pl.UInt32(), KIND: pl.String()})

_NOTE_START = r"^(?:※|注|\(注)"
_TOTAL_WORDS = ("計", "小計", "合計", "総計")


def rows_above(above: pl.DataFrame) -> pl.DataFrame:
    """Return `_record` and `_kind` of the rows above a header: titles, or blank."""
    filled = _filled_cells(above, cells_of(above))[RECORD].implode()
    kind = pl.when(pl.col(RECORD).is_in(filled)).then(pl.lit(TITLE)).otherwise(pl.lit(BLANK))
    return above.select(RECORD, kind.alias(KIND))


def skipped_rows(read: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Return `_record` and `_kind` of the rows below the header that are skipped, in order.

    `read` holds the raw cells and, by the names of the contract, what was read from them.
    """
    marked = read.with_columns(_filled=_filled_count(header), _has_gap=_any_required_empty(header))
    suspects = marked.filter(
        (pl.col("_filled") <= 1) | pl.col("_has_gap") | _is_first_name_again(header)
    )
    if suspects.is_empty():
        return SCHEMA.to_frame()
    said = suspects.join(_what_rows_say(suspects, header), on=RECORD, maintain_order="left")
    kinds = said.select(RECORD, _kind(header).alias(KIND))
    return kinds.filter(pl.col(KIND).is_not_null())


def _kind(header: Header) -> pl.Expr:
    """Return the kind of a row that may be skipped; null for data. The first that fits counts."""
    count = len(header.placed)
    is_header_again = pl.col("_names") >= max(min(2, count), (count + 1) // 2)
    return (
        pl.when(pl.col("_filled") == 0)
        .then(pl.lit(BLANK))
        .when(is_header_again)
        .then(pl.lit(TITLE))
        .when((pl.col("_filled") == 1) & pl.col("_text").str.contains(_NOTE_START))
        .then(pl.lit(NOTE))
        .when(pl.col("_has_gap") & pl.col("_has_total"))
        .then(pl.lit(TOTAL))
    )


def _what_rows_say(suspects: pl.DataFrame, header: Header) -> pl.DataFrame:
    """Return for each row its first text, how many columns hold their own header, and totals."""
    names = {placed.cell: header_key(placed.header) for placed in header.placed}
    cells = _filled_cells(suspects, header.cells).with_columns(
        key=label_key(pl.col("text")),
        text=normalise_text(pl.col("text")),
        name=pl.col("cell").replace_strict(names, default=None, return_dtype=pl.String),
    )
    return (
        suspects.select(RECORD)
        .join(cells, on=RECORD, how="left", maintain_order="left_right")
        .group_by(RECORD, maintain_order=True)
        .agg(
            _text=pl.col("text").first(),
            _names=(pl.col("key") == pl.col("name")).sum(),
            _has_total=pl.col("key").is_in(_TOTAL_WORDS).any(),
        )
    )


def _filled_cells(rows: pl.DataFrame, cells: list[str]) -> pl.DataFrame:
    """Return the filled cells of some rows below each other: one expression looks at them all."""
    laid = rows.unpivot(cells, index=RECORD, variable_name="cell", value_name="text")
    return laid.filter(~is_blank_mark(pl.col("text")))


def _filled_count(header: Header) -> pl.Expr:
    known = [~pl.col(p.column.name).struct.field("is_blank") for p in header.placed]
    others = [~is_blank_mark(pl.col(one.cell)) for one in header.others]
    return pl.sum_horizontal(known + others)


def _any_required_empty(header: Header) -> pl.Expr:
    required = [p for p in header.placed if p.column.required]
    return pl.any_horizontal(
        [pl.col(p.column.name).struct.field("is_blank") for p in required] or [pl.lit(value=False)]
    )


def _is_first_name_again(header: Header) -> pl.Expr:
    """Return whether the first known column holds its own header: a cheap sign of a repetition."""
    first = header.placed[0]
    key, cell = header_key(first.header), pl.col(first.cell)
    if not key.isascii():
        cell = pl.when(cell.str.len_bytes() != cell.str.len_chars()).then(cell)
    return label_key(cell).eq_missing(pl.lit(key))
