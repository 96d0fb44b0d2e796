"""Choosing one of a page's figures by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.filters import choose

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure


def choose_figure(figures: Iterable[Figure], words: Words, memory: str) -> Figure:
    """The figure the reader chose, the first unless told; each is offered once, in this order.

    `memory` keeps the choices of several pages apart.
    """
    offered = {figure.indicator.indicator_id: figure for figure in figures}
    chosen = choose(
        "indicator",
        words("filter.indicator"),
        list(offered),
        lambda name: words.name(offered[name].indicator),
        memory=memory,
    )
    return offered[chosen]
