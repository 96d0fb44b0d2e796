"""Landed files that are gone or damaged: found, put aside, and read again from the inbox.

Here belongs: what the ledger says is landed and is not there. The delivery stays what and when it
was; only its rows are written again. Not here: files that are new (landing), backups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.arrivals import open_arrival
from ingest.inbox import StillChangingError
from ingest.long_reading import read_long
from ingest.readers import UnreadableFileError
from ingest.readers.long_text import LongText
from ingest.reading import read_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ingest.contracts import Contract
    from ingest.file_rows import FileRows
    from ingest.inbox import InboxFile
    from ingest.landed_files import LandingFolder
    from ingest.ledger import Delivery

PUT_ASIDE = ".damaged"
_KINDS = ("", "personal", "issues", "origins")


def lost(log_folder: Path, ledger: Iterable[Delivery]) -> list[Delivery]:
    """Return landed deliveries whose rows are not in landing."""
    there = {path.stem for path in log_folder.glob("*.parquet")}
    return [one for one in ledger if one.status == "landed" and one.sha256 not in there]


def put_aside_damaged(landing: Path) -> list[Path]:
    """Take files that cannot be read out of landing, with the rows beside them; returns those.

    They keep a name of their own, for those who look for the cause. Raises OSError.
    """
    damaged = [path for path in sorted(landing.rglob("*.parquet")) if _is_damaged(path)]
    of_rows = [path for path in damaged if path.parent.name != "ledger"]
    for path in of_rows:
        _put_aside(path)
        log = path.parent.parent if path.parent.name in _KINDS else path.parent
        _put_aside(log / path.name)  # without it the next landing writes all of them again
    return of_rows


def read_again(
    delivery: Delivery, files: Iterable[InboxFile], contract: Contract, folder: LandingFolder
) -> Delivery | None:
    """Write the rows of a lost delivery again; None when its bytes are not in the inbox any more.

    Raises OSError.
    """
    for file in files:
        if file.size != delivery.size:
            continue
        try:
            opened = open_arrival(file, delivery)
            if opened.sha256 == delivery.sha256:
                rows = _rows(delivery, opened.content, contract)
                return folder.write_for(delivery, rows)
        except (StillChangingError, UnreadableFileError):
            continue
    return None


def _rows(delivery: Delivery, content: bytes | LongText, contract: Contract) -> Iterator[FileRows]:
    if isinstance(content, LongText):
        yield from read_long(content, delivery.file, contract)
        return
    (found,) = read_group([(delivery.file, content)], contract)
    if isinstance(found, UnreadableFileError):
        raise found
    yield found


def _put_aside(path: Path) -> None:
    if path.exists():
        path.rename(path.with_name(path.name + PUT_ASIDE))


def _is_damaged(path: Path) -> bool:
    try:
        pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError):
        return True
    return False
