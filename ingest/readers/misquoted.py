"""CSV whose quotes are misplaced → the same records quoted by the rules, some at a time.

Here belongs: reading quotes as spreadsheets do, and the line of one that never closes. Not here:
telling that quotes are misplaced (delimited). The lenient reader goes record by record, so it is
called for such files alone; memory does not grow with the file.
"""

from __future__ import annotations

import csv
import io
import itertools
from typing import TYPE_CHECKING

from ingest.readers.sheet import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

RECORDS = 50_000
"""Written again at a time."""
_SENTINEL = "\ufdd1"
"""Put after the last line: it comes out as a record of its own only when no quote is open."""


def requoted(pieces: Iterable[bytes], separator: str, before: int) -> Iterator[bytes]:
    """Yield the records of a text that comes in pieces, cut anywhere.

    `before` is the number of lines before it. Raises UnreadableFileError when a quote never closes.
    """
    records, is_closed = _Records(pieces, separator), False
    try:
        while rows := list(itertools.islice(records, RECORDS)):
            if is_closed := rows[-1] == [_SENTINEL]:
                rows.pop()
            yield _written(rows, separator)
    except csv.Error:
        is_closed = False
    if not is_closed:
        raise UnreadableFileError("open_quote", line=before + records.line)


class _Records:
    """The records as they are read, and the line on which the newest begins."""

    def __init__(self, pieces: Iterable[bytes], separator: str) -> None:
        lines = itertools.chain(_lines(pieces), (f"{_SENTINEL}\n",))
        self._reader = csv.reader(lines, delimiter=separator)
        self.line = 0

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        before, self.line = self.line, self._reader.line_num + 1
        try:
            return next(self._reader)
        except StopIteration:
            self.line = before
            raise


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    rest = b""
    for piece in pieces:
        text = rest + piece
        end = text.rfind(b"\n") + 1
        yield from io.StringIO(text[:end].decode(), "")
        rest = text[end:]
    if rest:
        yield from io.StringIO(f"{rest.decode()}\n", "")


def _written(rows: list[list[str]], separator: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()
