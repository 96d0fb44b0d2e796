"""A whole file by its contract: every sheet that is read, judged, and its rows counted.

Here belongs: which sheets count, what a file is refused for as a whole, and the order of rows over
all sheets. Not here: formats (readers), cells and rows (judge), writing (landing).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest.batches import Part, judge_parts
from ingest.corrections.columns import EXPLANATION
from ingest.corrections.origin import OwnColumns
from ingest.header import Header, find_header
from ingest.messages import Message, message
from ingest.readers import RECORD, Sheet, UnreadableFileError, read_file
from ingest.rows import BLANK
from ingest.score import Look, advise, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.contracts import Contract
    from ingest.judge import Judged
    from ingest.readers.layout import SheetLayout

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
    score: float
    """How machine-readable the file is, 0 to 100."""
    advice: pl.DataFrame
    """The rules of machine-readability that it breaks (score.SCHEMA)."""
    notes: tuple[Message, ...] = ()
    """What people should know though nothing is wrong: sheets that were not read."""

    @property
    def rows_read(self) -> int:
        """Rows of the sheets that are read, headers left out."""
        return len(self.accepted) + self.rejected + self.skipped


def read_rows(content: bytes, file: str, contract: Contract) -> FileRows:
    """Return the rows of a file. Raises UnreadableFileError when the file is refused whole."""
    (rows,) = read_group([(file, content)], contract)
    if isinstance(rows, UnreadableFileError):
        raise rows
    return rows


def read_group(
    files: Sequence[tuple[str, bytes]], contract: Contract
) -> list[FileRows | UnreadableFileError]:
    """Return the rows of several files (name, bytes), or why one of them is refused whole.

    Should the reader itself fail, only the file at fault is refused.
    """
    try:
        return _read_together(files, contract)
    except pl.exceptions.PolarsError as error:
        if len(files) > 1:
            return [rows for one in files for rows in read_group([one], contract)]
        detail = type(error).__name__  # its text may quote cells
        return [UnreadableFileError("reader_failed", detail=detail)]


def _read_together(
    files: Sequence[tuple[str, bytes]], contract: Contract
) -> list[FileRows | UnreadableFileError]:
    opened = [_opened(content, file, contract) for file, content in files]
    sheets = [s for one in opened if isinstance(one, _Opened) for s in one.sheets]
    judged = iter(judge_parts([part for sheet in sheets for part in sheet.parts], contract))
    return [_rows(one, judged) if isinstance(one, _Opened) else one for one in opened]


@dataclass(frozen=True)
class _Sheet:
    """A sheet that is read: its parts, and the origins that they name."""

    origin: str
    encoding: str | None
    header: Header
    layout: SheetLayout | None
    parts: list[Part]
    origins: list[pl.DataFrame]

    @property
    def records(self) -> int:
        """Number of all its records."""
        return sum(len(part.records) for part in self.parts)


@dataclass(frozen=True)
class _Opened:
    """A file before its rows are judged."""

    sheets: list[_Sheet]
    notes: tuple[Message, ...]

    @property
    def encoding(self) -> str | None:
        """Encodings of the sheets that are read, each named once."""
        named = dict.fromkeys(sheet.encoding for sheet in self.sheets if sheet.encoding)
        return "; ".join(named) or None


def _opened(content: bytes, file: str, contract: Contract) -> _Opened | UnreadableFileError:
    """Find the sheets of a file that are read, or say why it is refused whole."""
    sheets: list[_Sheet] = []
    notes: list[Message] = []
    try:
        reading = read_file(content)
        for sheet in reading.sheets:
            found = _found(sheet, file, contract)
            if found is None:
                notes.extend(_sheet_note(sheet, file, contract))
            else:
                sheets.append(found)
    except UnreadableFileError as error:
        return error
    notes.extend(reading.notes)
    return _Opened(sheets, tuple(notes)) if sheets else _no_header(contract)


def _found(sheet: Sheet, file: str, contract: Contract) -> _Sheet | None:
    try:
        return _sheet(sheet, file, contract)
    except UnreadableFileError as error:
        raise error.inside(sheet.member) from None


def _sheet(sheet: Sheet, file: str, contract: Contract) -> _Sheet | None:
    """Return a sheet with its header; None when it has none."""
    parts = sheet.parts()
    first = next(parts)
    header = find_header(first, sheet.name, contract)
    if header is None:
        return None
    own = OwnColumns(header)
    header = own.desks_header
    read = _Sheet(sheet.origin(file), sheet.encoding, header, sheet.layout, [], [])
    for part in itertools.chain([first], parts):
        read.parts.append(Part(own.desks_part(part), header, sheet.is_damaged))
        read.origins.append(own.origins(part))
    return read


def _rows(file: _Opened, judged: Iterator[Judged]) -> FileRows:
    """Put together what the parts of a file came to; they are next in `judged`."""
    read, offset = [], 0
    for sheet in file.sheets:
        parts = list(itertools.islice(judged, len(sheet.parts)))
        read.append(_sheet_rows(sheet, parts, offset))
        offset += sheet.records
    looks = [_look(sheet, rows.findings) for sheet, rows in zip(file.sheets, read, strict=True)]
    advice = advise(looks)
    return FileRows(
        accepted=pl.concat([one.accepted for one in read]),
        findings=pl.concat([one.findings for one in read]),
        rejected=sum(one.rejected for one in read),
        skipped=sum(one.skipped for one in read),
        encoding=file.encoding,
        origins=pl.concat([one.origins for one in read]),
        score=score_of(looks, advice),
        advice=advice,
        notes=file.notes,
    )


def _look(sheet: _Sheet, findings: pl.DataFrame) -> Look:
    is_text = sheet.encoding is not None and sheet.layout is None
    return Look(sheet.header, sheet.parts[0].records, findings, sheet.layout, is_text=is_text)


@dataclass(frozen=True)
class _SheetRows:
    """One sheet, judged."""

    accepted: pl.DataFrame
    findings: pl.DataFrame
    origins: pl.DataFrame
    rejected: int
    skipped: int


def _sheet_rows(sheet: _Sheet, judged: list[Judged], offset: int) -> _SheetRows:
    """Name the places of a sheet's rows; `offset` is the number of records of earlier sheets."""
    findings = _without_blank_end(judged, sheet.header)
    position = (pl.col(RECORD).cast(pl.Int64) + offset).alias(POSITION)
    place = (pl.lit(sheet.origin).alias(FILE), position)
    skipped = findings.filter(pl.col("severity") == "skip")
    origins = pl.concat(sheet.origins).join(skipped, on=RECORD, how="anti")
    return _SheetRows(
        accepted=pl.concat([part.accepted for part in judged]).with_columns(*place),
        findings=findings.with_columns(*place),
        rejected=sum(len(part.rejected) for part in judged),
        origins=origins.with_columns(position),
        skipped=skipped.height,
    )


def _without_blank_end(parts: list[Judged], header: Header) -> pl.DataFrame:
    """Return all findings but blank rows after the last filled one: these are no rows."""
    findings = pl.concat([part.findings for part in parts])
    last = max(header.record, *(part.filled[RECORD].max() or 0 for part in parts))
    is_end = (pl.col("rule") == BLANK) & (pl.col(RECORD) > last)
    return findings.filter(~is_end)


def _sheet_note(sheet: Sheet, file: str, contract: Contract) -> list[Message]:
    """Return what is said of a sheet that is not read; nothing of one that is for people only."""
    if sheet.name == EXPLANATION:
        return []
    return [
        message("sheet_skipped").filled(
            file=file,
            sheet=sheet.name or sheet.member or file,
            title=contract.title,
            log=contract.log,
        )
    ]


def _no_header(contract: Contract) -> UnreadableFileError:
    required = [column.title for column in contract.columns if column.required]
    return UnreadableFileError(
        "no_header", title=contract.title, log=contract.log, example="、".join(required)
    )
