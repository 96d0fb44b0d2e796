"""The texts of an xlsx workbook, stated once and pointed at by cells: what they come to.

Here belongs: the check that a few long texts, pointed at by many cells, do not fill the memory once
each cell has a copy. Not here: the text of cells (workbook).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from ingest.readers.limits import MAX_TEXT_BYTES
from ingest.readers.sheet import UnreadableFileError
from ingest.readers.worksheet_xml import whole_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ingest.readers.package import Package

STRINGS = "xl/sharedStrings.xml"
SHARED = b' t="s"'
"""Mark of a cell that points at a text."""
_TEXT = re.compile(rb"<(?:\w+:)?si[ />]")
_POINTER = re.compile(rb'<c [^<>]*t="s"[^<>]*><v>(\d{1,9})</v>')


def check_texts(package: Package, pointers: Mapping[str, int]) -> None:
    """Refuse a workbook of which a sheet comes to more text than is read.

    `pointers` are the cells of each worksheet, by its member of the zip, that point at a text. They
    are only looked up where all of them pointing at the longest text would be too much. Raises
    UnreadableFileError, or one of DAMAGED_ZIP.
    """
    if STRINGS not in package.names or not any(pointers.values()):
        return
    lengths = _lengths(package.chunks(STRINGS))
    longest = int(lengths.max(initial=0))
    for member, count in pointers.items():
        if count * longest > MAX_TEXT_BYTES and _total(package, member, lengths) > MAX_TEXT_BYTES:
            raise UnreadableFileError("too_many_cells")


def _lengths(chunks: Iterable[bytes]) -> np.ndarray:
    """Return the bytes of each text in the list, with what stands around it."""
    rest, found = b"", []
    for chunk in chunks:
        *texts, rest = _TEXT.split(rest + chunk)
        found.append(np.fromiter(map(len, texts), np.int64, len(texts)))
    return np.append(np.concatenate(found) if found else [], len(rest)).astype(np.int64)[1:]


def _total(package: Package, member: str, lengths: np.ndarray) -> int:
    """Return the bytes of text in a worksheet; a pointer that leads nowhere has none."""
    total = 0
    for piece in whole_tags(package.chunks(member)):
        places = np.array(_POINTER.findall(piece), dtype=np.int64)
        total += int(lengths[places[places < len(lengths)]].sum())
    return total
