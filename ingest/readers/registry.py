"""Which reader reads a file: decided by its first bytes, never by its name.

Here belongs: the list of formats; a new one is one row of READERS. Not here: how they are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.archive import read_archive
from ingest.readers.delimited import read_delimited
from ingest.readers.json_lines import is_json_lines, read_json_lines
from ingest.readers.opendocument import check_tables, is_opendocument
from ingest.readers.package import Package, open_package
from ingest.readers.parquet import read_parquet
from ingest.readers.sheet import Reading, UnreadableFileError
from ingest.readers.workbook import read_workbook, read_workbook_apart
from ingest.readers.workbook_parts import WORKBOOK, layouts

if TYPE_CHECKING:
    from collections.abc import Callable

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BIFF = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_MARKUP = re.compile(
    rb"\s*<(?:!doctype|!--|\?xml|html|head|body|meta|table|div|script|title)\b", re.IGNORECASE
)
_START = 512


@dataclass(frozen=True)
class Format:
    """Files that begin with one of these bytes are read by this reader."""

    starts: tuple[bytes, ...]
    read: Callable[[bytes], Reading]


def read_file(content: bytes) -> Reading:
    """Return the sheets of a file. Raises UnreadableFileError when no reader can read it."""
    if content.startswith(_ZIP):
        return _read_zip(content, _read_files)
    return _read_plain(content)


def _read_files(package: Package) -> Reading:
    return read_archive(package, _read_member)


def _read_member(content: bytes) -> Reading:
    """Read a file that lies in a zip: anything but another zip of files."""
    if content.startswith(_ZIP):
        return _read_zip(content, _refuse("nested_zip"))
    return _read_plain(content)


def _read_plain(content: bytes) -> Reading:
    if not content:
        raise UnreadableFileError("empty_file")
    for known in READERS:
        if content.startswith(known.starts):
            return known.read(content)
    if _MARKUP.match(content[:_START].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")):
        raise UnreadableFileError("web_page")
    if is_json_lines(content):
        return read_json_lines(content)
    return read_delimited(content)


def _read_zip(content: bytes, read_files: Callable[[Package], Reading]) -> Reading:
    """Read what a zip is by its members: a workbook, or files."""
    package = open_package(content, "broken_workbook")
    names = package.names
    if WORKBOOK in names:
        return read_workbook(content, layouts(package))
    if is_opendocument(package):
        check_tables(package)
        return read_workbook_apart(content)
    for member, name in _OFFICE_FILES.items():
        if member in names:
            raise UnreadableFileError("unknown_format", format=name)
    return read_files(package)


def _read_ole(content: bytes) -> Reading:
    if _ENCRYPTED in content:
        raise UnreadableFileError("locked_workbook")
    if not any(stream in content for stream in _BIFF):
        raise UnreadableFileError("unknown_format", format="OLE")
    return read_workbook_apart(content)


def _refuse(reason: str, **facts: object) -> Callable[[object], Reading]:
    def read(_content: object) -> Reading:
        raise UnreadableFileError(reason, **facts)

    return read


_OFFICE_FILES = {
    "xl/workbook.bin": "xlsb",
    "word/document.xml": "Word",
    "ppt/presentation.xml": "PowerPoint",
    "content.xml": "OpenDocument",
}
"""Zips that are one document, by a member that only they have."""

READERS = (
    Format((_OLE,), _read_ole),
    Format((b"PAR1",), read_parquet),
    Format((b"%PDF",), _refuse("unknown_format", format="PDF")),
    Format((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), _refuse("unknown_format", format="image")),
    Format((b"\x1f\x8b",), _refuse("unknown_format", format="gzip")),
    Format((b"7z\xbc\xaf\x27\x1c", b"Rar!"), _refuse("unknown_format", format="7z/rar")),
    Format((b"MIME-Version:",), _refuse("web_page")),
)
"""What is none of these is JSON Lines or delimited text."""
