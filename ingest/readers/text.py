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

    Bytes that cannot be decoded become DAMAGE. Raises UnreadableFileError for what is no text.
    """
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
    damage = text.count(DAMAGE)
    if damage:
        return Text(text.encode(), f"{encoding} ({reason}; {damage} undecodable)", is_damaged=True)
    return Text(text.encode(), f"{encoding} ({reason})")


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return DAMAGE, error.end
