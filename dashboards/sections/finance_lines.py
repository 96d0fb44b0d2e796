"""A statement as people read it: lines under their headings, each against the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.columns import yen_column
from dashboards.components.markup import Html, tag
from dashboards.components.numbers import MINUS, spoken_yen
from dashboards.components.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.finance import Line, Sheet

_TOTALS = ("合計", "計", "残高", "増減額", "正味財産")
_HEADLINES = (
    "資産合計",
    "負債合計",
    "正味財産合計",
    "経常収益計",
    "経常費用計",
    "当期経常増減額",
    "正味財産期末残高",
    "合計",
)
_MOST_CARDS = 4


def line_table(lines: Sequence[Line], sheet: Sheet, visit: Visit, caption: str) -> Table[Line]:
    """The lines in the order of the statement, indented by their headings."""
    words = visit.words
    columns: list[Column[Line]] = [
        Column(words("finance.line"), value=lambda line: line.line_path, show=_line_name),
        Column(
            words("finance.headings"),
            value=lambda line: " ／ ".join(line.headings) or None,
            show=lambda line: " ／ ".join(line.headings),
        ),
        yen_column(words("finance.amount"), lambda line: line.amount_yen, words),
        yen_column(words("finance.previous"), lambda line: line.previous_yen, words),
        yen_column(words("finance.difference"), lambda line: line.difference_yen, words, "+"),
    ]
    if any(line.is_misprinted for line in lines):
        columns.append(
            yen_column(
                words("finance.printed_difference"),
                lambda line: line.printed_difference_yen,
                words,
                "+",
            )
        )
    return Table(
        key="finance",
        caption=caption,
        columns=columns,
        rows=lines,
        file_name=f"{sheet.statement}_{sheet.fiscal_year}_{sheet.account}",
        row_class=lambda line: "total" if is_total(line) else None,
    )


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines as a statement has them: each under its heading, totals behind what they sum up."""
    paths = [line.line_path.split("/") for line in lines]
    places: dict[tuple[str, ...], int] = {}
    for path in paths:
        for depth in range(1, len(path) + 1):
            places.setdefault(tuple(path[:depth]), len(places))

    def place(path: Sequence[str]) -> list[tuple[bool, int]]:
        heads = (tuple(path[:depth]) for depth in range(1, len(path) + 1))
        return [(head[-1].endswith(_TOTALS), places[head]) for head in heads]

    order = sorted(range(len(lines)), key=lambda number: place(paths[number]))
    return [lines[number] for number in order]


def headline_cards(lines: Sequence[Line], words: Words) -> Html:
    """The lines that a statement is read for, each with the year before."""
    chosen = [line for line in lines if line.name in _HEADLINES][:_MOST_CARDS]
    return tag("div", *(_card(line, words) for line in chosen), class_="cards")


def _card(line: Line, words: Words) -> Html:
    amount = spoken_yen(line.amount_yen, words)
    before = None
    if line.previous_yen is not None and line.difference_yen is not None:
        sign = "+" if line.difference_yen > 0 else MINUS if line.difference_yen < 0 else "±"
        change = sign + spoken_yen(abs(line.difference_yen), words).text
        text = spoken_yen(line.previous_yen, words).text + words("number.aside", text=change)
        before = tag("div", tag("dt", words("finance.previous_card")), tag("dd", text))
    return tag(
        "article",
        tag("h3", line.name, class_="card-name"),
        tag(
            "p",
            tag("span", amount.number, class_="number"),
            tag("span", amount.unit, class_="unit"),
            tag("span", words("number.aside", text=amount.exact), class_="exact")
            if amount.exact
            else None,
            class_="card-value",
        ),
        tag("dl", before, class_="facts") if before else None,
        class_="card card-count",
        data_line=line.line_path,
        data_value=line.amount_yen,
    )


def is_total(line: Line) -> bool:
    """Whether a line sums others up, by its name."""
    return line.name.endswith(_TOTALS)


def _line_name(line: Line) -> Html:
    name = tag("strong", line.name) if is_total(line) else line.name
    return tag("span", name, class_=f"depth-{min(len(line.headings), 4)}")
