"""Workbooks (xlsx, xlsm, xls, ods) → one sheet of raw text cells for each worksheet.

Here belongs: which sheets are read and how typed cells become text: dates ISO, whole numbers
without decimals, errors by their Excel names. Not here: layout (shown), headers, meaning.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers.apart import frames_apart
from ingest.readers.sheet import (
    FAILED_FORMULAS,
    RECORD,
    Reading,
    Sheet,
    UnreadableFileError,
    cell_name,
)
from ingest.readers.shown import as_shown

if TYPE_CHECKING:
    import fastexcel

    from ingest.readers.layout import SheetLayout

SKIPPED_SHEETS = frozenset({"記入例", "見本", "集計", "原本", "バックアップ"})
"""Sheets that offices keep beside the data; skipped whole."""

PART_ROWS = 200_000

_MIDNIGHT = r"^(\d{4}-\d\d-\d\d) 00:00:00$"
_TIME_OF_DAY = r"^(?:1899-12-3[01]|1904-01-01) (\d\d:\d\d:\d\d)$"
"""A clock time: Excel counts its days from the last of 1899, or from 1904."""
_JANUARY_1900 = "1900-01-"
_HOURS = r"^1900-01-(?<days>\d\d) (?<hours>\d\d)(?<rest>:\d\d:\d\d)$"
"""More than a day of hours ([h]:mm shows 25:30): nothing here happened in January 1900."""
_DURATION = re.compile(r'DurationIso\("PT(\d+)H(\d+)M(\d+)')


def read_workbook(content: bytes, layouts: dict[str, SheetLayout] | None = None) -> Reading:
    """Return the worksheets in the workbook's order, those kept beside the data left out.

    `layouts` are those of its worksheets by name, where its format tells them. Raises
    UnreadableFileError when the workbook is damaged.
    """
    known = layouts or {}
    return Reading([_sheet(name, frame, known.get(name)) for name, frame in open_sheets(content)])


def read_workbook_apart(content: bytes) -> Reading:
    """Return the worksheets of an xls or ods workbook, as `read_workbook` does."""
    return Reading([_sheet(name, frame, None) for name, frame in frames_apart(content).items()])


def open_sheets(content: bytes) -> list[tuple[str, pl.DataFrame]]:
    """Return names and cells of the worksheets that are read. Raises UnreadableFileError."""
    import fastexcel

    try:
        workbook = fastexcel.read_excel(content)
        names = [name for name in workbook.sheet_names if not _is_beside_the_data(name)]
        loaded = ((name, _load(workbook, name)) for name in names)
        return [(name, frame) for name, frame in loaded if frame is not None]
    except (fastexcel.FastExcelError, pl.exceptions.PanicException):
        raise UnreadableFileError("broken_workbook") from None


def _is_beside_the_data(name: str) -> bool:
    return unicodedata.normalize("NFKC", name).strip() in SKIPPED_SHEETS


def _sheet(name: str, frame: pl.DataFrame, layout: SheetLayout | None) -> Sheet:
    shown = frame if layout is None else as_shown(frame, layout)
    return Sheet(name, functools.partial(shown.iter_slices, PART_ROWS), layout=layout)


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
    return _with_hours(frame.select(_as_text(pl.all()))).with_row_index(RECORD, offset=1)


def _with_errors(frame: pl.DataFrame, failures: fastexcel.CellErrors) -> pl.DataFrame:
    """Fill the cells that the reader left empty though they are not: errors and durations."""
    for failure in failures.errors:
        row, column = failure.offset_position
        frame[row, column] = _what_failed(failure.detail)
    return frame


def _what_failed(detail: str) -> str:
    if duration := _DURATION.search(detail):
        return ":".join(part.zfill(2) for part in duration.groups())
    names = {re.sub(r"\W", "", shown).lower(): shown for shown in FAILED_FORMULAS}
    kind = re.search(r"Error\((\w+)\)", detail)
    return names.get(kind.group(1).lower() if kind else "", "#VALUE!")


def _as_text(cell: pl.Expr) -> pl.Expr:
    """Write a day without its midnight, and a clock time without a day."""
    return cell.str.replace(_MIDNIGHT, "${1}").str.replace(_TIME_OF_DAY, "${1}")


def _with_hours(frame: pl.DataFrame) -> pl.DataFrame:
    """Write more than a day of hours as hours, in the columns that have any."""
    has_any = frame.select(pl.all().str.starts_with(_JANUARY_1900).any()).row(0, named=True)
    return frame.with_columns(_as_hours(name) for name, found in has_any.items() if found)


def _as_hours(name: str) -> pl.Expr:
    cell = pl.col(name)
    part = cell.str.extract_groups(_HOURS).struct.field
    hours = part("days").cast(pl.Int32) * 24 + part("hours").cast(pl.Int32)
    return pl.coalesce(pl.concat_str(hours.cast(pl.String), part("rest")), cell).alias(name)
