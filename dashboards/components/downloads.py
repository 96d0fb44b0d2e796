"""Files to take away: CSV that Excel opens with Japanese intact and that cannot carry a formula."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboards.components.tables import Column

T = TypeVar("T")
Cell = str | float | int | None
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(columns: Sequence[Column[T]], rows: Iterable[T]) -> bytes:
    """One header row and one row per row, UTF-8 with BOM; numbers bare, a missing value empty."""
    exported = [column for column in columns if column.is_exported]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.label for column in exported])
    writer.writerows([_cell(column.value(row)) for column in exported] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> Cell:
    """A value as it may stand in a cell: text that a spreadsheet would compute is quoted."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
