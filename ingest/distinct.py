"""Columns in which few texts come again and again: each text is read once.

Here belongs: telling such columns, and giving every row its text's answer. Not here: reading
(values). Most columns of a log hold a few hundred texts, however many rows there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    import pyarrow as pa

FEW_ROWS = 4_096
"""Up to here looking for repetitions costs as much as it spares."""
_NEARLY_ALL, _MANY = 0.9, 0.5
"""Shares of distinct texts, in the first rows and in all, beyond which each row is read."""


def read_distinct(cells: pl.Series, read: pl.Expr) -> pl.Series:
    """Return what `read`, an expression on the column of that name, makes of every cell.

    It must make the same of the same text, wherever it stands.
    """
    if len(cells) > FEW_ROWS and cells.head(FEW_ROWS).n_unique() < FEW_ROWS * _NEARLY_ALL:
        texts, places = _encoded(cells)
        if len(texts) < len(cells) * _MANY:
            return _read(texts, read).gather(places)
    return _read(cells, read)


def _read(texts: pl.Series, read: pl.Expr) -> pl.Series:
    return texts.to_frame().select(read).to_series()


def _encoded(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the distinct texts, null among them, and each row's place in them."""
    encoded: pa.DictionaryArray = (
        cells.rechunk()
        .to_arrow(compat_level=pl.CompatLevel.oldest())
        .dictionary_encode(null_encoding="encode")
    )
    texts = pl.Series(cells.name, encoded.dictionary, dtype=pl.String)
    return texts, pl.Series(encoded.indices)
