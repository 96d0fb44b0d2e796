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
from ingest.readers.shared_strings import SHARED
from ingest.readers.worksheet_xml import Extent, column_number, whole_tags

if TYPE_CHECKING:
    from collections.abc import Iterable


class WorksheetScan:
    """What was seen of one worksheet so far."""

    def __init__(self, name: str, kinds: dict[int, str], *, is_hidden: bool, is_1904: bool) -> None:
        """Take what the workbook says; `kinds` are those of styles.kinds_of_styles."""
        self._sheet = SheetLayout(name, is_hidden=is_hidden, is_1904=is_1904)
        self._styles = _by_kind(kinds)
        self._extent = Extent()
        self._formulas = self._objects = self._texts = 0
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[Block] = []
        self._merges: list[Block] = []
        self._shown: list[pl.DataFrame] = []

    def look(self, chunks: Iterable[bytes]) -> SheetLayout:
        """Return the layout of the whole sheet.

        Raises UnreadableFileError when it has more cells than are read, or defines entities.
        """
        for chunk in whole_tags(chunks):
            self._extent.look_at(chunk)
            self._look_at(chunk)
        return replace(
            self._sheet,
            rows=self._extent.rows,
            columns=self._extent.last_column,
            first_column=self._extent.first_column,
            merges=tuple(self._merges),
            hidden_rows=tuple(self._hidden_rows),
            hidden_columns=tuple(self._hidden_columns),
            formula_count=self._formulas,
            text_count=self._texts,
            object_count=self._objects,
            shown=pl.concat([SHOWN_SCHEMA.to_frame(), *self._shown]),
        )

    def _look_at(self, chunk: bytes) -> None:
        """Look for each thing only where its word stands: most sheets have none of them."""
        self._texts += chunk.count(SHARED)
        if b"hidden=" in chunk:
            self._hidden_rows += map(int, _HIDDEN_ROW.findall(chunk))
            self._hidden_columns += map(_columns_block, _HIDDEN_COLUMN.findall(chunk))
        if b"<f" in chunk:
            self._formulas += len(_FORMULA.findall(chunk))
            self._shown.append(_cells(UNCALCULATED, _NO_RESULT.findall(chunk)))
        if b"<mergeCell" in chunk:
            self._merges += map(_block, _MERGE.findall(chunk))
        for kind, style in self._styles.items():
            self._shown.append(_cells(kind, style.findall(chunk)))
        self._objects += sum(map(chunk.count, _OBJECTS))


_FORMULA = re.compile(rb"<f[ >]")
_OBJECTS = (b"<drawing ", b"<legacyDrawing ", b"<picture ")
_HIDDEN = rb' hidden="(?:1|true)"'
_HIDDEN_ROW = re.compile(rb"<row(?=[^<>]*" + _HIDDEN + rb')[^<>]*? r="(\d{1,7})"')
_HIDDEN_COLUMN = re.compile(rb"<col(?=[^<>]*" + _HIDDEN + rb")[^<>]*>")
_ENDS = re.compile(rb' (min|max)="(\d{1,7})"')
_MERGE = re.compile(
    rb'<mergeCell [^<>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"'
)
_NO_RESULT = re.compile(
    rb'(<c (?![^<>]* t="str")[^<>]*>)<f(?: [^<>]*)?(?:/>|>[^<]*</f>)(?:<v */>|<v></v>)?</c>'
)


def _by_kind(kinds: dict[int, str]) -> dict[str, re.Pattern[bytes]]:
    """Return for each kind the pattern of cells, not empty and no text, in one of its styles."""
    styles: dict[str, list[bytes]] = {}
    for style, kind in kinds.items():
        styles.setdefault(kind, []).append(b"%d" % style)
    return {
        kind: re.compile(
            rb'(<c (?=[^<>]* s="(?:' + b"|".join(numbers) + rb')")'
            rb'(?![^<>]* t="(?:s|str|inlineStr|b|e|d)")[^<>]*(?<!/)>)'
        )
        for kind, numbers in styles.items()
    }


def _cells(kind: str, tags: list[bytes]) -> pl.DataFrame:
    """Return record and column of the cells whose opening tags are given."""
    if not tags:
        return SHOWN_SCHEMA.to_frame()
    place = pl.Series("tag", tags).cast(pl.String).str.extract_groups(r' r="([A-Z]+)(\d+)"')
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


def _block(ends: tuple[bytes, bytes, bytes, bytes]) -> Block:
    left, top, right, bottom = ends
    return Block(int(top), column_number(left), int(bottom), column_number(right))


def _columns_block(tag: bytes) -> Block:
    ends = {name: int(number) for name, number in _ENDS.findall(tag)}
    return Block(0, ends.get(b"min", 0), 0, ends.get(b"max", 0))
