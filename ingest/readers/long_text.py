"""Delimited text too long to hold in memory: read twice, some megabytes at a time.

Here belongs: one look over the whole file that hashes it and chooses its encoding, and decoding it
bit by bit. Not here: which encodings there are and what is damage (text), records (delimited).
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.delimited import HEAD_BYTES, parts_of, too_long
from ingest.readers.sheet import DAMAGE, UnreadableFileError
from ingest.readers.text import WINDOW, Choice, choose, decoder, mark_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    import polars as pl

CHUNK_BYTES = 1 << 23
"""Bytes read at a time, some 60,000 rows of a log."""
_STEP_BYTES = 1 << 18
"""Bytes decoded at a time: no other thread of Python goes on meanwhile."""

_OTHER_FORMAT = re.compile(rb"\s*[<{\[%]|.*?[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]", re.DOTALL)
"""How pages, JSON and PDF begin, and bytes that no text holds: such files are read whole."""


def is_delimited_text(path: Path) -> bool:
    """Return whether a file is text in lines of one-byte characters, CP932 or UTF-8, by its start.

    Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return b"\n" in head and _OTHER_FORMAT.match(head) is None


@dataclass
class LongText:
    """A long text file that was looked over."""

    path: Path
    sha256: str
    choice: Choice
    damage: int = field(default=0, init=False)
    """Places met so far that could not be decoded."""

    @property
    def encoding(self) -> str:
        """Encoding and why, with the damage met so far."""
        return self.choice.told(self.damage)

    def parts(self) -> Iterator[pl.DataFrame]:
        """Yield the records, as a sheet's parts. Raises UnreadableFileError."""
        return parts_of(self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        self.damage = 0
        try:
            with self.path.open("rb") as file:
                file.seek(self.choice.mark)
                yield from _chunks(file) if self.choice.is_plain else self._decoded(file)
        except OSError as error:
            raise UnreadableFileError("cannot_open", detail=error.strerror or error) from None

    def _decoded(self, file: BinaryIO) -> Iterator[bytes]:
        decode = decoder(self.choice)
        for content in _chunks(file):
            yield b"".join(self._counted(decode(step, False)) for step in _steps(content))
        yield self._counted(decode(b"", True))

    def _counted(self, text: str) -> bytes:
        self.damage += text.count(DAMAGE)
        return text.encode()


def look_over(path: Path) -> LongText:
    """Hash a text file and choose its encoding by all of its bytes, none of which are kept.

    Raises UnreadableFileError for what is no text or has an endless line, and OSError.
    """
    digest, failure = hashlib.sha256(), _FirstFailure()
    lines, has_line_end = 1, True
    with path.open("rb") as file:
        mark = len(mark_of(file.read(2 * len(codecs.BOM_UTF8))))
        file.seek(0)
        for content in _chunks(file):
            digest.update(content)
            failure.look_at(content)
            if b"\0" in content:
                raise UnreadableFileError("binary_file")
            ends = content.count(b"\n")
            if not (ends or has_line_end):
                raise too_long(lines)
            lines, has_line_end = lines + ends, ends > 0
        failure.look_at(b"", is_end=True)
        choice = choose(mark, failure.place, _around(file, failure.place or 0))
    return LongText(path, digest.hexdigest(), choice)


class _FirstFailure:
    """The first byte of a file that is no UTF-8."""

    def __init__(self) -> None:
        self.place: int | None = None
        self._seen = 0
        self._decode = codecs.getincrementaldecoder("utf-8")().decode

    def look_at(self, content: bytes, *, is_end: bool = False) -> None:
        """Look at the next bytes, unless it is found."""
        if self.place is not None:
            return
        try:
            self._decode(content, is_end)
        except UnicodeDecodeError as error:
            self.place = self._seen + len(content) - len(error.object) + error.start
        self._seen += len(content)


def _around(file: BinaryIO, place: int) -> bytes:
    start = max(0, place - WINDOW)
    file.seek(start)
    return file.read(place + WINDOW - start)


def _steps(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _STEP_BYTES):
        yield content[start : start + _STEP_BYTES]


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while content := file.read(CHUNK_BYTES):
        yield content
