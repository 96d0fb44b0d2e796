"""A statement as people read it: lines under their headings, each against the year before."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dashboards.components.markup import Html, tag
from dashboards.components.numbers import MINUS, plain
from dashboards.components.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.finance import Line, Sheet

T = TypeVar("T")
_TOTALS = ("合計", "計", "残高", "増減額", "正味財産")


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


def is_total(line: Line) -> bool:
    """Whether a line sums others up, by its name."""
    return line.name.endswith(_TOTALS)


def _line_name(line: Line) -> Html:
    name = tag("strong", line.name) if is_total(line) else line.name
    return tag("span", name, class_=f"depth-{min(len(line.headings), 4)}")


def yen_column(
    label: str, read: Callable[[T], float | None], words: Words, sign: str = ""
) -> Column[T]:
    """Amounts in yen, with a sign where they are differences."""
    return Column(
        label,
        value=read,
        show=lambda row: yen_text(read(row), words, sign),
        is_number=True,
    )


def yen_text(amount: float | None, words: Words, sign: str = "") -> str:
    """An amount to the yen, ▲ before what is below zero in Japanese, as statements are printed."""
    if amount is None:
        return words("number.none")
    if amount < 0:
        return words.pick("▲", MINUS) + plain(-amount)
    return (sign if amount > 0 else "") + plain(amount)
