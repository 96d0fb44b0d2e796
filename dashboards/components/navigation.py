"""The navigation beside every page: the registry's pages under their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from dashboards.components.filters import chosen_language
from dashboards.i18n import words_in
from dashboards.registry import PAGES

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboards.i18n import Words


def reader_words() -> Words:
    """The words of the language in force."""
    return words_in(chosen_language())


def navigate(words: Words) -> tuple[str, Page]:
    """Draw the navigation; returns the key of the page the reader is on, and the page."""
    pages = {
        entry.key: st.Page(
            entry.file,
            title=words(f"page.{entry.key}.title"),
            url_path=entry.key,
            default=entry.is_start,
        )
        for entry in PAGES
    }
    sections: dict[str, list[Page]] = {}
    for entry in PAGES:
        sections.setdefault(words(f"section.{entry.section}"), []).append(pages[entry.key])
    chosen = st.navigation(sections, expanded=True)
    return next(key for key, page in pages.items() if page is chosen), chosen


def start_from_the_entry_point() -> NoReturn:
    """Run the page again from app.py.

    Until a server's first st.navigation, Streamlit runs the files of a folder named `pages` by
    themselves, without app.py: the first reader after a start would see no frame.
    """
    navigate(reader_words())
    st.rerun()
