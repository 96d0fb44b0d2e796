"""What data staff take from a home and put into it by hand: workbooks to correct, deliveries.

Belongs here: the folders `rejected/` and `inbox/` of a home as the pages use them. Not here: what
is in those files; a file put into the inbox is judged by the next run like any other.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from dashboards.inbox import NotDeliveredError, put

ACCEPTED = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods", "jsonl", "json", "parquet", "zip")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Workbook:
    """The refused rows of one delivered file, to be corrected."""

    log: str
    path: Path

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.name


def workbooks(home: Path) -> tuple[Workbook, ...]:
    """The workbooks of refused rows, by log and name."""
    found = sorted((home / "rejected").glob("*/[!~.]*.xlsx"))
    return tuple(Workbook(path.parent.name, path) for path in found)


def inbox_logs(home: Path) -> tuple[str, ...]:
    """The logs that have a folder in the inbox; their Japanese names are links to the same."""
    folders = sorted((home / "inbox").glob("*"))
    return tuple(path.name for path in folders if path.is_dir() and not path.is_symlink())


def deliver(home: Path, log: str, name: str, content: bytes) -> Path:
    """Put a file into a log's inbox, whole or not at all; one of the same name is replaced.

    Raises NotDeliveredError for a log or name that will not do, OSError from the disk.
    """
    plain = unicodedata.normalize("NFC", name).strip()
    if log not in inbox_logs(home):
        raise NotDeliveredError("upload.no_log")
    if not _is_file_name(plain):
        raise NotDeliveredError("upload.bad_name")
    if not content:
        raise NotDeliveredError("upload.empty")
    place = home / "inbox" / log / plain
    if place.is_symlink() or place.is_dir():
        raise NotDeliveredError("upload.bad_name")
    put(place, content)
    return place


def _is_file_name(name: str) -> bool:
    """Whether a name is just a name, of a kind that is read, and no hidden or half-written file."""
    is_single = Path(name).name == name and "\\" not in name and "\0" not in name
    ending = name.rpartition(".")[2].lower()
    is_open = not name.startswith((".", "~$")) and ending in ACCEPTED
    return is_single and is_open and len(name.encode()) <= _LONGEST_NAME
