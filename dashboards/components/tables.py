"""One table for all pages: sortable, paged, downloadable, and a list of cards on a narrow screen.

A column knows the plain value of a row, which is sorted by and exported, and how it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

import streamlit as st

from dashboards.components.downloads import Sheets, csv_bytes, xlsx_bytes
from dashboards.components.filters import choose
from dashboards.components.markup import Html, tag
from dashboards.components.provenance import provenance
from dashboards.components.visit import current_visit
from dashboards.spreadsheet import EXCEL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboards.components.downloads import Cell, Note
    from dashboards.i18n import Words

T = TypeVar("T")
ROWS_PER_PAGE = 25
FIRST_CARDS = 5
"""How many rows a narrow screen shows at first; style.css counts them too."""
_NO_VALUE = frozenset({"", "―", "–"})


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column: its heading, its value in a row, how that is written, and where it appears."""

    label: str
    value: Callable[[T], Cell]
    show: Callable[[T], str] | None = None
    is_number: bool = False
    is_brief: bool = False
    is_shown: bool = True
    is_exported: bool = True
    order: Callable[[T], float | None] | None = None

    def place(self, row: T) -> Cell:
        """What rows are put in order by: the value, unless the column has an order of its own."""
        return self.order(row) if self.order is not None else self.value(row)

    def text(self, row: T) -> str:
        """What the cell reads."""
        if self.show is not None:
            return self.show(row)
        value = self.value(row)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Table(Generic[T]):
    """Rows with their columns; `key` names the controls, `file_name` the downloads.

    `notes` are definitions (name, explanation) for the notes sheet of the Excel file.
    """

    key: str
    caption: str
    columns: Sequence[Column[T]]
    rows: Sequence[T]
    file_name: str
    row_class: Callable[[T], str | None] | None = None
    notes: Sequence[Note] = ()


def html_table(table: Table[T], words: Words, rows: Sequence[T] | None = None) -> Html:
    """The table as markup, all its rows unless told which.

    For the narrow layout every cell carries its heading, and after the first cards comes a switch
    for the others.
    """
    columns = [column for column in table.columns if column.is_shown]
    head = tag("tr", *(_heading(column) for column in columns))
    body = [_row(table, columns, row) for row in (table.rows if rows is None else rows)]
    drawn = tag(
        "table",
        tag("caption", table.caption, class_="for-ears"),
        tag("thead", head),
        tag("tbody", *body),
        class_="table",
    )
    return with_switch(drawn, len(body), words)


def with_switch(drawn: Html, count: int, words: Words) -> Html:
    """A table of that many rows with the switch that, where rows are cards, shows the first or all.

    It acts by style alone (`.others`), so that it works by keyboard and before any answer.
    """
    if count <= FIRST_CARDS:
        return tag("div", drawn, class_="rows")
    more = tag("span", words("table.others", count=count - FIRST_CARDS), class_="to-open")
    fewer = tag("span", words("table.first", count=FIRST_CARDS), class_="to-close")
    switch = tag("details", tag("summary", more, fewer), class_="others")
    return tag("div", drawn, switch, class_="rows")


def show_table(table: Table[T], words: Words) -> None:
    """The table with its controls: order, download, pages."""
    if not table.rows:
        st.html(tag("p", words("table.empty"), class_="empty"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"controls_{table.key}"):
        rows = _sorted(table, words)
        _downloads(table, rows, words)
    first = _first_shown(table, words)
    st.html(html_table(table, words, rows[first : first + ROWS_PER_PAGE]))


def _downloads(table: Table[T], rows: Sequence[T], words: Words) -> None:
    """Both files, made when they are asked for."""
    notes = [*provenance(current_visit(), table.caption), *table.notes]
    sheets = Sheets(*(words(f"export.{part}") for part in ("data", "notes", "item", "explanation")))
    st.download_button(
        words("table.download"),
        data=partial(csv_bytes, table.columns, rows),
        file_name=f"{table.file_name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download_{table.key}",
    )
    st.download_button(
        words("table.download.excel"),
        data=partial(xlsx_bytes, table.columns, rows, notes, sheets),
        file_name=f"{table.file_name}.xlsx",
        mime=EXCEL,
        on_click="ignore",
        key=f"excel_{table.key}",
    )


def _sorted(table: Table[T], words: Words) -> list[T]:
    """The rows in the order the reader chose; rows without a value come last."""
    shown = [column for column in table.columns if column.is_shown]
    names = ["", *(str(place) for place in range(len(shown)))]
    chosen = choose(
        f"sort_{table.key}",
        words("table.order"),
        names,
        lambda name: shown[int(name)].label if name else words("table.order.given"),
    )
    if not chosen:
        return list(table.rows)
    column = shown[int(chosen)]
    known = [row for row in table.rows if column.place(row) is not None]
    unknown = [row for row in table.rows if column.place(row) is None]
    return sorted(known, key=_order(column), reverse=column.is_number) + unknown


def _order(column: Column[T]) -> Callable[[T], tuple[float, str]]:
    def key(row: T) -> tuple[float, str]:
        place = column.place(row)
        if isinstance(place, str | date):
            return 0.0, str(place)
        return float(place or 0), ""

    return key


def _first_shown(table: Table[T], words: Words) -> int:
    """The place of the first row of the page of rows the reader is on."""
    total = len(table.rows)
    if total <= ROWS_PER_PAGE:
        return 0
    page = st.pagination(-(-total // ROWS_PER_PAGE), key=f"rows_{table.key}")
    first = (page - 1) * ROWS_PER_PAGE
    last = min(first + ROWS_PER_PAGE, total)
    st.html(tag("p", words("table.rows", first=first + 1, last=last, total=total), class_="small"))
    return first


def _heading(column: Column[T]) -> Html:
    return tag("th", column.label, scope="col", class_="num" if column.is_number else None)


def _row(table: Table[T], columns: Sequence[Column[T]], row: T) -> Html:
    head, *rest = columns
    return tag(
        "tr",
        tag("th", head.text(row), scope="row"),
        *(_cell(column, column.text(row)) for column in rest),
        class_=table.row_class(row) if table.row_class else None,
    )


def _cell(column: Column[T], text: str) -> Html:
    """A cell as it is set; one without a value is left out of the narrow layout."""
    kinds = {"num": column.is_number, "brief": column.is_brief, "is-none": text in _NO_VALUE}
    classes = " ".join(kind for kind, holds in kinds.items() if holds)
    return tag("td", text, data_label=column.label, class_=classes or None)
