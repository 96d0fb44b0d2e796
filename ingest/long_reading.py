"""Long text files by their contract, stretch by stretch: memory does not grow with the file.

Here belongs: reading ahead while earlier stretches are judged. Not here: short files (reading),
what is done with the rows (landing).
"""

from __future__ import annotations

import itertools
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from ingest.batches import Part, judge_parts
from ingest.corrections.origin import OwnColumns
from ingest.file_rows import placed, settled
from ingest.header import find_header
from ingest.readers import UnreadableFileError
from ingest.reading import no_header
from ingest.score import Look, advise, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.contracts import Contract
    from ingest.file_rows import FileRows
    from ingest.header import Header
    from ingest.judge import Judged
    from ingest.readers.long_text import LongText

JUDGING = 2
"""Parts judged at a time; each takes some ten times its text in memory."""


def read_long(text: LongText, file: str, contract: Contract) -> Iterator[FileRows]:
    """Yield the rows of a long file in order. Raises UnreadableFileError when it is refused whole.

    That may come after rows were yielded: they count only once all of them are there.
    """
    try:
        yield from _ahead(_stretches(text, file, contract))
    except pl.exceptions.PolarsError as error:
        detail = type(error).__name__  # its text may quote cells
        raise UnreadableFileError("reader_failed", detail=detail) from None


def _ahead(stretches: Iterator[FileRows]) -> Iterator[FileRows]:
    """Yield stretches while a thread makes the next: they are written meanwhile."""
    with ThreadPoolExecutor(1) as pool:
        upcoming = pool.submit(next, stretches, None)
        while stretch := upcoming.result():
            upcoming = pool.submit(next, stretches, None)
            yield stretch


def _stretches(text: LongText, file: str, contract: Contract) -> Iterator[FileRows]:
    parts = text.parts()
    first = next(parts)
    header = find_header(first, None, contract)
    if header is None:
        raise no_header(contract)
    own = OwnColumns(header)
    origins: deque[pl.DataFrame] = deque()
    desks = _desks_parts(itertools.chain((first,), parts), own, text, origins)
    rows = (
        replace(placed(judged, origins.popleft(), file=file, offset=0), encoding=text.encoding)
        for judged in settled(_judged_ahead(desks, contract), own.desks_header)
    )
    yield _with_advice(next(rows), Part(own.desks_part(first), own.desks_header))
    yield from rows


def _with_advice(rows: FileRows, part: Part) -> FileRows:
    """Return the first rows with the file's score, which goes by them."""
    looks = [Look(part.header, part.records, rows.findings, None, is_text=True)]
    advice = advise(looks)
    return replace(rows, score=score_of(looks, advice), advice=advice)


def _desks_parts(
    parts: Iterator[pl.DataFrame], own: OwnColumns, text: LongText, origins: deque[pl.DataFrame]
) -> Iterator[Part]:
    """Yield the desk's own columns; put aside the origins that each part names."""
    header: Header = own.desks_header
    for part in parts:
        origins.append(own.origins(part))
        yield Part(own.desks_part(part), header, text.damage > 0)


def _judged_ahead(parts: Iterator[Part], contract: Contract) -> Iterator[Judged]:
    """Judge some parts at a time in threads, in their order, while the next are decoded."""
    with ThreadPoolExecutor(JUDGING) as pool:
        waiting = deque(
            pool.submit(judge_parts, [part], contract) for part in itertools.islice(parts, JUDGING)
        )
        while waiting:
            (judged,) = waiting.popleft().result()
            waiting.extend(
                pool.submit(judge_parts, [part], contract) for part in itertools.islice(parts, 1)
            )
            yield judged
