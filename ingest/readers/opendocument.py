"""OpenDocument spreadsheets (ods), checked before they are opened.

Here belongs: how large the tables become, which their XML states in a few bytes: a row repeated a
million times. And whether the XML is whole: the library that reads it looks for the end of a table
that has none for ever. Not here: reading cells (workbook).
"""

from __future__ import annotations

from xml.parsers import expat

import polars as pl

from ingest.readers.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_MEMBER_BYTES,
    MAX_SMALL_PART,
    MAX_TEXT_BYTES,
)
from ingest.readers.package import DAMAGED_ZIP, Package, check_is_plain_xml
from ingest.readers.sheet import UnreadableFileError

MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT = "content.xml"
_FILLED = "office:value-type"
_CELL = "<table:(?:covered-)?table-cell[^>]*>"
_CELLS = "<table:table-cell"


def is_opendocument(package: Package) -> bool:
    """Return whether the zip says that it is a spreadsheet."""
    return package.small("mimetype", MAX_SMALL_PART).startswith(MIME_TYPE)


def check_tables(package: Package) -> None:
    """Refuse tables of more cells than are read. Raises UnreadableFileError."""
    try:
        for member in package.members:
            if member.filename != _CONTENT:
                sum(map(len, package.chunks(member)))
        content = package.small(_CONTENT, MAX_MEMBER_BYTES)
    except DAMAGED_ZIP:
        raise UnreadableFileError("broken_workbook") from None
    check_is_plain_xml(content[: 1 << 20])
    _check_is_whole(content)
    for table in content.decode("utf-8", "replace").split("<table:table ")[1:]:
        _check(table)


def _check_is_whole(content: bytes) -> None:
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        raise UnreadableFileError("broken_workbook") from None


def _check(table: str) -> None:
    """Refuse a table by the rectangle from its first cell to its last filled one."""
    rows = pl.Series("row", table.split("<table:table-row")[1:])
    last = rows.str.contains(_FILLED, literal=True).arg_true().max()
    if not isinstance(last, int):
        return
    height = _repeats(rows.str.extract("^([^>]*)>"), "rows").head(last + 1).sum()
    width = _width(rows)
    if width > MAX_COLUMNS:
        raise UnreadableFileError("too_many_columns", count=width, limit=MAX_COLUMNS)
    if height * width > MAX_CELLS or _text_bytes(rows) > MAX_TEXT_BYTES:
        raise UnreadableFileError("too_many_cells")


def _width(rows: pl.Series) -> int:
    """Return the column of the last filled cell of any row."""
    tags = rows.str.extract_all(_CELL).to_frame().with_row_index("at").explode("row").drop_nulls()
    ends = tags.with_columns(end=_repeats(tags["row"], "columns")).select(
        "row", end=pl.col("end").cum_sum().over("at")
    )
    filled = ends.filter(pl.col("row").str.contains(_FILLED, literal=True))["end"].max()
    return filled if isinstance(filled, int) else 0


def _text_bytes(rows: pl.Series) -> int:
    """Return how many bytes the filled cells come to, each as often as it is repeated."""
    times = _repeats(rows.str.extract("^([^>]*)>"), "rows")
    cells = rows.str.split(_CELLS).to_frame("cell").with_columns(times=times).explode("cell")
    filled = cells.filter(pl.col("cell").str.contains(_FILLED, literal=True))
    bytes_ = filled["cell"].str.len_bytes().cast(pl.Int64)
    return int((bytes_ * filled["times"] * _repeats(filled["cell"], "columns")).sum())


def _repeats(tags: pl.Series, what: str) -> pl.Series:
    """Return how often a row or cell stands in its place, by its opening tag."""
    times = tags.str.extract(f'number-{what}-repeated="([0-9]+)"').cast(pl.Int64, strict=False)
    return times.fill_null(1)
