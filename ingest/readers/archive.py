"""A delivered zip of files → the sheets of all of them.

Here belongs: names of members, which of them are tables, what a zip is refused for. Not here:
limits of zips (package), the formats inside (registry). A zip is one delivery: it lands whole or
not at all (docs/decisions, "A zip is one delivery").
"""

from __future__ import annotations

import posixpath
import re
import stat
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.messages import Message, message
from ingest.readers.limits import MAX_MEMBER_BYTES, MAX_MEMBERS
from ingest.readers.package import DAMAGED_ZIP, Package
from ingest.readers.sheet import Reading, Sheet, UnreadableFileError

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

_TABLES = (
    ".csv",
    ".tsv",
    ".txt",
    ".xlsx",
    ".xlsm",
    ".xls",
    ".ods",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".xlsb",
    ".zip",
)
"""A member with such a name was meant to be read: it is no mere companion of the tables."""
_LEFT_BEHIND = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
"""What operating systems put into a zip without being asked."""
_OUTSIDE = re.compile(r"^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)|[\x00-\x1f]")
_UTF8_NAME = 0x800
_UNIX = 3


@dataclass(frozen=True)
class _Member:
    """One file in the zip."""

    name: str
    info: zipfile.ZipInfo


def read_archive(package: Package, read: Callable[[bytes], Reading]) -> Reading:
    """Return the sheets of all members, by name; `read` reads one of them.

    Members that are no tables are noted. Raises UnreadableFileError, here or while the sheets are
    taken, for a member that should be a table and cannot be read.
    """
    members = [_Member(_name(info), info) for info in package.members]
    members = [member for member in members if not _LEFT_BEHIND.search(member.name)]
    _check(members)
    notes: list[Message] = []
    members.sort(key=lambda member: member.name)
    return Reading(_sheets(package, members, read, notes), notes)


def _sheets(
    package: Package, members: list[_Member], read: Callable[[bytes], Reading], notes: list[Message]
) -> Iterator[Sheet]:
    for member in members:
        try:
            reading = read(_content(package, member))
            for sheet in reading.sheets:
                yield replace(sheet, member=member.name)
        except UnreadableFileError as error:
            if error.reason == "nested_zip" or member.name.lower().endswith(_TABLES):
                raise error.inside(member.name) from None
            notes.append(message("member_skipped").filled(name=member.name, why=error.message))


def _content(package: Package, member: _Member) -> bytes:
    if member.info.file_size > MAX_MEMBER_BYTES:
        raise UnreadableFileError("file_too_large", limit=MAX_MEMBER_BYTES >> 20)
    if _is_link(member.info):
        raise UnreadableFileError("not_a_file")
    try:
        return package.archive.read(member.info)
    except DAMAGED_ZIP:
        raise UnreadableFileError("broken_archive") from None


def _check(members: list[_Member]) -> None:
    if not members:
        raise UnreadableFileError("empty_file")
    if len(members) > MAX_MEMBERS:
        raise UnreadableFileError("too_many_members", count=len(members), limit=MAX_MEMBERS)
    for member in members:
        if _OUTSIDE.search(member.name):
            raise UnreadableFileError("path_trick", name=member.name)


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's path: UTF-8, else CP932, as old Windows zips have it; `/` between parts."""
    raw = info.orig_filename.encode("utf-8" if info.flag_bits & _UTF8_NAME else "cp437", "replace")
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp932", "replace")
    return unicodedata.normalize("NFC", name.replace("\\", posixpath.sep))


def _is_link(info: zipfile.ZipInfo) -> bool:
    return info.create_system == _UNIX and stat.S_ISLNK(info.external_attr >> 16)
