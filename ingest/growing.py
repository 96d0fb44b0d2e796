"""Parquet files that grow by stretches of rows: the same bytes from the same stretches, always.

Here belongs: how one frame, or one after the other, becomes a file. Not here: which rows and
columns (landed_files), temporary names (atomic).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

from ingest.atomic import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pyarrow as pa

    Append = Callable[[pl.DataFrame], None]


@contextmanager
def growing(path: Path) -> Iterator[Append]:
    """Yield what appends a frame to the file; it is there, whole, when the block ends well.

    All frames have the same columns. Raises OSError.
    """
    with whole(path) as temporary:
        growth = _Growth(temporary)
        try:
            yield growth.append
        finally:
            growth.close()


class _Growth:
    """A first frame, and a writer of row groups once a second one came."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._first: pl.DataFrame | None = None
        self._writer: pq.ParquetWriter | None = None

    def append(self, frame: pl.DataFrame) -> None:
        """Keep a first frame for an end that may come at once; write all others."""
        if self._first is None:
            self._first = frame
            return
        if self._writer is None:
            first = _table(self._first)
            self._writer = pq.ParquetWriter(self._path, first.schema, compression="zstd")
            self._writer.write_table(first)
        self._writer.write_table(_table(frame))

    def close(self) -> None:
        """Write what is not written yet."""
        if self._writer is not None:
            self._writer.close()
        elif self._first is not None:
            self._first.write_parquet(self._path)


def _table(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())
