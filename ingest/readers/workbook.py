"""Excel workbooks (xlsx) → one sheet of raw text cells for each worksheet.

Here belongs: which sheets are read and how typed cells become text: dates ISO, whole numbers
without decimals, errors by their Excel names. Not here: headers, meaning.
"""

from __future__ import annotations

import functools
import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers.sheet import (
    FAILED_FORMULAS,
    RECORD,
    Reading,
    Sheet,
    UnreadableFileError,
    cell_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import fastexcel

SKIPPED_SHEETS = frozenset({"記入例", "見本", "集計", "原本", "バックアップ"})
"""Sheets that offices keep beside the data; skipped whole."""

PART_ROWS = 200_000

_DAMAGED_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, OSError, RuntimeError, ValueError),
)
"""What the zip module raises for bytes that are no sound zip."""

_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"
_TIME_OF_DAY = r"^1899-12-3[01] (\d\d:\d\d:\d\d)$"
"""A clock time: Excel counts its days from the last of 1899."""


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are an xlsx workbook; every part of the zip is checked.

    Raises UnreadableFileError for one that is cut short or damaged: what is left of it would read
    as a shorter workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_whole = archive.testzip() is None
            names = archive.namelist()
    except _DAMAGED_ZIP:
        is_whole, names = False, []
    if not is_whole:
        raise UnreadableFileError("broken_workbook")
    return "xl/workbook.xml" in names


def read_workbook(content: bytes) -> Reading:
    """Return the worksheets in the workbook's order, those kept beside the data left out.

    Raises UnreadableFileError when the workbook is damaged.
    """
    import fastexcel

    try:
        workbook = fastexcel.read_excel(content)
        sheets = tuple(_sheets(workbook))
    except fastexcel.FastExcelError:
        raise UnreadableFileError("broken_workbook") from None
    return Reading(sheets)


def _sheets(workbook: fastexcel.ExcelReader) -> Iterator[Sheet]:
    for name in workbook.sheet_names:
        if unicodedata.normalize("NFKC", name).strip() not in SKIPPED_SHEETS:
            frame = _load(workbook, name)
            if frame is not None:
                yield Sheet(name, functools.partial(frame.iter_slices, PART_ROWS))


def _load(workbook: fastexcel.ExcelReader, name: str) -> pl.DataFrame | None:
    """Return the cells of a worksheet; None for what is no table (a chart sheet, an empty one)."""
    import fastexcel

    try:
        sheet = workbook.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
        batch, failures = sheet.to_arrow_with_errors()
    except fastexcel.CalamineError as error:
        if "not a valid worksheet" in str(error):
            return None
        raise
    frame = pl.DataFrame(pl.from_arrow(batch))
    if frame.is_empty():
        return None
    frame.columns = [cell_name(i) for i in range(frame.width)]
    if failures is not None:
        frame = _with_errors(frame, failures)
    return frame.select(_as_text(pl.all())).with_row_index(RECORD, offset=1)


def _with_errors(frame: pl.DataFrame, failures: fastexcel.CellErrors) -> pl.DataFrame:
    """Put Excel's names of errors where the reader left cells empty: an error is no blank."""
    names = {re.sub(r"\W", "", shown).lower(): shown for shown in FAILED_FORMULAS}
    for failure in failures.errors:
        row, column = failure.offset_position
        kind = re.search(r"Error\((\w+)\)", failure.detail)
        frame[row, column] = names.get(kind.group(1).lower() if kind else "", "#VALUE!")
    return frame


def _as_text(cell: pl.Expr) -> pl.Expr:
    """Write a day without its midnight, and a clock time without a day."""
    return cell.str.replace(_MIDNIGHT, "${1}").str.replace(_TIME_OF_DAY, "${1}")
