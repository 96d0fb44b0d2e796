"""What every reader hands over: sheets of raw text cells, and the one way to say "cannot be read".

Here belongs: the shape shared by all formats. Not here: any format, any header, any meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import polars as pl

RECORD = "_record"
"""Column of the 1-based number of a record in its file or sheet."""

CELL_PREFIX = "_c"
"""Cell columns are named by this and their 0-based position; no column of a contract is."""

PART_ROWS = 250_000
"""Rows judged at a time: bounds memory, whatever the size of a file."""

DAMAGE = "\ufdd0"
"""Stands where bytes could not be decoded; a code point that no text may contain."""


class UnreadableFileError(Exception):
    """The file is refused whole, for a reason that people are told (`message`)."""

    def __init__(self, reason: str, **facts: object) -> None:
        """Take the message of that key; `facts` fill its gaps."""
        self.reason = reason
        self.message = message(reason).filled(**facts)
        super().__init__(self.message.en)


@dataclass(frozen=True)
class Sheet:
    """One table of raw cells: `_record`, then text columns _c0, _c1, … in the file's order."""

    name: str | None
    """Name in the workbook; None when the file is one table."""
    frame: pl.DataFrame
    is_damaged: bool = False
    """Whether some bytes could not be decoded (their place holds DAMAGE)."""

    @property
    def cells(self) -> list[str]:
        """Names of the cell columns, in the file's order."""
        return [name for name in self.frame.columns if name != RECORD]

    def parts(self) -> Iterator[pl.DataFrame]:
        """Yield the records in order, some at a time."""
        yield from self.frame.iter_slices(PART_ROWS)


@dataclass(frozen=True)
class Reading:
    """A file as read: its sheets in order and how its text was decoded."""

    sheets: Iterable[Sheet]
    encoding: str | None = None
    """Encoding and why, such as `cp932 (not valid UTF-8)`; None where a format knows its own."""


def cell_name(position: int) -> str:
    """Return the name of the cell column at a 0-based position."""
    return f"{CELL_PREFIX}{position}"
