"""The XML of one worksheet → its layout, in one pass over its bytes.

Here belongs: finding tags by patterns, chunk by chunk, so that time and memory stay those of
reading the bytes. Not here: the text of cells (workbook), what formats mean (styles). Cells are
found by their references; where a writer leaves these out, only their number is known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers.layout import SHOWN_SCHEMA, UNCALCULATED, Block, SheetLayout
from ingest.readers.limits import MAX_CELLS, MAX_COLUMNS
from ingest.readers.package import check_is_plain_xml
from ingest.readers.sheet import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MAX_CELL_BYTES = 1 << 20
"""A cell's text has at most 32,767 characters."""
_LETTERS = 26


class WorksheetScan:
    """What was seen of one worksheet so far."""

    def __init__(self, name: str, kinds: dict[int, str], *, is_hidden: bool, is_1904: bool) -> None:
        """Take what the workbook says; `kinds` are those of styles.kinds_of_styles."""
        self._sheet = SheetLayout(name, is_hidden=is_hidden, is_1904=is_1904)
        self._styles = _by_kind(kinds)
        self._rows = 0
        self._columns: set[int] = set()
        self._widest = 0
        self._formulas = self._objects = 0
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[Block] = []
        self._merges: list[Block] = []
        self._shown: list[pl.DataFrame] = []

    def look(self, chunks: Iterable[bytes]) -> SheetLayout:
        """Return the layout of the whole sheet.

        Raises UnreadableFileError when it has more cells than are read, or defines entities.
        """
        for number, chunk in enumerate(_whole_tags(chunks)):
            if number == 0:
                check_is_plain_xml(chunk[:_MAX_CELL_BYTES])
            self._look_at(chunk)
            self._check_size()
        return replace(
            self._sheet,
            rows=self._rows,
            columns=max(self._columns, default=0),
            first_column=min(self._columns, default=1),
            merges=tuple(self._merges),
            hidden_rows=tuple(self._hidden_rows),
            hidden_columns=tuple(self._hidden_columns),
            formula_count=self._formulas,
            object_count=self._objects,
            shown=pl.concat([SHOWN_SCHEMA.to_frame(), *self._shown]),
        )

    def _look_at(self, chunk: bytes) -> None:
        self._rows = max(self._rows, _last(_ROW.findall(chunk)), _last(_FAR_ROW.findall(chunk)))
        self._columns |= {column_number(letters) for letters in set(_FILLED.findall(chunk))}
        if _NAMELESS.search(chunk):
            rows = chunk.split(b"<row")
            self._widest = max(self._widest, *(len(_CELL.findall(row)) for row in rows))
        self._formulas += len(_FORMULA.findall(chunk))
        self._objects += len(_OBJECT.findall(chunk))
        self._hidden_rows += map(int, _HIDDEN_ROW.findall(chunk))
        self._hidden_columns += map(_columns_block, _HIDDEN_COLUMN.findall(chunk))
        self._merges += map(_block, _MERGE.findall(chunk))
        self._shown += [_cells(UNCALCULATED, _NO_RESULT.findall(chunk))]
        self._shown += [_cells(k, style.findall(chunk)) for k, style in self._styles.items()]

    def _check_size(self) -> None:
        columns = max(max(self._columns, default=0), self._widest)
        if columns > MAX_COLUMNS:
            raise UnreadableFileError("too_many_columns", count=columns, limit=MAX_COLUMNS)
        if self._rows * columns > MAX_CELLS:
            raise UnreadableFileError("too_many_cells")


_P = rb"(?:\w+:)?"
_ROW = re.compile(rb"<" + _P + rb"""row [^<>]*?\br=["'](\d+)["'][^<>]*(?<!/)>""")
_FAR_ROW = re.compile(rb"""\br=["'][A-Z]{1,3}(\d{5,})["']""")
_FILLED = re.compile(rb"""\br=["']([A-Z]{1,3})\d+["'][^<>]*(?<!/)>(?!</)""")
_CELL = re.compile(rb"<" + _P + rb"c\b")
_NAMELESS = re.compile(rb"<" + _P + rb"c(?:>| (?![^<>]*\br=))")
_FORMULA = re.compile(rb"<" + _P + rb"f[ >]")
_OBJECT = re.compile(rb"<" + _P + rb"(?:drawing|legacyDrawing|picture)\b")
_HIDDEN = rb"""\bhidden=["'](?:1|true)["']"""
_HIDDEN_ROW = re.compile(
    rb"<" + _P + rb"""row (?=[^<>]*""" + _HIDDEN + rb""")[^<>]*?\br=["'](\d{1,7})["']"""
)
_HIDDEN_COLUMN = re.compile(rb"<" + _P + rb"col (?=[^<>]*" + _HIDDEN + rb")[^<>]*>")
_ENDS = re.compile(rb"""\b(min|max)=["'](\d{1,7})["']""")
_MERGE = re.compile(
    rb"<" + _P + rb"""mergeCell [^<>]*?\bref=["']\$?([A-Z]{1,3})\$?(\d{1,7})"""
    rb""":\$?([A-Z]{1,3})\$?(\d{1,7})["']"""
)
_EMPTY_RESULT = rb"(?:<" + _P + rb"v */>|<" + _P + rb"v></" + _P + rb"v>)?"
_NO_RESULT = re.compile(
    rb"(<" + _P + rb"""c (?![^<>]*\bt=["']str["'])[^<>]*>)<""" + _P + rb"f(?: [^<>]*)?"
    rb"(?:/>|>[^<]*</" + _P + rb"f>)" + _EMPTY_RESULT + rb"</" + _P + rb"c>"
)


def column_number(letters: bytes) -> int:
    """Return the number of a column by its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number


def _whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the bytes again in pieces that end before a cell, or at least before a tag."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = max(rest.rfind(b"<c "), rest.rfind(b"<row "))
        if len(rest) - cut > _MAX_CELL_BYTES:
            cut = rest.rfind(b"<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > 64 * _MAX_CELL_BYTES:
            raise UnreadableFileError("broken_workbook")
    yield rest


def _by_kind(kinds: dict[int, str]) -> dict[str, re.Pattern[bytes]]:
    """Return for each kind the pattern of cells, not empty and no text, in one of its styles."""
    styles: dict[str, list[bytes]] = {}
    for style, kind in kinds.items():
        styles.setdefault(kind, []).append(b"%d" % style)
    return {
        kind: re.compile(
            rb"(<" + _P + rb"""c (?=[^<>]*\bs=["'](?:""" + b"|".join(numbers) + rb""")["'])"""
            rb"""(?![^<>]*\bt=["'](?:s|str|inlineStr|b|e|d)["'])[^<>]*(?<!/)>)"""
        )
        for kind, numbers in styles.items()
    }


def _cells(kind: str, tags: list[bytes]) -> pl.DataFrame:
    """Return record and column of the cells whose opening tags are given."""
    if not tags:
        return SHOWN_SCHEMA.to_frame()
    place = (
        pl.Series("tag", tags).cast(pl.String).str.extract_groups(r"""\br=["']([A-Z]+)(\d+)["']""")
    )
    letters = place.struct.field("1")
    numbers = {text: column_number(text.encode()) for text in letters.unique().drop_nulls()}
    return pl.DataFrame(
        {
            "record": place.struct.field("2").cast(pl.UInt32, strict=False),
            "column": letters.replace_strict(numbers, default=None, return_dtype=pl.UInt32),
            "kind": pl.repeat(kind, len(tags), eager=True),
        },
        schema=SHOWN_SCHEMA,
    ).drop_nulls()


def _last(numbers: list[bytes]) -> int:
    return max(map(int, set(numbers)), default=0)


def _block(ends: tuple[bytes, bytes, bytes, bytes]) -> Block:
    left, top, right, bottom = ends
    return Block(int(top), column_number(left), int(bottom), column_number(right))


def _columns_block(tag: bytes) -> Block:
    ends = {name: int(number) for name, number in _ENDS.findall(tag)}
    return Block(0, ends.get(b"min", 0), 0, ends.get(b"max", 0))
