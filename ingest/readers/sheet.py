"""What every reader hands over: sheets of raw text cells, and the one way to say "cannot be read".

Here belongs: the shape shared by all formats. Not here: any format, any header, any meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.messages import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import polars as pl

    from ingest.messages import Message
    from ingest.readers.layout import SheetLayout

RECORD = "_record"
"""Column of the 1-based number of a record in its file or sheet."""

CELL_PREFIX = "_c"
"""Cell columns are named by this and their 0-based position; no column of a contract is."""

DAMAGE = "\ufdd0"
"""Stands where bytes could not be decoded; a code point that no text may contain."""


NOT_CALCULATED = "#CALC!"
"""Stands for a formula whose result was never saved: it is not blank, and nobody knows it."""

FAILED_FORMULAS = (
    *("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"),
    *("#SPILL!", "#FIELD!", "#BLOCKED!", NOT_CALCULATED),
)
"""What Excel shows where a formula failed; in CSV it is all that is left of the cell."""


class UnreadableFileError(Exception):
    """The file is refused whole, for a reason that people are told (`message`)."""

    def __init__(self, reason: str, **facts: object) -> None:
        """Take the message of that key; `facts` fill its gaps."""
        self.reason = reason
        self.message = message(reason).filled(**facts)
        super().__init__(self.message.en)

    def inside(self, member: str | None) -> UnreadableFileError:
        """Return the refusal with the file inside a zip named that it comes from, if any."""
        if member is None:
            return self
        error = UnreadableFileError("in_member", member=member, why=self.message)
        error.reason = self.reason
        return error


@dataclass(frozen=True)
class Sheet:
    """One table of raw cells."""

    name: str | None
    """Name in the workbook; None when the file is one table."""
    parts: Callable[[], Iterator[pl.DataFrame]]
    """Yields the records in order, some at a time, so that memory does not grow with the file: each
    part has `_record`, then text columns _c0, _c1, … in the file's order, as many as it needs."""
    is_damaged: bool = False
    """Whether some bytes could not be decoded (their place holds DAMAGE)."""
    encoding: str | None = None
    """Encoding and why, such as `cp932 (not valid UTF-8)`; None where the format knows its own."""
    member: str | None = None
    """The file inside a delivered zip that the sheet comes from."""
    layout: SheetLayout | None = None
    """What the worksheet looks like; None where the format or its reader does not say."""

    def origin(self, file: str) -> str:
        """Return where its rows come from: `a.zip/b.xlsx#シート`."""
        inside = f"{file}/{self.member}" if self.member else file
        return f"{inside}#{self.name}" if self.name else inside


@dataclass(frozen=True)
class Reading:
    """A file as read."""

    sheets: Iterable[Sheet]
    """In order; each may be read only when its turn comes, and then refuse the file."""
    notes: Sequence[Message] = ()
    """What people should know though nothing is wrong: members of a zip that are no tables."""


def cell_name(position: int) -> str:
    """Return the name of the cell column at a 0-based position."""
    return f"{CELL_PREFIX}{position}"


def cells_of(frame: pl.DataFrame) -> list[str]:
    """Return the names of a part's cell columns, in the file's order."""
    return [name for name in frame.columns if name.startswith(CELL_PREFIX)]
