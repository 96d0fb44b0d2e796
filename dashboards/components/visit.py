"""A reader's visit: who reads, in which words, which publication; kept from page to page.

Belongs here: what a session holds. Not here: what is drawn around a page (frame).
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.filters import forget, standing
from dashboards.components.navigation import start_from_the_entry_point
from dashboards.queries.publications import Publication, current_id, publications
from dashboards.queries.snapshot import Snapshot, audience_named, open_snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dashboards.i18n import Words

SNAPSHOT_CHOICE = "snapshot"
NEWEST = ""


@dataclass(frozen=True)
class Visit:
    """One reader's visit: the words of the language chosen and the snapshot it keeps.

    `offered` are the publications the reader may pick, newest first.
    """

    words: Words
    snapshot: Snapshot
    offered: tuple[Publication, ...] = ()


def home_folder() -> Path:
    """The home whose publications are shown: FAIS_HOME, else ./var."""
    return Path(os.environ.get("FAIS_HOME") or "var")


def set_audience() -> str:
    """The audience that this server is set to show pages to: FAIS_AUDIENCE, else managers."""
    return os.environ.get("FAIS_AUDIENCE") or "manager"


def begin_visit(words: Words) -> Visit:
    """The visit of this session; its snapshot is opened when it is new or another was chosen.

    Raises NothingToShowError where nothing can be opened.
    """
    newest = _newest_of_visit()
    offered = publications(home_folder())
    wanted = _chosen_of(offered) or newest
    held: Snapshot | None = st.session_state.get("snapshot")
    if held is None or held.snapshot_id != wanted:
        opened = open_snapshot(home_folder(), audience_named(set_audience()), wanted)
        if held is not None:
            held.connection.close()
        st.session_state["snapshot"] = held = opened
    return Visit(words, held, offered)


def is_newest(visit: Visit) -> bool:
    """Whether the visit shows what was current when it began, not a picked publication."""
    return visit.snapshot.snapshot_id == st.session_state.get("newest")


def is_overtaken(visit: Visit) -> bool:
    """Whether something else has become current since this visit began."""
    return is_newest(visit) and current_id(home_folder()) not in {visit.snapshot.snapshot_id, None}


def is_left() -> bool:
    """Whether the reader has just asked for what is current now."""
    return "newest" not in st.session_state


def take_newest() -> None:
    """Let the next run open what is current then."""
    st.session_state.pop("newest", None)
    forget(SNAPSHOT_CHOICE)


@contextmanager
def lent_to_page(visit: Visit) -> Iterator[None]:
    """Let the page script that runs meanwhile find its visit."""
    st.session_state["visit"] = visit
    try:
        yield
    finally:
        del st.session_state["visit"]


def current_visit() -> Visit:
    """The visit a page script runs in; a script that runs without app.py is sent there."""
    if "visit" not in st.session_state:
        start_from_the_entry_point(set_audience())
    visit: Visit = st.session_state["visit"]
    return visit


def _chosen_of(offered: Sequence[Publication]) -> str:
    """The publication that the reader picked among the earlier ones; empty for the newest."""
    return standing(SNAPSHOT_CHOICE, [NEWEST, *(one.snapshot_id for one in offered)])


def _newest_of_visit() -> str | None:
    """What was current when the visit began; asked for again until there is something."""
    if st.session_state.get("newest") is None:
        st.session_state["newest"] = current_id(home_folder())
    newest: str | None = st.session_state["newest"]
    return newest
