"""Files that arrived, opened for landing: short ones with their bytes, long ones looked over.

Here belongs: which files are read in one go. Not here: listing the inbox (inbox), what an arrival
comes to (landing).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.inbox import LONG_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.file_rows import FileRows
    from ingest.inbox import InboxFile
    from ingest.ledger import Delivery
    from ingest.readers.long_text import LongText


@dataclass(frozen=True)
class Opened:
    """An arrival and its bytes: none where it could not be opened, or a long text by its look."""

    file: InboxFile
    arrival: Delivery
    content: bytes | LongText

    @property
    def sha256(self) -> str | None:
        """Of its bytes; None where it could not be opened."""
        return self.arrival.sha256


def open_arrival(file: InboxFile, arrival: Delivery) -> Opened:
    """Read a file, or look it over when it is long. Raises as InboxFile.read does."""
    if file.is_long_text:
        text = file.look_over()
        return Opened(file, arrival._replace(sha256=text.sha256), text)
    content = file.read()
    return Opened(file, arrival._replace(sha256=hashlib.sha256(content).hexdigest()), content)


def while_unchanged(file: InboxFile, rows: Iterable[FileRows]) -> Iterator[FileRows]:
    """Yield the rows of a file; at their end raise StillChangingError if it changed meanwhile."""
    yield from rows
    file.check_unchanged()


def in_groups(opened: Iterable[Opened]) -> Iterator[list[Opened]]:
    """Put files together that are read in one go, in their order, up to a size."""
    group: list[Opened] = []
    for one in opened:
        if group and sum(other.file.size for other in (*group, one)) > LONG_BYTES:
            yield group
            group = []
        group.append(one)
    if group:
        yield group
