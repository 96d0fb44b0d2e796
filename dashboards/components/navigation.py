"""The navigation beside every page: the registry's pages under their headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import streamlit as st

from dashboards.components.filters import chosen_language
from dashboards.i18n import words_in
from dashboards.registry import PAGES, PageEntry

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

    from dashboards.i18n import Words


def reader_words() -> Words:
    """The words of the language in force."""
    return words_in(chosen_language())


def navigate(words: Words, audience: str) -> tuple[PageEntry, Page]:
    """Draw the navigation; returns the entry of the page the reader is on, and the page.

    Pages that are not for this audience are left out of it, but keep their addresses.
    """
    pages = {entry: _page(entry, words, audience) for entry in PAGES}
    sections: dict[str, list[Page]] = {}
    for entry, page in pages.items():
        sections.setdefault(words(f"section.{entry.section}"), []).append(page)
    chosen = st.navigation(sections, expanded=True)
    return next(entry for entry, page in pages.items() if page is chosen), chosen


def open_page(key: str, **choices: str) -> NoReturn:
    """Go to another page in the same visit, with choices in its address."""
    entry = next(entry for entry in PAGES if entry.key == key)
    st.switch_page(entry.file, query_params=choices)


def start_from_the_entry_point(audience: str) -> NoReturn:
    """Run the page again from app.py.

    Until a server's first st.navigation, Streamlit runs the files of a folder named `pages` by
    themselves, without app.py: the first reader after a start would see no frame.
    """
    navigate(reader_words(), audience)
    st.rerun()


def _page(entry: PageEntry, words: Words, audience: str) -> Page:
    return st.Page(
        entry.file,
        title=words(f"page.{entry.key}.title"),
        url_path=entry.key,
        default=entry.is_start,
        visibility="visible" if entry.is_for(audience) else "hidden",
    )
