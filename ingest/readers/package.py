"""Zips, opened with care: nothing comes out of one that could fill the memory.

Here belongs: what holds for every zip (workbooks, OpenDocument, zips of files): limits, passwords,
checksums. Not here: what lies in it. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.limits import MAX_INFLATED_BYTES, MAX_RATIO, SMALL_BYTES
from ingest.readers.sheet import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 20

DAMAGED_ZIP = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, KeyError, OSError, RuntimeError, ValueError),
)
"""What the zip module raises for bytes that are no sound zip."""

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_ENTRY, _END = b"PK\x01\x02", b"PK\x05\x06"
_FLAGS, _PLACE, _OWN_FLAGS = 8, 42, 6
"""Where a member's entry in the directory holds its flags, and the place of the member, which
holds them again."""
_NO_MARKUP = b"<!DOCTYPE"


@dataclass(frozen=True)
class Package:
    """The members of a zip that keeps within the limits."""

    archive: zipfile.ZipFile
    members: tuple[zipfile.ZipInfo, ...]

    @property
    def names(self) -> frozenset[str]:
        """Names of all members."""
        return frozenset(member.filename for member in self.members)

    def chunks(self, member: zipfile.ZipInfo | str) -> Iterator[bytes]:
        """Yield the content piece by piece; raises one of DAMAGED_ZIP when it is not sound."""
        with self.archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk

    def small(self, name: str, limit: int) -> bytes:
        """Return the content of a small member; empty when there is none of that name.

        Raises UnreadableFileError beyond the limit, and when it is damaged.
        """
        if name not in self.names:
            return b""
        if self.archive.getinfo(name).file_size > limit:
            raise UnreadableFileError("zip_bomb")
        try:
            return self.archive.read(name)
        except DAMAGED_ZIP:
            raise UnreadableFileError("broken_workbook") from None


def open_package(content: bytes, damaged: str) -> Package:
    """Return the zip.

    Raises UnreadableFileError: `damaged` for one that is cut short or broken, locked_zip for one
    with a password, zip_bomb for one that swells beyond the limits.
    """
    try:
        archive = _opened(content)
        members = tuple(member for member in archive.infolist() if not member.is_dir())
    except DAMAGED_ZIP:
        raise UnreadableFileError(damaged) from None
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFileError("locked_zip")
    _check_size(members, len(content))
    return Package(archive, members)


def _opened(content: bytes) -> zipfile.ZipFile:
    """Open a zip, also one that says of its CP932 names that they are UTF-8."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except UnicodeDecodeError:
        return zipfile.ZipFile(io.BytesIO(_with_names_of_any_encoding(content)))


def _with_names_of_any_encoding(content: bytes) -> bytes:
    """Return the zip without the flag that names are UTF-8."""
    changed, end = bytearray(content), content.rfind(_END)
    (entry,) = struct.unpack_from("<I", content, end + 16)
    while (entry := content.find(_ENTRY, entry, end)) >= 0:
        (member,) = struct.unpack_from("<I", content, entry + _PLACE)
        for flags in (entry + _FLAGS, member + _OWN_FLAGS):
            (said,) = struct.unpack_from("<H", content, flags)
            struct.pack_into("<H", changed, flags, said & ~_UTF8_NAME)
        entry += len(_ENTRY)
    return bytes(changed)


def _check_size(members: tuple[zipfile.ZipInfo, ...], packed: int) -> None:
    """Refuse a bomb by the sizes it states; one that states less fails when it is read."""
    inflated = sum(member.file_size for member in members)
    is_swollen = inflated > SMALL_BYTES and inflated > packed * MAX_RATIO
    if inflated > MAX_INFLATED_BYTES or is_swollen:
        raise UnreadableFileError("zip_bomb")


def check_is_plain_xml(start: bytes) -> None:
    """Refuse XML that defines things of its own: office programs never do, bombs of entities do."""
    if _NO_MARKUP in start.upper():
        raise UnreadableFileError("xml_bomb")
