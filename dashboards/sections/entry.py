"""What forms share: who may enter rows, handing one over, and saying what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.markup import prose, tag
from dashboards.components.visit import home_folder, is_newest
from dashboards.inbox import NotDeliveredError, deliver_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.components.visit import Visit


def can_enter(visit: Visit) -> bool:
    """Whether this reader may enter rows: the foundation's people, looking at the newest data."""
    return visit.snapshot.sees_rows and is_newest(visit)


def enter(visit: Visit, log: str, row: Mapping[str, str | int | float]) -> None:
    """Deliver a row of a log, by its headings, and say whether it was taken and what comes next."""
    words = visit.words
    try:
        file = deliver_row(home_folder(), log, row)
    except NotDeliveredError as problem:
        st.html(tag("p", words(problem.key), class_="said-error", role="alert"))
        return
    taken = words("entry.taken", log=words.term("log", log), file=file.name)
    st.html(tag("p", prose(taken), class_="said-done", role="status"))
