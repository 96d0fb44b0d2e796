"""What a file's rows came to, with the place each of them has in the file.

Here belongs: the shape of the result, and which blank rows count. Not here: reading and judging.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers import RECORD
from ingest.rows import BLANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.header import Header
    from ingest.judge import Judged
    from ingest.messages import Message

POSITION = "_position"
FILE = "_file"


@dataclass(frozen=True)
class FileRows:
    """What a file, or a stretch of it, says: each row read is accepted, rejected or skipped."""

    accepted: pl.DataFrame
    """`_file`, `_record`, `_position`, the contract's columns, `_unknown`."""
    findings: pl.DataFrame
    """`_file`, `_record`, `_position` and the columns of findings.SCHEMA."""
    rejected: int
    skipped: int
    origins: pl.DataFrame
    """`_position` of data rows that correct a refused one, and which (origin.SCHEMA)."""
    encoding: str | None = None
    score: float | None = None
    """How machine-readable the file is, 0 to 100; a stretch but the first does not say."""
    advice: pl.DataFrame | None = None
    """The rules of machine-readability that the file breaks (score.SCHEMA), beside its score."""
    notes: tuple[Message, ...] = ()
    """What people should know though nothing is wrong: sheets that were not read."""

    @property
    def rows_read(self) -> int:
        """Rows of the sheets that are read, headers left out."""
        return len(self.accepted) + self.rejected + self.skipped


def settled(judged: Iterable[Judged], header: Header) -> Iterator[Judged]:
    """Leave out blank rows at the end: those of a part wait until a later part has a filled row."""
    waiting: list[pl.DataFrame] = []
    for part in judged:
        findings = pl.concat([*waiting, part.findings])
        last = max(header.record, part.filled[RECORD].max() or 0)
        is_end = (pl.col("rule") == BLANK) & (pl.col(RECORD) > last)
        waiting = [findings.filter(is_end)]
        yield replace(part, findings=findings.filter(~is_end))


def placed(judged: Judged, origins: pl.DataFrame, *, file: str, offset: int) -> FileRows:
    """Name the places of a part's rows; `offset` is the number of records of earlier sheets."""
    position = (pl.col(RECORD).cast(pl.Int64) + offset).alias(POSITION)
    place = (pl.lit(file).alias(FILE), position)
    skipped = judged.findings.filter(pl.col("severity") == "skip")
    return FileRows(
        accepted=judged.accepted.with_columns(*place),
        findings=judged.findings.with_columns(*place),
        rejected=len(judged.rejected),
        skipped=skipped.height,
        origins=origins.join(skipped, on=RECORD, how="anti").with_columns(position),
    )
