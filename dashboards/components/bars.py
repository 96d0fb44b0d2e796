"""Amounts side by side as a table with a bar in each row: readable by eye, by ear and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.components.markup import Html, tag

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Bar:
    """One row: what it is about, how long its bar is, and the cells that say it in numbers."""

    name: str
    length: float
    cells: Sequence[str]
    is_muted: bool = False


def bar_table(caption: str, heads: Sequence[str], bars: Sequence[Bar]) -> Html:
    """Bars that start at zero and share one scale, in the order given; the first head is theirs."""
    longest = max((bar.length for bar in bars), default=0) or 1
    head = tag(
        "tr",
        *(
            tag("th", text, scope="col", class_="num" if place else None)
            for place, text in enumerate(heads)
        ),
    )
    return tag(
        "table",
        tag("caption", caption, class_="for-ears"),
        tag("thead", head),
        tag("tbody", *(_row(bar, heads, longest) for bar in bars)),
        class_="table bars",
    )


def _row(bar: Bar, heads: Sequence[str], longest: float) -> Html:
    width = max(bar.length, 0) / longest * 100
    kind = "bar-fill bar-fill-muted" if bar.is_muted else "bar-fill"
    fill = tag("span", class_=kind, style=f"width:{width:.1f}%")
    drawn = tag("div", fill, class_="bar bar-wide", aria_hidden="true")
    return tag(
        "tr",
        tag("th", bar.name, drawn, scope="row"),
        *(
            tag("td", text, class_="num", data_label=label)
            for text, label in zip(bar.cells, heads[1:], strict=True)
        ),
    )
