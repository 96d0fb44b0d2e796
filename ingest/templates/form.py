"""One form: the sheet to fill in, an example beside it, and what each column means.

Here belongs: sheets, looks and drop-downs. Not here: what a kind of column accepts (kinds).
The example lies in a sheet that is skipped whole; so do the lists behind the drop-downs, for no
word of them may be taken for a header.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from ingest.corrections.columns import EXPLANATION
from ingest.templates.kinds import kind_of

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

    from ingest.contracts import Column, Contract

EXAMPLE = "記入例"
EXAMPLES = 3
ROWS = 2000
"""Rows that are laid out; more may be filled in."""
_MADE_AT = datetime(2001, 3, 1)
"""The same contract gives the same bytes."""
_LONGEST_NAME = 31
_HEADINGS = ("■列", "■必須", "■書き方", "■選べる値", "■ほかに読める見出し", "■取り扱い")
_HANDLING = {
    "personal": "個人情報です。集計の外には出ません。",
    "confidential": "企業の情報です。公表しません。",
    "internal": "内部の情報です。",
}


def write_form(path: Path, contract: Contract) -> None:
    """Write the form of a log."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": contract.title, "created": _MADE_AT})
        form = book.add_worksheet(_sheet_name(contract.title))
        example = book.add_worksheet(EXAMPLE)
        _Form(book, contract).lay_out(form, example, book.add_worksheet(EXPLANATION))


class _Form:
    """The sheets of one form and the looks they share."""

    def __init__(self, book: xlsxwriter.Workbook, contract: Contract) -> None:
        self._contract = contract
        self._kinds = [kind_of(column, contract) for column in contract.columns]
        must, may = "#FCE4D6", "#D9E1F2"
        head = {"bold": True, "text_wrap": True, "valign": "top", "border": 1}
        self._must = book.add_format({**head, "bg_color": must})
        self._may = book.add_format({**head, "bg_color": may})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._looks = [book.add_format({"num_format": kind.number_format}) for kind in self._kinds]

    def lay_out(self, form: Worksheet, example: Worksheet, explanation: Worksheet) -> None:
        """Fill the three sheets."""
        self._head(form)
        self._head(example)
        self._choices(form, example)
        for row in range(1, EXAMPLES + 1):
            for number, kind in enumerate(self._kinds):
                example.write(row, number, kind.example(row), self._looks[number])
        self._explain(explanation)

    def _head(self, sheet: Worksheet) -> None:
        for number, column in enumerate(self._contract.columns):
            sheet.set_column(number, number, 16, self._looks[number])
            sheet.write_string(0, number, column.title, self._must if _must(column) else self._may)
        sheet.freeze_panes(1, 0)

    def _choices(self, form: Worksheet, example: Worksheet) -> None:
        """Put what a cell accepts behind it; lists lie right of the example."""
        beside = len(self._kinds) + 1
        for number, kind in enumerate(self._kinds):
            rule: dict[str, Any] = dict(kind.validation)
            if kind.choices:
                example.write_column(1, beside, kind.choices)
                name = xl_col_to_name(beside, col_abs=True)
                source = f"='{EXAMPLE}'!{name}$2:{name}${len(kind.choices) + 1}"
                rule = {"validate": "list", "source": source}
                beside += 1
            if rule:
                form.data_validation(1, number, ROWS, number, _with_words(rule, kind.says))

    def _explain(self, sheet: Worksheet) -> None:
        sheet.write_row(0, 0, _HEADINGS, self._may)
        for row, (column, kind) in enumerate(
            zip(self._contract.columns, self._kinds, strict=True), start=1
        ):
            others = "".join(f"「{name}」" for name in (*column.aliases, column.name))
            cells = (
                f"「{column.title}」",
                "必須です。" if _must(column) else "空欄でもかまいません。",
                kind.says,
                "".join(f"「{choice}」" for choice in kind.choices) or "自由に書きます。",
                others,
                _HANDLING[column.classification],
            )
            sheet.write_row(row, 0, cells, self._text)
        sheet.set_column(0, 5, 26)
        sheet.freeze_panes(1, 0)


def _must(column: Column) -> bool:
    return column.required and column.default is None


def _with_words(rule: dict[str, Any], says: str) -> dict[str, Any]:
    """Add what is said when something else is typed in."""
    return {**rule, "error_title": "入力を確かめてください", "error_message": says[:255]}


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\・]", "_", title)[:_LONGEST_NAME]
