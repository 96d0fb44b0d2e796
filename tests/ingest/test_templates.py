"""Forms: whatever a form accepts lands without a warning, for every log."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest

from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.landing import land_log
from ingest.ledger import JST
from ingest.templates import write_templates
from ingest.templates.form import EXAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

CONTRACTS = load_contracts(None)
NOW = datetime(2026, 1, 1, tzinfo=JST)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("forms") / "home")
    home.create()
    write_templates(home, CONTRACTS)
    return home


def form_of(home: Home, log: str) -> Path:
    (path,) = home.templates.glob(f"{log}_*.xlsx")
    return path


def filled(book: Workbook) -> None:
    """Copy the example into the form, as a person would write it."""
    form, example = book.worksheets[0], book[EXAMPLE]
    width = sum(cell.value is not None for cell in form[1])
    for row in example.iter_rows(min_row=2, max_row=4, max_col=width):
        for cell in row:
            form.cell(cell.row, cell.column, cell.value)


@pytest.mark.parametrize("log", CONTRACTS)
def test_a_filled_form_lands_without_a_warning(log: str, home: Home) -> None:
    book = openpyxl.load_workbook(form_of(home, log))
    filled(book)
    inbox = home.inbox / log
    inbox.mkdir(exist_ok=True)
    book.save(inbox / "記入済み.xlsx")
    os.utime(inbox / "記入済み.xlsx", (1_700_000_000, 1_700_000_000))
    report = land_log(home, CONTRACTS[log], NOW)
    (delivery,) = report.deliveries
    assert (delivery.status, delivery.message_en, report.notes) == ("landed", None, [])
    assert (delivery.accepted, delivery.rejected, delivery.skipped) == (3, 0, 0)
    assert pl.read_parquet(home.landing / log / "issues" / "*.parquet").is_empty()


@pytest.mark.parametrize("log", CONTRACTS)
def test_an_empty_form_is_refused_or_empty_but_never_an_error(log: str, home: Home) -> None:
    inbox = home.inbox / log
    inbox.mkdir(exist_ok=True)
    (inbox / "空.xlsx").write_bytes(form_of(home, log).read_bytes())
    delivery = land_log(home, CONTRACTS[log], NOW).deliveries[-1]
    assert delivery.accepted in (0, None)


@pytest.mark.parametrize("log", CONTRACTS)
def test_choices_have_drop_downs_and_days_are_checked(log: str, home: Home) -> None:
    sheet = openpyxl.load_workbook(form_of(home, log)).worksheets[0]
    rules = {
        sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value: rule.type
        for rule in sheet.data_validations.dataValidation
    }
    for column in CONTRACTS[log].columns:
        if column.labels or column.type == "boolean":
            assert rules[column.title] == "list", column.title
        elif column.type in ("date", "timestamp"):
            assert rules[column.title] == "date", column.title
    assert sheet.freeze_panes == "A2"


def test_the_same_contract_gives_the_same_bytes(home: Home, tmp_path: Path) -> None:
    again = Home(tmp_path)
    write_templates(again, CONTRACTS)
    for log in CONTRACTS:
        assert form_of(again, log).read_bytes() == form_of(home, log).read_bytes()
