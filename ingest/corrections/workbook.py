"""The workbook of refused rows: what data staff open, correct and drop back into the inbox.

Here belongs: how it looks. Every cell is text, so that no cell can run as a formula and nothing
that people type is turned into something else. Not here: which rows are in it (folder).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from ingest.corrections.columns import EXPLANATION, ORIGIN, REASONS
from ingest.messages import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

TABLE = "不備の行"
"""The sheet of rows from a file that has no sheets."""
_MADE_AT = datetime(2001, 3, 1)
"""Workbooks of the same rows are the same bytes: no clock goes into them."""
_LONGEST_TEXT = 32_767
_LONGEST_SHEET_NAME = 31
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True, "valign": "top"},
    "bad": {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FFC7CE"},
    "reason": {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#9C0006"},
    "origin": {"num_format": "@", "valign": "top", "font_color": "#767676"},
    "header": {"num_format": "@", "text_wrap": True, "bold": True, "bg_color": "#D9E1F2"},
}


@dataclass(frozen=True)
class RefusedRow:
    """One row of the workbook."""

    sheet: str | None
    headers: tuple[str, ...]
    columns: tuple[str | None, ...]
    cells: tuple[str | None, ...]
    bad: frozenset[str | None]
    """Columns with a fault; None: the row as a whole."""
    reason_ja: str
    reason_en: str
    origin: tuple[str, ...]
    """File, row and bytes, in the order of columns.ORIGIN."""


def write_workbook(path: Path, rows: Sequence[RefusedRow], title: str) -> None:
    """Write the rows, a sheet for each layout they were delivered in, and one that explains."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title, "created": _MADE_AT})
        looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
        names: list[str] = []
        for layout in dict.fromkeys((row.sheet, row.headers) for row in rows):
            names.append(_sheet_name(layout[0], names))
            alike = [row for row in rows if (row.sheet, row.headers) == layout]
            _write_sheet(book.add_worksheet(names[-1]), alike, looks)
        _explain(book.add_worksheet(EXPLANATION), looks)


def _write_sheet(sheet: Worksheet, rows: Sequence[RefusedRow], looks: dict[str, Any]) -> None:
    headers = (*REASONS, *rows[0].headers, *ORIGIN)
    _write_cells(sheet, 0, [(header, looks["header"]) for header in headers])
    for number, row in enumerate(rows, start=1):
        _write_cells(sheet, number, _looked_at(row, looks))
    last = len(headers) - 1
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), last)
    sheet.set_column(0, 1, 44)
    sheet.set_column(2, last - len(ORIGIN), 18)
    sheet.set_column(last - 2, last - 1, 16)
    sheet.set_column(last, last, 6)


def _looked_at(row: RefusedRow, looks: dict[str, Any]) -> list[tuple[str | None, Any]]:
    """Return the cells of a row in order, each with its look."""
    reasons = [(row.reason_ja, looks["reason"]), (row.reason_en, looks["reason"])]
    desks = [
        (text, looks["bad" if column in row.bad or None in row.bad else "text"])
        for text, column in zip(row.cells, row.columns, strict=True)
    ]
    return [*reasons, *desks, *((text, looks["origin"]) for text in row.origin)]


def _write_cells(sheet: Worksheet, number: int, cells: Iterable[tuple[str | None, Any]]) -> None:
    for column, (text, look) in enumerate(cells):
        if text:
            sheet.write_string(number, column, text[:_LONGEST_TEXT], look)
        else:
            sheet.write_blank(number, column, None, look)


def _sheet_name(wanted: str | None, taken: Sequence[str]) -> str:
    """Return a name that Excel takes and no other sheet has."""
    clean = re.sub(r"[\[\]:*?/\\]", "_", wanted or TABLE).strip("'") or TABLE
    number, name = 1, clean[:_LONGEST_SHEET_NAME]
    while name.casefold() in {other.casefold() for other in (*taken, EXPLANATION)}:
        number += 1
        end = f"({number})"
        name = clean[: _LONGEST_SHEET_NAME - len(end)] + end
    return name


def _explain(sheet: Worksheet, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 100)
    said = message("rejected_workbook")
    for number, line in enumerate((*said.ja.split("|"), *said.en.split("|"))):
        sheet.write_string(number, 0, line, looks["text"])
