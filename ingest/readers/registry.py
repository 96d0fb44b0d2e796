"""Which reader reads a file: decided by its first bytes, never by its name.

Here belongs: the list of formats; a new one is one row of READERS. Not here: how they are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.delimited import read_delimited
from ingest.readers.sheet import Reading, UnreadableFileError
from ingest.readers.workbook import is_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Format:
    """Files that begin with one of these bytes are read by this reader."""

    starts: tuple[bytes, ...]
    read: Callable[[bytes], Reading]


def read_file(content: bytes) -> Reading:
    """Return the sheets of a file. Raises UnreadableFileError when no reader can read it."""
    if not content:
        raise UnreadableFileError("empty_file")
    start = content[:512].lstrip().lower()
    for known in READERS:
        if content.startswith(known.starts) or start.startswith(known.starts):
            return known.read(content)
    return read_delimited(content)


def _read_zip(content: bytes) -> Reading:
    if not is_workbook(content):
        raise UnreadableFileError("unknown_format", format="zip")
    return read_workbook(content)


def _read_ole(content: bytes) -> Reading:
    raise UnreadableFileError("locked_workbook" if _ENCRYPTED in content else "old_workbook")


def _refuse(name: str) -> Callable[[bytes], Reading]:
    def read(_content: bytes) -> Reading:
        raise UnreadableFileError("unknown_format", format=name)

    return read


READERS = (
    Format((_ZIP,), _read_zip),
    Format((_OLE,), _read_ole),
    Format((b"\xff\xfe", b"\xfe\xff"), _refuse("UTF-16")),
    Format((b"%PDF",), _refuse("PDF")),
    Format((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _refuse("image")),
    Format((b"PAR1",), _refuse("Parquet")),
    Format((b"\x1f\x8b",), _refuse("gzip")),
    Format((b"<!doctype html", b"<html", b"<?xml"), _refuse("HTML/XML")),
)
"""Anything else is read as delimited text."""
