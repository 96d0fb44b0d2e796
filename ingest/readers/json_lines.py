"""JSON Lines → one sheet: one object a line, its names are the header.

Here belongs: which names there are and how JSON values become text. Not here: encodings (text),
meaning. The header is record 0, so that records are lines of the file.
"""

from __future__ import annotations

import functools
import json
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers.limits import MAX_COLUMNS
from ingest.readers.sheet import DAMAGE, RECORD, Reading, Sheet, UnreadableFileError, cell_name
from ingest.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

PART_LINES = 100_000
_START = 1 << 20
"""Bytes in which the first line must end."""
_STRING_AND_NUMBER = r"""("(?:[^"\\]|\\.)*"\s*:?\s*)(?:(-?[0-9]+(?:\.[0-9]+)?)(\s*[,}]))?"""
_OPEN, _CLOSE = "\x01", "\x02"
"""Stand for quotes while numbers are given some; no JSON holds these characters."""


def is_json_lines(content: bytes) -> bool:
    """Return whether the first filled line is a JSON object."""
    start = content[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(start.split(b"\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


def read_json_lines(content: bytes) -> Reading:
    """Return the one sheet; a line that is no JSON object is a damaged record.

    Raises UnreadableFileError for more names than columns are read.
    """
    text = decode(content)
    lines = pl.Series("line", text.utf8.decode().removesuffix("\n").split("\n")).str.strip_chars()
    is_object = lines.str.json_path_match("$").str.starts_with("{").fill_null(value=False)
    lines = _with_numbers_as_text(lines)
    names = _names(lines.filter(is_object))
    is_damaged = text.is_damaged or bool((~is_object & (lines != "")).any())
    parts = functools.partial(_parts, lines, is_object, names)
    return Reading((Sheet(None, parts, is_damaged, text.encoding),))


def _with_numbers_as_text(lines: pl.Series) -> pl.Series:
    """Return the objects with quotes around their numbers, which stay as they are written.

    Read as a number, one of twenty digits would lose some, and 1.10 its last.
    """
    quoted = lines.str.replace_all(_STRING_AND_NUMBER, f"${{1}}{_OPEN}${{2}}{_CLOSE}${{3}}")
    return quoted.str.replace_all(_OPEN + _CLOSE, "", literal=True).str.replace_all(
        f"[{_OPEN}{_CLOSE}]", '"'
    )


def _names(objects: pl.Series) -> list[str]:
    """Return the names of all objects in the order of their first appearance."""
    try:
        schema = pl.read_ndjson(_joined(objects), infer_schema_length=None).schema
    except pl.exceptions.PolarsError:
        raise UnreadableFileError("broken_json") from None
    if len(schema) > MAX_COLUMNS:
        raise UnreadableFileError("too_many_columns", count=len(schema), limit=MAX_COLUMNS)
    return schema.names()


def _parts(lines: pl.Series, is_object: pl.Series, names: list[str]) -> Iterator[pl.DataFrame]:
    cells = [cell_name(i) for i in range(len(names))]
    header = pl.DataFrame([names], schema=dict.fromkeys(cells, pl.String), orient="row")
    for start in range(0, len(lines), PART_LINES):
        part, are_objects = lines.slice(start, PART_LINES), is_object.slice(start, PART_LINES)
        read = _read(part.filter(are_objects), names).rename(dict(zip(names, cells, strict=True)))
        numbers = pl.arange(start + 1, start + len(part) + 1, dtype=pl.UInt32, eager=True)
        rows = pl.DataFrame({RECORD: numbers, "line": part})
        rows = rows.join(
            read.with_columns(numbers.filter(are_objects).alias(RECORD)), on=RECORD, how="left",
            maintain_order="left",
        )  # fmt: skip
        is_bad = ~are_objects & (part != "")
        rows = rows.with_columns(
            pl.when(is_bad).then(pl.lit(DAMAGE)).otherwise(cells[0]).alias(cells[0])
        ).drop("line")
        yield pl.concat([_numbered(header), rows]) if start == 0 else rows


def _numbered(header: pl.DataFrame) -> pl.DataFrame:
    return header.select(pl.lit(0, pl.UInt32).alias(RECORD), pl.all())


def _read(objects: pl.Series, names: list[str]) -> pl.DataFrame:
    schema = dict.fromkeys(names, pl.String)
    if objects.is_empty():
        return pl.DataFrame(schema=schema)
    return pl.read_ndjson(_joined(objects), schema=schema)


def _joined(objects: pl.Series) -> bytes:
    return "\n".join(objects).encode()
