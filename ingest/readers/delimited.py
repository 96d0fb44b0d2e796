"""CSV and TSV → one sheet of raw text cells.

A record is a CSV record, not a line of text: cells may hold line breaks, an empty line is a record.
Here belongs: delimiter, quoting, ragged records. Not here: encodings (text), headers, meaning.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ingest.readers.limits import MAX_COLUMNS, MAX_RECORD_BYTES, MAX_WIDTH
from ingest.readers.misquoted import requoted
from ingest.readers.sheet import (
    RECORD,
    Reading,
    Sheet,
    UnreadableFileError,
    cell_name,
    cells_of,
)
from ingest.readers.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEAD_BYTES = 1 << 16
"""How much of a file decides on its delimiter and first guess of width."""
PART_BYTES = 1 << 25
"""Text read at a time, some 200,000 rows of a log."""
_END_OF_FILE = b"\x1a"


def read_delimited(content: bytes) -> Reading:
    """Return the one sheet of a CSV or TSV file.

    Raises UnreadableFileError for a file that is empty, no text, or has a quote that never closes.
    """
    _check_lines(content)
    text = decode(content)
    body = _with_newlines(text.utf8)
    if not body.strip():
        raise UnreadableFileError("empty_file")
    parts = functools.partial(parts_of, (body,))
    return Reading((Sheet(None, parts, text.is_damaged, text.encoding),))


def parts_of(text: Iterable[bytes]) -> Iterator[pl.DataFrame]:
    """Yield the records of a text in UTF-8 that comes as one piece or several, some at a time."""
    pieces = iter(text)
    first = next(pieces, b"")
    separator, width = _layout(first[:HEAD_BYTES].decode("utf-8", "ignore"))
    return _parts(_blocks(itertools.chain((first,), pieces)), separator, width)


def _check_lines(content: bytes) -> None:
    """Refuse a line that would fill the memory: looked for before anything is decoded."""
    for start in range(0, len(content) - MAX_RECORD_BYTES, MAX_RECORD_BYTES):
        end = start + MAX_RECORD_BYTES
        if content.find(b"\n", start, end) < 0 and content.find(b"\r", start, end) < 0:
            raise too_long(content.count(b"\n", 0, start) + 1)


def too_long(line: int) -> UnreadableFileError:
    """Return the refusal of a line that would fill the memory."""
    return UnreadableFileError("record_too_long", line=line, limit=MAX_RECORD_BYTES >> 20)


def _with_newlines(body: bytes) -> bytes:
    """Return the text with line feeds for lone carriage returns, and no end-of-file mark."""
    if b"\n" not in body:
        body = body.replace(b"\r", b"\n")
    return body.rstrip(_END_OF_FILE)


def _layout(head: str) -> tuple[str, int]:
    """Return the delimiter by which most records of the head are equally wide, and their width."""
    guesses = {separator: _widths(head, separator) for separator in (",", "\t")}
    separator = max(guesses, key=lambda one: _agreement(guesses[one]))
    return separator, max(guesses[separator], default=1)


def _widths(head: str, separator: str) -> list[int]:
    try:
        return [len(record) for record in csv.reader(io.StringIO(head, ""), delimiter=separator)]
    except csv.Error:
        return []


def _agreement(widths: list[int]) -> tuple[int, int]:
    several = Counter(width for width in widths if width > 1)
    return max(((count, width) for width, count in several.items()), default=(0, 0))


def _parts(blocks: Iterator[bytes], separator: str, width: int) -> Iterator[pl.DataFrame]:
    """Yield all records with all their cells, whatever the quotes look like."""
    records = lines = 0
    is_requoted = False
    while block := next(blocks, b""):
        if not (is_requoted or _is_quoted_by_the_rules(block, separator)):
            sound = requoted(itertools.chain((block,), blocks), separator, lines)
            blocks, is_requoted = _blocks(sound, is_sound=True), True
            continue
        frame = _trimmed(_whole(block, separator, width, records))
        yield frame
        records, width = records + len(frame), frame.width - 1
        lines += block.count(b"\n")


def _blocks(pieces: Iterable[bytes], *, is_sound: bool = False) -> Iterator[bytes]:
    """Cut a text where records end: at a line feed with no quote open.

    After a quote that seems never to close it is cut anywhere, unless all quotes are sound.
    """
    slices = (
        piece[start : start + PART_BYTES]
        for piece in pieces
        for start in range(0, len(piece), PART_BYTES)
    )
    rest = b""
    for piece in slices:
        text = rest + piece
        end = _end_of_records(text)
        if end:
            yield text[:end]
        rest = text[end:]
        if not is_sound and len(rest) > MAX_RECORD_BYTES and rest.count(b'"') % 2:
            yield rest
            rest = b""
    if rest := rest.rstrip(_END_OF_FILE):
        yield rest


def _end_of_records(text: bytes) -> int:
    """Return the end of the last line before which all quotes are closed; 0 when there is none."""
    end = text.rfind(b"\n") + 1
    is_open = text.count(b'"', 0, end) % 2
    while is_open and end:
        start = text.rfind(b"\n", 0, end - 1) + 1
        is_open ^= text.count(b'"', start, end) % 2
        end = start
    return end


def _is_quoted_by_the_rules(body: bytes, separator: str) -> bool:
    """Return whether every quote begins or ends a cell or is doubled inside one.

    Polars reads any other quote as it happens to fall, without an error. Quotes open and close by
    turns; between one that closes and the next that opens there must be nothing (a doubled quote),
    or the end of one cell and the beginning of another.
    """
    if b'"' not in body:
        return True
    text = np.frombuffer(b"".join((b"\n", body, b"\n\n")), np.uint8)
    quotes = np.flatnonzero(text == ord('"'))
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    is_doubled = closing[:-1] + 1 == opening[1:]
    begins = np.isin(text[opening - 1], _ends(separator))
    begins[1:] |= is_doubled
    is_return = (text[closing + 1] == ord("\r")) & (text[closing + 2] == ord("\n"))
    ends = np.isin(text[closing + 1], _ends(separator)) | is_return
    ends[:-1] |= is_doubled
    return bool(begins.all() and ends.all())


def _ends(separator: str) -> list[int]:
    return [ord(separator), ord("\n")]


def _trimmed(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out what is empty behind a table wider than is read: some programs export 16,384."""
    if frame.width <= MAX_COLUMNS:
        return frame
    cells = cells_of(frame)
    width = max((i for i, c in enumerate(cells, 1) if not frame[c].is_null().all()), default=1)
    if width > MAX_COLUMNS:
        raise UnreadableFileError("too_many_columns", count=width, limit=MAX_COLUMNS)
    return frame.select(RECORD, *cells[:width])


def _whole(part: bytes, separator: str, width: int, records: int) -> pl.DataFrame:
    """Read with one column more than expected, and again, wider, while that one is in use."""
    if width > MAX_WIDTH:
        raise UnreadableFileError("too_many_columns", count=width, limit=MAX_COLUMNS)
    frame = _read(part, separator, width + 1, records)
    overflow = frame.drop_in_place(cell_name(width))
    if overflow.null_count() == len(overflow):
        return frame
    return _whole(part, separator, 2 * width, records)


def _read(part: bytes, separator: str, width: int, records: int) -> pl.DataFrame:
    # A header of our own: otherwise the first record, often a title, would decide on the width.
    header = separator.join(cell_name(i) for i in range(width)).encode() + b"\n"
    return pl.read_csv(
        header + part,
        separator=separator,
        infer_schema=False,
        truncate_ragged_lines=True,
        row_index_name=RECORD,
        row_index_offset=records + 1,
    )
