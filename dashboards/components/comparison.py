"""Figures of one kind side by side: which of them moved the whole, against last year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.links import figure_address
from dashboards.components.markup import Html, tag
from dashboards.components.numbers import signed, spoken
from dashboards.components.status import absence
from dashboards.components.tables import with_switch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure


def comparison_bars(figures: Sequence[Figure], words: Words) -> Html:
    """A bar per figure from zero, with a mark where last year stood on the same day."""
    top = max(max(figure.value or 0, figure.previous or 0) for figure in figures) or 1
    heads = ("chart.name", "chart.value", "card.previous", "table.change")
    head = tag(
        "tr",
        *(
            tag("th", words(key), scope="col", class_="num" if place else None)
            for place, key in enumerate(heads)
        ),
    )
    rows = (_row(figure, top, words) for figure in figures)
    drawn = tag(
        "table",
        tag("caption", words("comparison.caption"), class_="for-ears"),
        tag("thead", head),
        tag("tbody", *rows),
        class_="table bars",
    )
    return with_switch(drawn, len(figures), words)


def _row(figure: Figure, top: float, words: Words) -> Html:
    name = words.name(figure.indicator)
    width = max(figure.value or 0, 0) / top * 100
    fill = tag("span", class_="bar-fill", style=f"width:{width:.1f}%")
    mark = None
    if figure.previous is not None:
        place = max(figure.previous, 0) / top * 100
        mark = tag("span", class_="bar-mark bar-mark-last", style=f"left:{place:.1f}%")
    bar = tag("div", fill, mark, class_="bar bar-wide", aria_hidden="true")
    link = tag("a", name, href=figure_address(figure, words))
    return tag(
        "tr",
        tag("th", link, bar, scope="row"),
        _cell(figure.value, figure, words, words("chart.value")),
        _cell(figure.previous, figure, words, words("card.previous")),
        tag(
            "td",
            words("number.none")
            if figure.change is None
            else signed(figure.change, figure.indicator, words),
            class_="num",
            data_label=words("table.change"),
        ),
        data_indicator=figure.indicator.indicator_id,
    )


def _cell(value: float | None, figure: Figure, words: Words, label: str) -> Html:
    if value is None:
        return tag("td", absence(figure, words), class_="num", data_label=label)
    text = spoken(value, figure.indicator, words).text
    return tag("td", text, class_="num", data_label=label)
