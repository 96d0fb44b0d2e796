"""Files to take away: CSV that Excel opens with Japanese intact, Excel with typed cells and notes.

Neither can carry a formula: CSV quotes what a spreadsheet would compute, Excel cells are text or
numbers by type.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from dashboards.spreadsheet import FORMULA_STARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboards.components.tables import Column

T = TypeVar("T")
Cell = str | float | int | date | datetime | None
Note = tuple[str, str]
_COMPUTED_STARTS = (*FORMULA_STARTS, "\t", "\r", "\n")
_WIDEST, _NARROWEST = 60, 8


@dataclass(frozen=True)
class Sheets:
    """What the sheets of a workbook are called, and the headings of its notes."""

    data: str
    notes: str
    item: str
    explanation: str


def csv_bytes(columns: Sequence[Column[T]], rows: Iterable[T]) -> bytes:
    """One header row and one row per row, UTF-8 with BOM; numbers bare, a missing value empty."""
    exported = [column for column in columns if column.is_exported]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.label for column in exported])
    writer.writerows([_cell(column.value(row)) for column in exported] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(
    columns: Sequence[Column[T]], rows: Iterable[T], notes: Iterable[Note], sheets: Sheets
) -> bytes:
    """A workbook: the data with its header in row 1, and a sheet that explains it."""
    import xlsxwriter

    exported = [column for column in columns if column.is_exported]
    labels = [column.label for column in exported]
    content = io.BytesIO()
    as_they_are = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, {"in_memory": True, **as_they_are}) as book:
        _fill(book, sheets.data, labels, [[c.value(row) for c in exported] for row in rows])
        _fill(book, sheets.notes, [sheets.item, sheets.explanation], notes)
    return content.getvalue()


def _fill(book: Any, name: str, labels: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A sheet with its header frozen above rows of typed cells."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EEF0F6", "bottom": 1, "text_wrap": True})
    whole, part, day, moment, text = (
        book.add_format({"valign": "top", **look})
        for look in (
            {"num_format": "#,##0"},
            {"num_format": "#,##0.0##"},
            {"num_format": "yyyy-mm-dd"},
            {"num_format": "yyyy-mm-dd hh:mm"},
            {"text_wrap": True},
        )
    )
    widths = [_width(label) for label in labels]
    sheet.write_row(0, 0, labels, head)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(place, column, value.replace(tzinfo=None), moment)
            elif isinstance(value, date):
                sheet.write_datetime(place, column, value, day)
            elif isinstance(value, str):
                sheet.write_string(place, column, value, text)
            elif value is not None:
                sheet.write_number(place, column, value, whole if value % 1 == 0 else part)
            widths[column] = max(widths[column], _width(value))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)


def _width(value: Cell) -> int:
    """How wide a column must be for a value; a character of Japanese counts twice."""
    said = str(value or "")
    wide = len(said) + sum(ord(sign) > 0x2E7F for sign in said)
    return min(_WIDEST, max(_NARROWEST, wide + 2))


def _cell(value: Cell) -> Cell:
    """A value as it may stand in a cell: text that a spreadsheet would compute is quoted."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_COMPUTED_STARTS) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
