"""A whole file by its contract: every sheet that is read, judged, and its rows counted.

Here belongs: which sheets count, what a file is refused for as a whole, and the order of rows over
all sheets. Not here: formats (readers), cells and rows (judge), writing (landing).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest.corrections.columns import EXPLANATION
from ingest.corrections.origin import OwnColumns
from ingest.header import Header, find_header
from ingest.judge import Judged, judge
from ingest.messages import Message, message
from ingest.readers import RECORD, Sheet, UnreadableFileError, read_file
from ingest.rows import BLANK

if TYPE_CHECKING:
    from ingest.contracts import Contract

POSITION = "_position"
FILE = "_file"


@dataclass(frozen=True)
class FileRows:
    """What a file says: each row read is accepted, rejected or skipped."""

    accepted: pl.DataFrame
    """`_file`, `_record`, `_position`, the contract's columns, `_unknown`."""
    findings: pl.DataFrame
    """`_file`, `_record`, `_position` and the columns of findings.SCHEMA."""
    rejected: int
    skipped: int
    encoding: str | None
    origins: pl.DataFrame
    """`_position` of data rows that correct a refused one, and which (origin.SCHEMA)."""
    notes: tuple[Message, ...] = ()
    """What people should know though nothing is wrong: sheets that were not read."""

    @property
    def rows_read(self) -> int:
        """Rows of the sheets that are read, headers left out."""
        return len(self.accepted) + self.rejected + self.skipped


def read_rows(content: bytes, file: str, contract: Contract) -> FileRows:
    """Return the rows of a file. Raises UnreadableFileError when the file is refused whole."""
    reading = read_file(content)
    read: list[_SheetRows] = []
    notes: list[Message] = []
    for sheet in reading.sheets:
        rows = _sheet_rows(sheet, file, contract, offset=sum(one.records for one in read))
        if rows is None:
            notes.extend(_sheet_note(sheet, file, contract))
        else:
            read.append(rows)
    if not read:
        raise _no_header(contract)
    return FileRows(
        accepted=pl.concat([one.accepted for one in read]),
        findings=pl.concat([one.findings for one in read]),
        rejected=sum(one.rejected for one in read),
        skipped=sum(one.skipped for one in read),
        encoding=reading.encoding,
        origins=pl.concat([one.origins for one in read]),
        notes=tuple(notes),
    )


@dataclass(frozen=True)
class _SheetRows:
    """One sheet, judged; `records` counts all its records."""

    accepted: pl.DataFrame
    findings: pl.DataFrame
    origins: pl.DataFrame
    rejected: int
    skipped: int
    records: int


def _sheet_rows(sheet: Sheet, file: str, contract: Contract, offset: int) -> _SheetRows | None:
    """Judge a sheet part by part; None when it has no header."""
    parts = sheet.parts()
    first = next(parts)
    header = find_header(first, sheet.name, contract)
    if header is None:
        return None
    own = OwnColumns(header)
    header = own.desks_header
    judged, origins, records = [], [], 0
    for part in itertools.chain([first], parts):
        desks = own.desks_part(part)
        judged.append(judge(desks, header, contract, is_damaged=sheet.is_damaged))
        origins.append(own.origins(part))
        records += len(part)
    findings = _without_blank_end(judged, header)
    position = (pl.col(RECORD).cast(pl.Int64) + offset).alias(POSITION)
    place = (pl.lit(f"{file}#{sheet.name}" if sheet.name else file).alias(FILE), position)
    skipped = findings.filter(pl.col("severity") == "skip")
    return _SheetRows(
        accepted=pl.concat([part.accepted for part in judged]).with_columns(*place),
        findings=findings.with_columns(*place),
        rejected=sum(part.rejected for part in judged),
        origins=pl.concat(origins).join(skipped, on=RECORD, how="anti").with_columns(position),
        skipped=skipped.height,
        records=records,
    )


def _without_blank_end(parts: list[Judged], header: Header) -> pl.DataFrame:
    """Return all findings but blank rows after the last filled one: these are no rows."""
    last = max(header.record, *(part.last_filled for part in parts))
    is_end = (pl.col("rule") == BLANK) & (pl.col(RECORD) > last)
    return pl.concat([part.findings for part in parts]).filter(~is_end)


def _sheet_note(sheet: Sheet, file: str, contract: Contract) -> list[Message]:
    """Return what is said of a sheet that is not read; nothing of one that is for people only."""
    if sheet.name == EXPLANATION:
        return []
    return [
        message("sheet_skipped").filled(
            file=file, sheet=sheet.name or file, title=contract.title, log=contract.log
        )
    ]


def _no_header(contract: Contract) -> UnreadableFileError:
    required = [column.title for column in contract.columns if column.required]
    return UnreadableFileError(
        "no_header", title=contract.title, log=contract.log, example="、".join(required)
    )
