"""Bytes of a text file → UTF-8, decided once for the whole file.

Here belongs: which encoding a file has and what becomes of bytes that mean nothing in it. Not here:
where records and cells begin and end (delimited).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.sheet import DAMAGE, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable

_NOT_CP932 = ("\x80", "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3")
"""What Python makes of the single bytes 80, A0, FD, FE and FF, which CP932 leaves undefined."""
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAMPLE = 1 << 16
"""Bytes by which UTF-16 without a mark is known."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\ufffd[^\ufffd]")
WINDOW = 1 << 15
"""Bytes looked at on each side of the first one that is no UTF-8."""
_HANDLER = "ingest.mark_damage"


@dataclass(frozen=True)
class Text:
    """A whole file as UTF-8 bytes, without byte order mark."""

    utf8: bytes
    encoding: str
    is_damaged: bool = False


def decode(content: bytes) -> Text:
    """Return the text: UTF-8 where all bytes are, or most of those that are not ASCII; else CP932.

    UTF-16 is known by its mark, or by the zeros beside every ASCII character. Bytes that cannot be
    decoded become DAMAGE. Raises UnreadableFileError for what is no text.
    """
    choice = _utf16(content) or _one_byte_or_utf8(content)
    if choice.is_plain:
        return Text(content[choice.mark :], choice.told(0))
    text = decoder(choice)(content[choice.mark :], True).removeprefix("\ufeff")
    if "\0" in text:
        raise UnreadableFileError("binary_file")
    damage = text.count(DAMAGE)
    return Text(text.encode(), choice.told(damage), is_damaged=damage > 0)


@dataclass(frozen=True)
class Choice:
    """An encoding, why it is this one, and the length of the mark before the text."""

    encoding: str
    reason: str | None = None
    mark: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether the bytes behind the mark are sound UTF-8 as they stand."""
        return self.reason is None

    def told(self, damage: int) -> str:
        """Return encoding and reason for people, with the number of undecodable places."""
        if self.reason is None:
            return "utf-8-sig" if self.mark else "utf-8"
        found = f"; {damage} undecodable" if damage else ""
        return f"{self.encoding} ({self.reason}{found})"


def choose(mark: int, failure: int | None, around: bytes) -> Choice:
    """Choose by the first byte that is no UTF-8 (None: all are) and what stands around it."""
    if failure is None:
        return Choice("utf-8", mark=mark)
    if mark or _is_mostly_utf8(around):
        return Choice("utf-8", "byte order mark" if mark else "most of it is", mark)
    return Choice("cp932", "not valid UTF-8")


def decoder(choice: Choice) -> Callable[[bytes, bool], str]:
    """Return what decodes a text bit by bit (bytes, whether they are the last)."""
    codecs.register_error(_HANDLER, _mark_damage)
    decode = codecs.getincrementaldecoder(choice.encoding)(_HANDLER).decode
    return _cp932(decode) if choice.encoding == "cp932" else decode


def _cp932(decode: Callable[[bytes, bool], str]) -> Callable[[bytes, bool], str]:
    def marked(content: bytes, final: bool) -> str:
        text = decode(content, final)
        for undefined in _NOT_CP932:
            text = text.replace(undefined, DAMAGE)
        return text

    return marked


def _one_byte_or_utf8(content: bytes) -> Choice:
    if b"\0" in content:
        raise UnreadableFileError("binary_file")
    failure = _first_failure(content)
    place = failure or 0
    around = content[max(0, place - WINDOW) : place + WINDOW]
    return choose(len(mark_of(content)), failure, around)


def mark_of(content: bytes) -> bytes:
    """Return the byte order mark of UTF-8 that the bytes begin with, or both where two do."""
    marks = (2 * codecs.BOM_UTF8, codecs.BOM_UTF8, b"")
    return next(mark for mark in marks if content.startswith(mark))


def _utf16(content: bytes) -> Choice | None:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return Choice(encoding, "byte order mark", len(mark))
    if b"\0" not in content[:_SAMPLE]:
        return None
    for encoding in _MARKS.values():
        if _is_plain(content[:_SAMPLE], encoding):
            return Choice(encoding, "lines and no control characters")
    return None


def _is_plain(sample: bytes, encoding: str) -> bool:
    """Return whether text in lines comes out; in the other byte order a line feed is none."""
    text = sample.decode(encoding, "replace")
    return "\n" in text and _CONTROL.search(text) is None


def _first_failure(body: bytes) -> int | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return None


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    others = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    return others > damaged


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return DAMAGE, error.end
