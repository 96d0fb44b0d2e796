"""The folder `rejected/`: one workbook per delivered file with rows that wait for correction.

Here belongs: which workbooks there are, when one is written anew and when it goes. A workbook whose
rows did not change is left alone: somebody may be working in it. Not here: how it looks (workbook).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from ingest.atomic import write_atomically
from ingest.corrections.cells import SCHEMA, delivered_cells
from ingest.corrections.workbook import RefusedRow, write_workbook
from ingest.home import HomeError
from ingest.ledger import read_ledger
from ingest.messages import message
from ingest.readers import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from ingest.contracts import Contract
    from ingest.home import Home

_INDEX = ".index.json"
_CELLS = ".cells"
_LONGEST_NAME = 240
"""Bytes of a file's name that leave room for what is put behind it."""


@dataclass(frozen=True)
class Waiting:
    """One refused row that waits for correction, as the warehouse knows it."""

    log: str
    origin_sha256: str
    origin_file: str
    """With #sheet for a workbook."""
    origin_row_number: int
    sha256: str
    """The bytes in which its newest cells were delivered."""
    position: int
    reasons: Sequence[Mapping[str, str | None]]
    """column_name, message_ja and message_en of every fault; no column: the row as a whole."""


def write_rejected(home: Home, contracts: Mapping[str, Contract], rows: Iterable[Waiting]) -> int:
    """Bring `rejected/` up to date with the rows that wait now; returns the number of workbooks.

    Raises HomeError when the folder cannot be written.
    """
    try:
        return _Folder(home, contracts).bring_up_to_date(list(rows))
    except OSError as error:
        raise HomeError(
            f"{home.rejected}: cannot be written ({error.strerror or error}). "
            "Make room or give this user the right to write there, then run again."
        ) from None


class _Folder:
    def __init__(self, home: Home, contracts: Mapping[str, Contract]) -> None:
        self._home = home
        self._contracts = contracts
        self._names = {log: _delivered_names(home, log) for log in contracts}

    def bring_up_to_date(self, rows: list[Waiting]) -> int:
        before = _read_index(self._home.rejected / _INDEX)
        wanted = self._by_workbook([row for row in rows if row.log in self._contracts])
        index = {name: _fingerprint(waiting) for name, waiting in wanted.items()}
        for name, waiting in wanted.items():
            path = self._home.rejected / name
            if before.get(name) != index[name] or not path.is_file():
                self._write(path, waiting)
        if index != before:
            text = json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            write_atomically(self._home.rejected / _INDEX, lambda path: path.write_text(text))
        self._clear(before.keys() - index.keys(), {row.sha256 for row in rows})
        return len(wanted)

    def _by_workbook(self, rows: list[Waiting]) -> dict[str, list[Waiting]]:
        found: dict[str, list[Waiting]] = {}
        for row in sorted(rows, key=_in_order):
            file = self._names[row.log].get(row.origin_sha256) or row.origin_file.partition("#")[0]
            found.setdefault(f"{row.log}/{_fitting(file)}.xlsx", []).append(row)
        return found

    def _write(self, path: Path, waiting: list[Waiting]) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        contract = self._contracts[waiting[0].log]
        cells = {sha: self._cells(sha, waiting, contract) for sha in {r.sha256 for r in waiting}}
        rows = [_refused(row, cells[row.sha256].get(row.position), contract) for row in waiting]
        write_atomically(path, lambda new: _write_private(new, rows, contract.title))

    def _cells(
        self, sha256: str, waiting: list[Waiting], contract: Contract
    ) -> dict[int, dict[str, Any]]:
        """Return the delivered cells by position: kept from before, or read from the inbox."""
        wanted = {row.position for row in waiting if row.sha256 == sha256}
        kept = self._home.rejected / _CELLS / contract.log / f"{sha256}.parquet"
        rows = pl.read_parquet(kept) if kept.is_file() else SCHEMA.to_frame()
        if not wanted <= set(rows["position"]):
            rows = self._read(sha256, wanted, contract)
            kept.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            write_atomically(kept, rows.write_parquet)
        return {row["position"]: row for row in rows.iter_rows(named=True)}

    def _read(self, sha256: str, wanted: set[int], contract: Contract) -> pl.DataFrame:
        """Return rows from the file in the inbox; none when other bytes, or none, lie there."""
        path = self._home.inbox / contract.log / self._names[contract.log].get(sha256, "")
        try:
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == sha256:
                return delivered_cells(content, contract, wanted)
        except (OSError, UnreadableFileError):
            pass
        return SCHEMA.to_frame()

    def _clear(self, gone: Iterable[str], in_use: set[str]) -> None:
        for name in gone:
            (self._home.rejected / name).unlink(missing_ok=True)
        for kept in (self._home.rejected / _CELLS).glob("*/*.parquet"):
            if kept.stem not in in_use:
                kept.unlink(missing_ok=True)


def _delivered_names(home: Home, log: str) -> dict[str, str]:
    """Return the name under which each landed content was delivered."""
    ledger = read_ledger(home.landing / log / "ledger")
    held = [one for one in ledger if one.status in ("landed", "withdrawn")]
    return {one.sha256 or "": one.file for one in held}


def _in_order(row: Waiting) -> tuple[str, str, str, int]:
    return row.log, row.origin_file, row.origin_sha256, row.origin_row_number


def _refused(row: Waiting, found: dict[str, Any] | None, contract: Contract) -> RefusedRow:
    ja = "\n".join(reason["message_ja"] or "" for reason in row.reasons)
    en = "\n".join(reason["message_en"] or "" for reason in row.reasons)
    if found is None:
        lost = message("rejected_cells_lost")
        ja, en = f"{ja}\n{lost.ja}", f"{en}\n{lost.en}"
        found = _blank(contract)
    return RefusedRow(
        sheet=found["sheet"],
        headers=tuple(found["headers"]),
        columns=tuple(found["columns"]),
        cells=tuple(found["cells"]),
        bad=frozenset(reason["column_name"] for reason in row.reasons),
        reason_ja=ja,
        reason_en=en,
        origin=(row.origin_file, str(row.origin_row_number), row.origin_sha256),
    )


def _blank(contract: Contract) -> dict[str, Any]:
    return {
        "sheet": None,
        "headers": [column.title for column in contract.columns],
        "columns": [column.name for column in contract.columns],
        "cells": [None] * len(contract.columns),
    }


def _write_private(path: Path, rows: list[RefusedRow], title: str) -> None:
    path.touch(mode=0o600)
    write_workbook(path, rows, title)


def _fitting(name: str) -> str:
    """Return the name, shortened with a mark of its own when no file could be called so."""
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:8]
    return name.encode()[: _LONGEST_NAME - 9].decode(errors="ignore") + f"~{mark}"


def _fingerprint(rows: list[Waiting]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _read_index(path: Path) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found
