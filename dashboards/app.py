"""The entry point of the pages: `streamlit run dashboards/app.py`.

Belongs here: the order of things on every page. Not here: what a page shows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.navigation import navigate, reader_words
from dashboards.queries.snapshot import NothingToShowError

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboards.i18n import Words


def main() -> None:
    """One run of the page the reader is on."""
    words = reader_words()
    st.set_page_config(page_title=words("app.title"), layout="wide", initial_sidebar_state="auto")
    key, page = navigate(words)
    frame.dress(words)
    _show(key, page, words)


def _show(key: str, page: Page, words: Words) -> None:
    """The page in its frame, or in plain words why there is nothing to show."""
    try:
        visit = frame.begin_visit(words)
    except NothingToShowError as problem:
        frame.heading(key, words)
        frame.explain(problem, words)
        return
    frame.banner(visit)
    frame.heading(key, words)
    try:
        with frame.lent_to_page(visit):
            page.run()
    except NothingToShowError as problem:
        frame.explain(problem, words)
    frame.footer(visit)


if __name__ == "__main__":
    main()
