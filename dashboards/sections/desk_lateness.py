"""Which desk is late with its delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import day_column
from dashboards.components.filters import choose
from dashboards.components.markup import tag
from dashboards.components.numbers import plain
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.catalogue import programmes
from dashboards.queries.quality import Desk, desks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.visit import Visit

BEHIND = "behind"
ALL = "all"


def late_desks(visit: Visit) -> int:
    """How many desks are late, or never delivered."""
    return sum(desk.status != "on_time" for desk in desks(visit.snapshot))


def desk_section(visit: Visit) -> None:
    """The desks that are late, or all of them."""
    words = visit.words
    known = desks(visit.snapshot)
    frame.section(words("desk.title"), words("desk.text"))
    behind = [desk for desk in known if desk.status != "on_time"]
    sentence = words("desk.some_late", count=plain(len(behind)), total=plain(len(known)))
    text = sentence if behind else words("desk.none_late", total=plain(len(known)))
    outcome = chip("desk", "late" if behind else "on_time", words)
    st.html(tag("p", outcome, tag("span", text), class_="said"))
    with st.container(horizontal=True, key="filters_desks"):
        shown = choose(
            "desks",
            words("filter.outcome"),
            [BEHIND, ALL],
            lambda name: words("desk.only_behind" if name == BEHIND else "filter.all"),
        )
    show_table(_table(behind if shown == BEHIND else known, visit), words)


def _table(rows: Sequence[Desk], visit: Visit) -> Table[Desk]:
    words, known = visit.words, programmes(visit.snapshot)

    def name(desk: Desk) -> str:
        programme = known.get(desk.programme_id or "")
        return words.name(programme) if programme else words("desk.whole_log")

    return Table(
        key="desks",
        caption=words("desk.title"),
        columns=[
            Column(words("filter.programme"), value=name),
            Column(words("filter.log"), value=lambda desk: words.term("log", desk.log)),
            Column(
                words("card.status"),
                value=lambda desk: words.term("desk", desk.status),
                show=lambda desk: chip("desk", desk.status, words),
            ),
            day_column(words("desk.due_on"), lambda desk: desk.due_on, words, is_brief=True),
            day_column(words("desk.last_delivered"), lambda desk: desk.last_delivered_at, words),
            Column(
                words("desk.frequency"),
                value=lambda desk: words.term("frequency", desk.frequency),
                is_brief=True,
            ),
        ],
        rows=rows,
        file_name=f"desks_{visit.snapshot.as_of:%Y%m%d}",
    )
