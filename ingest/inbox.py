"""What lies in the inbox folder of a log: deliveries, and what is none.

Here belongs: listing a folder, names, links, files that do not open. Not here: what is in them.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from ingest.messages import Message, message
from ingest.readers import UnreadableFileError
from ingest.readers.limits import MAX_FILE_BYTES
from ingest.readers.long_text import is_delimited_text, look_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ingest.home import Home
    from ingest.readers.long_text import LongText

Found = TypeVar("Found")

LONG_BYTES = 1 << 24
"""Text beyond this is read in stretches."""
_NOT_DELIVERED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_NOT_DELIVERED_ENDS = (".tmp", ".part", ".crdownload")
_NOT_DELIVERED_STARTS = (".", "~$")


class InboxFile(NamedTuple):
    """One delivered file, as its folder shows it."""

    name: str
    place: str
    """Its path; made a Path only where the file is opened, most are not."""
    size: int
    mtime_ns: int

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.place)

    @property
    def is_long_text(self) -> bool:
        """Whether it is delimited text that is better read in stretches than held in memory."""
        return self.size > LONG_BYTES and self._when_unchanged(is_delimited_text)

    def read(self) -> bytes:
        """Return the bytes.

        Raises UnreadableFileError when it cannot be opened, is a link out of the inbox or no
        regular file, and StillChangingError when it changes while it is being read.
        """
        return self._when_unchanged(Path.read_bytes)

    def look_over(self) -> LongText:
        """Return a long text file, hashed, for reading in stretches. Raises as `read` does."""
        return self._when_unchanged(look_over)

    def check_unchanged(self) -> None:
        """Raise StillChangingError when it is not what the folder showed."""
        self._when_unchanged(Path.stat)

    def _when_unchanged(self, do: Callable[[Path], Found]) -> Found:
        _check_is_inside(self.path)
        try:
            _check_can_be_read(self.path)
            found = do(self.path)
            now = self.path.stat()
        except FileNotFoundError as error:
            if self.path.is_symlink():
                raise _cannot_open(error) from None
            raise StillChangingError from None
        except OSError as error:
            raise _cannot_open(error) from None
        if (now.st_size, now.st_mtime_ns) != (self.size, self.mtime_ns):
            raise StillChangingError
        return found


class StillChangingError(Exception):
    """The file is being written, or taken away, at this moment."""


@dataclass(frozen=True)
class Inbox:
    """The content of one folder."""

    files: tuple[InboxFile, ...]
    notes: tuple[Message, ...] = ()


def look_into(folder: Path) -> Inbox:
    """Return the deliveries of an inbox folder; a folder that is not there is empty."""
    if not folder.is_dir():
        return Inbox(())
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    files, notes = [], []
    for entry in entries:
        if _is_no_delivery(entry.name):
            continue
        if _is_folder(entry):
            notes.append(message("folder_ignored").filled(name=_shown_name(entry.name)))
        else:
            files.append(_file(entry))
    return Inbox(tuple(files), tuple(notes))


def unknown_folders(home: Home, logs: Iterable[str]) -> list[str]:
    """Return the names of inbox folders that belong to no log; links to a log's folder do."""
    if not home.inbox.is_dir():
        return []
    known = {(home.inbox / log).resolve() for log in logs}
    return sorted(
        _shown_name(entry.name)
        for entry in home.inbox.iterdir()
        if entry.is_dir() and not entry.name.startswith(".") and entry.resolve() not in known
    )


def loose_files(home: Home) -> list[str]:
    """Return the names of files that lie in the inbox itself, in no log's folder."""
    if not home.inbox.is_dir():
        return []
    return sorted(
        _shown_name(entry.name)
        for entry in home.inbox.iterdir()
        if entry.is_file() and not _is_no_delivery(entry.name)
    )


def _is_no_delivery(name: str) -> bool:
    folded = name.casefold()
    return (
        folded in _NOT_DELIVERED_NAMES
        or folded.startswith(_NOT_DELIVERED_STARTS)
        or folded.endswith(_NOT_DELIVERED_ENDS)
    )


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether it is a folder, or a link to one; a link in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _file(entry: os.DirEntry[str]) -> InboxFile:
    try:
        about = entry.stat()
    except OSError:
        about = entry.stat(follow_symlinks=False)
    return InboxFile(_shown_name(entry.name), entry.path, about.st_size, about.st_mtime_ns)


def _shown_name(name: str) -> str:
    """Return the name as text: composed, and decoded as CP932 where it is no UTF-8 (old zips)."""
    if name.isascii():
        return name
    raw = os.fsencode(name)
    try:
        name = raw.decode()
    except UnicodeDecodeError:
        name = raw.decode("cp932", "replace")
    return unicodedata.normalize("NFC", name)


def _check_is_inside(path: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve()):
        raise UnreadableFileError("outside_inbox")


def _check_can_be_read(path: Path) -> None:
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableFileError("not_a_file")
    if about.st_size > MAX_FILE_BYTES:
        raise UnreadableFileError("file_too_large", limit=MAX_FILE_BYTES >> 20)


def _cannot_open(error: OSError) -> UnreadableFileError:
    return UnreadableFileError("cannot_open", detail=error.strerror or error)
