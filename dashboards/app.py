"""The entry point of the pages: `streamlit run dashboards/app.py`.

Belongs here: the order of things on every page. Not here: what a page shows.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.navigation import navigate, reader_words
from dashboards.components.notices import notices
from dashboards.components.sidebar import sidebar
from dashboards.components.visit import begin_visit, lent_to_page, set_audience
from dashboards.queries.snapshot import NothingToShowError

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboards.i18n import Words
    from dashboards.registry import PageEntry

_logger = logging.getLogger(__name__)


def main() -> None:
    """One run of the page the reader is on."""
    words = reader_words()
    st.set_page_config(page_title=words("app.title"), layout="wide", initial_sidebar_state="auto")
    entry, page = navigate(words, set_audience())
    title = words("app.page_title", page=words(f"page.{entry.key}.title"), app=words("app.title"))
    st.set_page_config(page_title=title)
    frame.dress(words)
    try:
        _show(entry, page, words)
    except Exception:
        _logger.exception("page %s", entry.key)
        frame.explain(NothingToShowError("state.error"), words)


def _show(entry: PageEntry, page: Page, words: Words) -> None:
    """The page in its frame, or in plain words why there is nothing to show."""
    try:
        visit = begin_visit(words)
        if not entry.is_for(visit.snapshot.audience):
            raise NothingToShowError("state.no_permission")
    except NothingToShowError as problem:
        frame.heading(entry.key, words)
        frame.explain(problem, words)
        return
    sidebar(visit)
    notices(visit)
    frame.heading(entry.key, words)
    with frame.waiting(words), lent_to_page(visit):
        try:
            page.run()
        except NothingToShowError as problem:
            frame.explain(problem, words)
    frame.footer(visit)


if __name__ == "__main__":
    main()
