"""Refused, corrected in the workbook, delivered again, healed; withdrawn, given back: every log.

One story for all logs at once, so that the warehouse is compiled once; each test looks at one log.
"""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ingest.contracts import Contract, load_contracts
from ingest.corrections.folder import write_rejected
from ingest.ledger import JST
from ingest.withdrawal import withdraw
from orchestration.assets.rejected import waiting_rows
from tests.valid_rows import broken_row, keyless_row, valid_row
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

CONTRACTS = load_contracts(None)
FILE, FIRST, SECOND = "台帳.csv", "訂正.xlsx", "残り.xlsx"
STAGES = ("delivered", "half_corrected", "withdrawn", "given_back", "corrected")
MADE = {1: valid_row, 2: broken_row, 3: keyless_row, 4: broken_row}
"""Row 1 is right, row 2 has a bad cell, row 3 no key; row 4 is corrected later than the others."""


@dataclass(frozen=True)
class Seen:
    """What stands at one moment of the story in one log."""

    files: dict[str, list[Any]]
    """Status, accepted and rejected rows by file."""
    issues: list[tuple[Any, ...]]
    """File, row, state and healed_by of every reason to refuse."""
    records: list[tuple[str, int]]
    """File and row of every row that counts."""
    workbook: list[int] | None
    """Rows of the original that its workbook holds; None when there is no workbook."""

    def states(self, row: int) -> set[tuple[str, str | None]]:
        return {issue[2:] for issue in self.issues if issue[:2] == (FILE, row)}


class Story:
    """An office whose days pass."""

    def __init__(self, warehouse: TestWarehouse) -> None:
        self._warehouse = warehouse
        self._home = warehouse.home
        self._now = datetime(2026, 1, 1, 9, tzinfo=JST)
        self.seen: dict[tuple[str, str], Seen] = {}

    def drop(self, log: str, name: str, content: bytes) -> None:
        path = self._home.inbox / log / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (self._now.timestamp(),) * 2)

    def correct(self, name: str, rows: Iterable[int]) -> None:
        """Correct rows of every workbook as a person does, and drop it under a name."""
        for log, contract in CONTRACTS.items():
            path = self._home.rejected / log / f"{FILE}.xlsx"
            self.drop(log, name, corrected(path, contract, set(rows)))

    def withdraw(self, name: str, *, undo: bool) -> None:
        for log in CONTRACTS:
            withdraw(self._home, f"{log}/{name}", undo=undo)

    def tell(self, stage: str) -> None:
        """Land, build, write the workbooks, and note what stands."""
        self._now += timedelta(days=1)
        self._warehouse.land(self._now)
        with self._warehouse.build(None) as con:
            write_rejected(self._home, CONTRACTS, waiting_rows(con))
            for log in CONTRACTS:
                self.seen[stage, log] = self._look(con, log)

    def _look(self, con: Any, log: str) -> Seen:
        files = con.execute(
            "select file, status, accepted, rejected from quality.file where log = ?", [log]
        ).fetchall()
        issues = con.execute(
            "select file, row_number, state, healed_by from quality.issue "
            "where log = ? and severity = 'reject' order by all",
            [log],
        ).fetchall()
        records = con.execute(
            f"select _file, _row_number from staging.stg_{log} order by all"
        ).fetchall()
        path = self._home.rejected / log / f"{FILE}.xlsx"
        found = {file: rest for file, *rest in files}
        return Seen(found, issues, records, rows_of(path) if path.exists() else None)


def csv_of(contract: Contract) -> bytes:
    rows = [make(contract, number) for number, make in MADE.items()]
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp932")


def columns_of(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def rows_of(path: Path) -> list[int]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    column = columns_of(sheet)["_元の行"]
    return [int(sheet.cell(row, column).value) for row in range(2, sheet.max_row + 1)]


def corrected(path: Path, contract: Contract, rows: set[int]) -> bytes:
    """Return the workbook with the cells of some rows written anew."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = columns_of(sheet)
    for place in range(2, sheet.max_row + 1):
        number = int(sheet.cell(place, columns["_元の行"]).value) - 1
        if number in rows:
            for title, text in valid_row(contract, number).items():
                sheet.cell(place, columns[title], text)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    told = Story(TestWarehouse.made(tmp_path_factory, "corrections"))
    for log, contract in CONTRACTS.items():
        told.drop(log, FILE, csv_of(contract))
    told.tell("delivered")
    told.correct(FIRST, rows=(2, 3))
    told.tell("half_corrected")
    told.withdraw(FIRST, undo=False)
    told.tell("withdrawn")
    told.withdraw(FIRST, undo=True)
    told.tell("given_back")
    told.correct(SECOND, rows=(4,))
    told.tell("corrected")
    return told


@pytest.fixture(params=CONTRACTS)
def seen(request: pytest.FixtureRequest, story: Story) -> dict[str, Seen]:
    """What stands in one log, by stage."""
    return {stage: story.seen[stage, request.param] for stage in STAGES}


def test_refused_rows_wait_in_a_workbook(seen: dict[str, Seen]) -> None:
    now = seen["delivered"]
    assert now.files == {FILE: ["landed", 1, 3]}
    assert now.records == [(FILE, 2)]
    assert now.workbook == [3, 4, 5]
    assert [now.states(row) for row in (3, 4, 5)] == [{("open", None)}] * 3


def test_corrected_rows_heal_and_keep_their_origin(seen: dict[str, Seen]) -> None:
    now = seen["half_corrected"]
    assert now.files == {FILE: ["landed", 1, 3], FIRST: ["landed", 2, 1]}
    assert now.records == [(FILE, 2), (FILE, 3), (FILE, 4)]
    assert now.states(3) == now.states(4) == {("healed", FIRST)}


def test_a_row_dropped_back_as_it_was_is_no_new_issue(seen: dict[str, Seen]) -> None:
    before, now = seen["delivered"], seen["half_corrected"]
    assert [issue[:2] for issue in now.issues] == [issue[:2] for issue in before.issues]
    assert now.states(5) == {("open", None)}
    assert now.workbook == [5]


def test_withdrawing_the_correction_brings_the_fault_back(seen: dict[str, Seen]) -> None:
    now = seen["withdrawn"]
    assert now.files[FIRST][0] == "withdrawn"
    assert now.records == seen["delivered"].records
    assert now.workbook == seen["delivered"].workbook
    assert [now.states(row) for row in (3, 4, 5)] == [{("open", None)}] * 3


def test_giving_it_back_restores_everything(seen: dict[str, Seen]) -> None:
    assert seen["given_back"] == seen["half_corrected"]


def test_the_workbook_goes_when_nothing_waits(seen: dict[str, Seen]) -> None:
    now = seen["corrected"]
    assert now.workbook is None
    assert now.records == [(FILE, row) for row in (2, 3, 4, 5)]
    assert now.states(5) == {("healed", SECOND)}
    assert now.states(3) == {("healed", FIRST)}
