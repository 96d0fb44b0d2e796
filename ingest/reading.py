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
from ingest.file_rows import FileRows, placed, settled
from ingest.header import Header, find_header
from ingest.messages import Message, message
from ingest.readers import Sheet, UnreadableFileError, read_file
from ingest.score import Look, advise, score_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.contracts import Contract
    from ingest.judge import Judged
    from ingest.readers.layout import SheetLayout


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
    return _Opened(sheets, tuple(notes)) if sheets else no_header(contract)


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
    read: list[FileRows] = []
    looks: list[Look] = []
    offset = 0
    for sheet in file.sheets:
        parts = settled(itertools.islice(judged, len(sheet.parts)), sheet.header)
        origins = zip(parts, sheet.origins, strict=True)
        rows = [placed(*found, file=sheet.origin, offset=offset) for found in origins]
        looks.append(_look(sheet, pl.concat(part.findings for part in rows)))
        read += rows
        offset += sheet.records
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


def no_header(contract: Contract) -> UnreadableFileError:
    """Return the refusal of a file that holds no header of the log."""
    required = [column.title for column in contract.columns if column.required]
    return UnreadableFileError(
        "no_header", title=contract.title, log=contract.log, example="、".join(required)
    )
