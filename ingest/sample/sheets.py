"""Files as Japanese offices save them: text in some encoding, or a workbook.

Here belongs: bytes, the same ones every time. Not here: what stands in them (office).
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2020, 4, 1)
"""Creation date in every workbook, so that it does not depend on the day it is written."""
SEPARATORS = {"csv": ",", "tsv": "\t"}


@dataclass(frozen=True)
class Sheet:
    """One table with the lines around it."""

    name: str
    above: list[str]
    """Lines above the header, each in the first cell."""
    header: list[str]
    columns: list[list[Any]]
    below: list[list[Any]]
    """Rows under the data: a total, notes."""


def write_text(path: Path, sheet: Sheet, kind: str, encoding: str) -> None:
    """Write a sheet as CSV or TSV with Windows line ends, every line as wide as the header."""
    width = len(sheet.header)
    lines = [[line, *[""] * (width - 1)] for line in sheet.above]
    below = [[*line, *[""] * (width - len(line))] for line in sheet.below]
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=SEPARATORS[kind], lineterminator="\r\n")
    writer.writerows([*lines, sheet.header])
    writer.writerows(zip(*sheet.columns, strict=True))
    writer.writerows(below)
    path.write_bytes(buffer.getvalue().encode(encoding))


def write_workbook(path: Path, sheets: list[Sheet]) -> None:
    """Write sheets as an Excel workbook; dates are real dates."""
    options = {"in_memory": True, "default_date_format": "yyyy/m/d"}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": MADE})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet)


def _fill(worksheet: Any, sheet: Sheet) -> None:
    top = len(sheet.above)
    rows = len(sheet.columns[0]) if sheet.columns else 0
    worksheet.write_column(0, 0, sheet.above)
    worksheet.write_row(top, 0, sheet.header)
    for at, values in enumerate(sheet.columns):
        worksheet.write_column(top + 1, at, values)
    for at, line in enumerate(sheet.below):
        worksheet.write_row(top + 1 + rows + at, 0, line)
