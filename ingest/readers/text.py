"""Bytes of a text file → UTF-8, decided once for the whole file.

Here belongs: which encoding a file has and what becomes of bytes that mean nothing in it. Not here:
where records and cells begin and end (delimited).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.readers.sheet import DAMAGE, UnreadableFileError

_NOT_CP932 = ("\x80", "\uf8f0", "\uf8f1", "\uf8f2", "\uf8f3")
"""What Python makes of the single bytes 80, A0, FD, FE and FF, which CP932 leaves undefined."""
_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_SAMPLE = 1 << 16
"""Bytes by which UTF-16 without a mark is known."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|\ufffd[^\ufffd]")
_WINDOW = 1 << 15
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
    if wide := _utf16(content):
        return _decoded(content[wide.mark :], wide.encoding, wide.reason)
    if b"\0" in content:
        raise UnreadableFileError("binary_file")
    body = content.removeprefix(codecs.BOM_UTF8)
    has_bom = len(body) < len(content)
    failure = _first_failure(body)
    if failure is None:
        return Text(body, "utf-8-sig" if has_bom else "utf-8")
    if has_bom or _is_mostly_utf8(body[max(0, failure - _WINDOW) : failure + _WINDOW]):
        return _decoded(body, "utf-8", "byte order mark" if has_bom else "most of it is")
    return _decoded(body, "cp932", "not valid UTF-8")


@dataclass(frozen=True)
class _Wide:
    """A kind of UTF-16, and the length of its mark."""

    encoding: str
    mark: int
    reason: str


def _utf16(content: bytes) -> _Wide | None:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return _Wide(encoding, len(mark), "byte order mark")
    if b"\0" not in content[:_SAMPLE]:
        return None
    for encoding in _MARKS.values():
        if _is_plain(content[:_SAMPLE], encoding):
            return _Wide(encoding, 0, "lines and no control characters")
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


def _decoded(body: bytes, encoding: str, reason: str) -> Text:
    codecs.register_error(_HANDLER, _mark_damage)
    text = body.decode(encoding, _HANDLER)
    if encoding == "cp932":
        for undefined in _NOT_CP932:
            text = text.replace(undefined, DAMAGE)
    if "\0" in text:
        raise UnreadableFileError("binary_file")
    damage = text.count(DAMAGE)
    if damage:
        return Text(text.encode(), f"{encoding} ({reason}; {damage} undecodable)", is_damaged=True)
    return Text(text.encode(), f"{encoding} ({reason})")


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return DAMAGE, error.end
