"""Beside every page, under the navigation: search over indicators, and which day's figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.filters import choose
from dashboards.components.markup import tag
from dashboards.components.navigation import open_page
from dashboards.components.periods import day_label, moment_label
from dashboards.components.visit import NEWEST, SNAPSHOT_CHOICE
from dashboards.queries.catalogue import indicators

if TYPE_CHECKING:
    from dashboards.components.visit import Visit


def sidebar(visit: Visit) -> None:
    """Search, as-of day and audience."""
    with st.sidebar:
        _search(visit)
        _publication_picker(visit)
        audience = visit.words.term("audience", visit.snapshot.audience)
        st.html(tag("p", visit.words("sidebar.audience", audience=audience), class_="small"))


def _search(visit: Visit) -> None:
    """A box to type part of an indicator's name in; choosing one opens its page."""
    words = visit.words
    known = indicators(visit.snapshot)
    st.selectbox(
        words("sidebar.search"),
        list(known),
        index=None,
        format_func=lambda name: words.name(known[name]),
        placeholder=words("sidebar.search.hint"),
        key="search",
        on_change=_take_found,
    )
    found = st.session_state.pop("found", None)
    if found in known:
        open_page("evidence", indicator=found)


def _take_found() -> None:
    """Note what was found and empty the box, so that the same one can be found again."""
    st.session_state["found"] = st.session_state["search"]
    st.session_state["search"] = None


def _publication_picker(visit: Visit) -> None:
    """Which publication is shown: the newest, or an earlier one or past day by its as-of day."""
    words = visit.words
    offered = {one.snapshot_id: one for one in visit.offered}
    days = Counter(one.as_of for one in offered.values())

    def label(snapshot_id: str) -> str:
        if snapshot_id == NEWEST:
            return words("sidebar.newest")
        one = offered[snapshot_id]
        day = day_label(one.as_of, words)
        if days[one.as_of] == 1:
            return day
        return words("sidebar.publication", day=day, moment=moment_label(one.published_at, words))

    choose(SNAPSHOT_CHOICE, words("sidebar.as_of"), [NEWEST, *offered], label)
