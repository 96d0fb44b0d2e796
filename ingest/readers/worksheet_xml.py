"""The XML of one worksheet, in plain pieces, and how far its filled cells reach.

Here belongs: what must be known before a sheet is opened at all. Not here: its layout
(worksheet_scan). A few bytes can name a cell a million rows down; opened, every cell between takes
memory.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.readers.limits import MAX_CELLS, MAX_COLUMNS
from ingest.readers.package import check_is_plain_xml
from ingest.readers.sheet import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_CELL_BYTES = 1 << 20
"""A cell's text has at most 32,767 characters."""
_PLAIN = bytes.maketrans(b"\t\r\n'", b'   "')
_PREFIX = re.compile(rb"<(\w+:)worksheet[ >]")
_ROW = re.compile(rb'<row [^<>]*?r="(\d+)"[^<>]*(?<!/)>')
_COLUMN = re.compile(rb'<c r="([A-Z]+)')
_FILLED = rb'\d+"[^<>]*(?<!/)>(?!</)'
_FILLED_COLUMN = re.compile(rb' r="([A-Z]+)' + _FILLED)
_CELL_ROW = re.compile(rb' r="[A-Z]+(\d+)"')
_CELL = re.compile(rb"<c[ >]")
_LETTERS = 26
_FEW = 64


def whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML again in pieces that begin with a cell, or at least with a tag.

    Attributes stand in double quotes behind one space, tags have no prefix. Raises
    UnreadableFileError for XML that defines entities, or has no tags.
    """
    rest, prefix = b"", None
    for chunk in chunks:
        rest += chunk.translate(_PLAIN)
        if prefix is None:
            check_is_plain_xml(rest)
            prefix = found[1] if (found := _PREFIX.search(rest)) else b""
        cut = max(rest.rfind(b"<%sc " % prefix), rest.rfind(b"<%srow " % prefix))
        if len(rest) - cut > _MAX_CELL_BYTES:
            cut = rest.rfind(b"<")
        if cut > 0:
            yield _without(prefix, rest[:cut])
            rest = rest[cut:]
        elif len(rest) > 64 * _MAX_CELL_BYTES:
            raise UnreadableFileError("broken_workbook")
    yield _without(prefix or b"", rest)


def _without(prefix: bytes, xml: bytes) -> bytes:
    return xml.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</") if prefix else xml


class Extent:
    """The rectangle of the filled cells seen so far."""

    def __init__(self) -> None:
        """Begin with no cell."""
        self.rows = 0
        self.first_column = MAX_COLUMNS + 1
        self.last_column = 0

    def look_at(self, xml: bytes) -> None:
        """Take in a piece. Raises UnreadableFileError beyond the cells that are read."""
        self._look_at_columns(xml)
        self.rows = max(self.rows, max(map(int, _ROW.findall(xml)), default=0))
        if self._reaches_further(xml):
            self.rows = max(self.rows, max(map(int, set(_CELL_ROW.findall(xml))), default=0))
        if self.last_column > MAX_COLUMNS:
            raise UnreadableFileError("too_many_columns", count=self.last_column, limit=MAX_COLUMNS)
        if self.rows * self.last_column > MAX_CELLS:
            raise UnreadableFileError("too_many_cells")

    def _look_at_columns(self, xml: bytes) -> None:
        """Find the first and the last filled column; cells that are only formatted are none."""
        if xml.count(b"<c ") != xml.count(b'<c r="') or b"<c>" in xml:
            self._look_closer(xml)
            return
        columns = sorted(
            {column_number(letters): letters for letters in set(_COLUMN.findall(xml))}.items()
        )
        if len(columns) > _FEW:
            self._widen(map(column_number, set(_FILLED_COLUMN.findall(xml))))
            return
        before = (
            number for number, name in columns if number < self.first_column and _has(name, xml)
        )
        behind = (
            number
            for number, name in reversed(columns)
            if number > self.last_column and _has(name, xml)
        )
        self._widen(number for ends in (before, behind) if (number := next(ends, 0)))

    def _look_closer(self, xml: bytes) -> None:
        """Cells without a reference stand behind each other; those with one may say it later."""
        self._widen(map(column_number, set(_FILLED_COLUMN.findall(xml))))
        self._widen(len(_CELL.findall(row)) for row in xml.split(b"<row")[1:])

    def _widen(self, columns: Iterable[int]) -> None:
        for column in columns:
            self.first_column = min(self.first_column, column)
            self.last_column = max(self.last_column, column)

    def _reaches_further(self, xml: bytes) -> bool:
        """Return whether cells may name rows beyond those of their row, as no program writes."""
        digits = len(str(self.rows))
        is_further = re.search(rb' r="[A-Z]+\d{%d,}"' % (digits + 1), xml) is not None
        return is_further or 10**digits * self.last_column > MAX_CELLS


def _has(column: bytes, xml: bytes) -> bool:
    return re.search(rb'<c r="' + column + _FILLED, xml) is not None


def column_number(letters: bytes) -> int:
    """Return the number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number
