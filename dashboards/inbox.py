"""The inbox of a home as the pages fill it: whole files, and rows that people enter.

What is entered is read, judged, versioned and published by the same flow as every delivery, so that
a figure's origin is always a file and a row. Not here: which uploads will do (deliveries), forms.
"""

from __future__ import annotations

import csv
import io
import os
import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from dashboards.period import JST
from dashboards.spreadsheet import FORMULA_STARTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_BEING_WRITTEN = ".part"
_OWNER_ONLY = 0o600


class NotDeliveredError(Exception):
    """Nothing was put into the inbox; `key` names the wording that says why and what to do."""

    def __init__(self, key: str) -> None:
        """Keep the wording's key."""
        super().__init__(key)
        self.key = key


def put(place: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place, under a name that the inbox passes over.

    That name is nobody else's, so that two people may send the same file at once; the later stands.
    Raises OSError from the disk.
    """
    half = place.with_name(f".{uuid.uuid4().hex}{_BEING_WRITTEN}")
    try:
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)


def deliver_row(home: Path, log: str, row: Mapping[str, str | int | float]) -> Path:
    """Put one row, by its log's headings, into the inbox as a file of its own; returns the file.

    Raises NotDeliveredError for text that a spreadsheet would compute, or where the inbox is closed
    to us.
    """
    if any(isinstance(text, str) and text.startswith(FORMULA_STARTS) for text in row.values()):
        raise NotDeliveredError("entry.formula")
    name = f"画面入力_{datetime.now(JST):%Y%m%d_%H%M%S}_{uuid.uuid4().hex[:12]}.csv"
    place = home / "inbox" / log / name
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        put(place, _as_csv(row))
    except OSError as error:
        raise NotDeliveredError("entry.closed") from error
    return place


def _as_csv(row: Mapping[str, str | int | float]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(row.keys())
    writer.writerow(row.values())
    return text.getvalue().encode("utf-8-sig")
