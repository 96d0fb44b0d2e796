"""The header of a sheet: which row it is, and which column of the contract each cell column holds.

Here belongs: finding names and aliases, units in headers and titles, and what is missing. A name
that is only similar is never taken, only suggested. Not here: the rows below (rows, judge).
"""

from __future__ import annotations

import difflib
import functools
import itertools
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.messages import Message, message
from ingest.readers import CELL_PREFIX, RECORD, UnreadableFileError, cells_of
from ingest.values import header_key, unit_in_title, unit_of_header
from ingest.values.units import COUNT_UNITS, MONEY_UNITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import polars as pl

    from ingest.contracts import Column, Contract

    _Claim = tuple[Column | None, str | None]

SEARCHED_RECORDS = 50
"""Records in which the header is looked for."""
_SIMILAR = 0.6


@dataclass(frozen=True)
class Placed:
    """A column of the contract and where the file holds it."""

    column: Column
    cell: str
    header: str
    unit: str | None
    """Unit of amounts without one of their own: from the header, else from a title row."""


@dataclass(frozen=True)
class Unplaced:
    """A cell column that no contract knows, and the name it is kept under."""

    cell: str
    name: str


@dataclass(frozen=True)
class Header:
    """The header row of one sheet."""

    record: int
    placed: tuple[Placed, ...]
    others: tuple[Unplaced, ...]
    """Cell columns that no contract knows."""
    absent: tuple[Column, ...]
    """Columns of the contract that the file does not have: null or their default in every row."""

    @property
    def cells(self) -> list[str]:
        """All cell columns, those that the contract knows first."""
        return [placed.cell for placed in self.placed] + [other.cell for other in self.others]


@dataclass(frozen=True)
class _Row:
    """One candidate: its record, and the claim of each of its cells."""

    record: int
    texts: tuple[str, ...]
    claims: tuple[tuple[int, Column, str | None], ...]

    @property
    def columns(self) -> dict[str, Column]:
        return {column.name: column for _, column, _ in self.claims}


def find_header(head: pl.DataFrame, sheet: str | None, contract: Contract) -> Header | None:
    """Return the header of a sheet by its first records, or None when it has none.

    A row with two of the contract's names is a header, and so is one with the name of a required
    column alone; a lone optional name (担当 on a cover sheet) is not. Raises UnreadableFileError
    when a required column without default is missing, or two cells claim one column.
    """
    single, double = _rows(head.head(SEARCHED_RECORDS), contract)
    best = max(_candidates([*single, *double], contract), key=_named_columns, default=None)
    if best is None or not _is_header(best):
        return None
    place = _place(sheet)
    _check_claims(best, place)
    if missing := _missing(best, contract):
        raise _lacks(best, missing, place)
    return _header(best, single, contract, cells_of(head))


def _candidates(rows: list[_Row], contract: Contract) -> list[_Row]:
    """Return the rows among which the one with the most names is the header.

    Where a row has all that is required, it or the one below it is: a header that is repeated
    further down may have more names, but the rows between are data.
    """
    whole = [row for row in rows if not _missing(row, contract)]
    first = min((row.record for row in whole), default=None)
    return rows if first is None else [row for row in whole if row.record <= first + 1]


def _named_columns(row: _Row) -> int:
    return len(row.columns)


def nameless(cell: str) -> Unplaced:
    """Return a column without header, named by its place: 列5 is the fifth."""
    return Unplaced(cell, f"列{int(cell.removeprefix(CELL_PREFIX)) + 1}")


def _rows(head: pl.DataFrame, contract: Contract) -> tuple[list[_Row], list[_Row]]:
    """Return every row as a header it may be, alone and with the row above it."""
    names = {header_key(name): column for column in contract.columns for name in column.names}
    claim = functools.cache(functools.partial(_claim, names=names))
    written = [
        (record, [text or "" for text in texts])
        for record, *texts in head.select(RECORD, *cells_of(head)).rows()
    ]
    single = [_row(record, [(text,) for text in texts], claim) for record, texts in written]
    double = [
        _row(record, _under(groups, texts), claim)
        for (_, groups), (record, texts) in itertools.pairwise(written)
    ]
    return single, double


def _under(groups: list[str], texts: list[str]) -> list[tuple[str, ...]]:
    """Return what each cell of a second header row may be called, under the headings of the first.

    A heading reaches to the right as far as the next one: 男 stands over 人数 and 平均.
    """
    reaching: Iterable[str] = itertools.accumulate(groups, _nearest)
    return [
        (group + text, text) if text and text != above else (above,)
        for group, above, text in zip(reaching, groups, texts, strict=True)
    ]


def _nearest(left: str, here: str) -> str:
    return here or left


def _row(record: int, spellings: list[tuple[str, ...]], claim: Callable[[str], _Claim]) -> _Row:
    """Return a candidate; of the spellings of a cell the first that a column has counts."""
    claims = []
    for position, texts in enumerate(spellings):
        known = ((*claim(text),) for text in texts if text)
        column, unit = next((one for one in known if one[0]), (None, None))
        if column is not None:
            claims.append((position, column, unit))
    return _Row(record, tuple(texts[-1] for texts in spellings), tuple(claims))


def _claim(text: str, names: dict[str, Column]) -> _Claim:
    """Return the column that a header names, and the unit behind the name."""
    if column := names.get(header_key(text)):
        return column, None
    name, unit = unit_of_header(text)
    column = names.get(header_key(name))
    return (column, unit) if column and unit and _fits(unit, column) else (None, None)


def _fits(unit: str, column: Column) -> bool:
    if column.parse_as == "money_yen":
        return unit in MONEY_UNITS
    return column.type in ("integer", "number") and unit in COUNT_UNITS


def _is_header(row: _Row) -> bool:
    return len(row.columns) > 1 or any(column.required for column in row.columns.values())


def _check_claims(row: _Row, place: Message) -> None:
    first: dict[str, int] = {}
    for position, column, _ in row.claims:
        other = first.setdefault(column.name, position)
        if other != position:
            raise UnreadableFileError(
                "claimed_twice",
                place=place,
                first=_one_line(row.texts[other]),
                second=_one_line(row.texts[position]),
                column=column.title,
            )


def _missing(row: _Row, contract: Contract) -> list[Column]:
    """Return the required columns without default that a row does not name."""
    needed = (one for one in contract.columns if one.required and one.default is None)
    return [column for column in needed if column.name not in row.columns]


def _lacks(row: _Row, missing: list[Column], place: Message) -> UnreadableFileError:
    titles = "、".join(f"「{column.title}」" for column in missing)
    hint = _hints(row, missing)
    return UnreadableFileError("missing_columns", place=place, columns=titles, hint=hint)


def _hints(row: _Row, missing: list[Column]) -> Message:
    """Return what the headers that no column claims may have meant."""
    claimed = {position for position, _, _ in row.claims}
    free = [_one_line(text) for i, text in enumerate(row.texts) if text and i not in claimed]
    hints = [
        message("missing_columns_hint").filled(found=found, column=column.title)
        for column in missing
        if (found := _similar(column, free))
    ]
    return Message("".join(hint.ja for hint in hints), "".join(hint.en for hint in hints))


def _similar(column: Column, headers: list[str]) -> str | None:
    found = (difflib.get_close_matches(name, headers, 1, _SIMILAR) for name in column.names)
    return next((matches[0] for matches in found if matches), None)


def _header(row: _Row, rows: list[_Row], contract: Contract, cells: list[str]) -> Header:
    title_unit = _title_unit(rows, row.record)
    claims = {position: (column, unit) for position, column, unit in row.claims}
    placed, others = [], []
    for position, cell in enumerate(cells):
        text = row.texts[position]
        if position in claims:
            column, unit = claims[position]
            placed.append(Placed(column, cell, text, unit or _default_unit(column, title_unit)))
        else:
            others.append((cell, text))
    absent = tuple(column for column in contract.columns if column.name not in row.columns)
    return Header(row.record, tuple(placed), _named(others), absent)


def _title_unit(rows: list[_Row], record: int) -> str | None:
    """Return the unit in the title row that is nearest to the header, if one states it."""
    titles = [row for row in rows if row.record < record]
    units = (unit_in_title(text) for row in reversed(titles) for text in row.texts if text)
    return next((unit for unit in units if unit), None)


def _default_unit(column: Column, title_unit: str | None) -> str | None:
    return title_unit if column.parse_as == "money_yen" else None


def _named(others: list[tuple[str, str]]) -> tuple[Unplaced, ...]:
    """Give every unknown column a name of its own: 備考(2) when it is repeated."""
    names: list[str] = []
    for cell, text in others:
        name = _one_line(text) or nameless(cell).name
        count = sum(known == name or known.startswith(f"{name}(") for known in names)
        names.append(f"{name}({count + 1})" if count else name)
    return tuple(Unplaced(cell, name) for (cell, _), name in zip(others, names, strict=True))


def _place(sheet: str | None) -> Message:
    return message("place").filled(sheet=sheet) if sheet else Message("", "")


def _one_line(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
