"""OpenDocument spreadsheets (ods), checked before they are opened.

Here belongs: how large the tables become, which their XML states in a few bytes: a row repeated a
million times. Not here: reading cells (workbook).
"""

from __future__ import annotations

import polars as pl

from ingest.readers.limits import MAX_CELLS, MAX_COLUMNS, MAX_MEMBER_BYTES, MAX_SMALL_PART
from ingest.readers.package import DAMAGED_ZIP, Package, check_is_plain_xml
from ingest.readers.sheet import UnreadableFileError

MIME_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT = "content.xml"
_FILLED = "office:value-type"
_CELL = "<table:(?:covered-)?table-cell[^>]*>"


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
    for table in content.decode("utf-8", "replace").split("<table:table ")[1:]:
        _check(table)


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
    if height * width > MAX_CELLS:
        raise UnreadableFileError("too_many_cells")


def _width(rows: pl.Series) -> int:
    """Return the column of the last filled cell of any row."""
    tags = rows.str.extract_all(_CELL).to_frame().with_row_index("at").explode("row").drop_nulls()
    ends = tags.with_columns(end=_repeats(tags["row"], "columns")).select(
        "row", end=pl.col("end").cum_sum().over("at")
    )
    filled = ends.filter(pl.col("row").str.contains(_FILLED, literal=True))["end"].max()
    return filled if isinstance(filled, int) else 0


def _repeats(tags: pl.Series, what: str) -> pl.Series:
    """Return how often a row or cell stands in its place, by its opening tag."""
    times = tags.str.extract(f'number-{what}-repeated="([0-9]+)"').cast(pl.Int64, strict=False)
    return times.fill_null(1)
