"""Rows that people enter on a page: delivered to the inbox like any other file, never to a table.

What is entered is read, judged, versioned and published by the same flow as every delivery, so that
a figure's origin is always a file and a row. Not here: forms (components).
"""

from __future__ import annotations

import csv
import io
import os
import uuid
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

JST = timezone(timedelta(hours=9), "JST")
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


class EntryError(Exception):
    """Why an entry was not taken; `key` names the wording that tells the reader what to do."""

    def __init__(self, key: str) -> None:
        """Keep the wording's key."""
        super().__init__(key)
        self.key = key


def deliver_row(home: Path, log: str, row: Mapping[str, str | int | float]) -> Path:
    """Put one row, by its log's headings, into the inbox as a file of its own; returns the file.

    Raises EntryError for text that a spreadsheet would compute, or where the inbox is closed to us.
    """
    if any(isinstance(text, str) and text.startswith(_FORMULA_STARTS) for text in row.values()):
        raise EntryError("entry.formula")
    folder = home / "inbox" / log
    name = f"画面入力_{datetime.now(JST):%Y%m%d_%H%M%S}_{uuid.uuid4().hex[:6]}.csv"
    partial = folder / f".{name}"  # what begins with a point is not read as delivered
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(_as_csv(row))
        os.replace(partial, folder / name)  # noqa: PTH105
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise EntryError("entry.closed") from error
    return folder / name


def _as_csv(row: Mapping[str, str | int | float]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(row.keys())
    writer.writerow(row.values())
    return text.getvalue().encode("utf-8-sig")
