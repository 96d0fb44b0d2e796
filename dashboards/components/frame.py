"""What every page has around it: banner, heading with its question, when and what for, footer.

Belongs here: the visit (language, snapshot) and the frame. Not here: a page's content.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.filters import choose, language_switch
from dashboards.components.markup import Html, hidden, join, prose, tag
from dashboards.components.navigation import start_from_the_entry_point
from dashboards.components.periods import day_label, fiscal_year_label, moment_label
from dashboards.queries.catalogue import fiscal_years
from dashboards.queries.snapshot import (
    NothingToShowError,
    Snapshot,
    audience_named,
    current_id,
    open_snapshot,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboards.i18n import Words

_ROOM = Path(__file__).parent.parent


@dataclass(frozen=True)
class Visit:
    """One reader's visit: the words of the language chosen and the snapshot it keeps."""

    words: Words
    snapshot: Snapshot


def home_folder() -> Path:
    """The home whose publications are shown: FAIS_HOME, else ./var."""
    return Path(os.environ.get("FAIS_HOME") or "var")


def begin_visit(words: Words) -> Visit:
    """The visit of this session, its snapshot opened at the first run and kept.

    Raises NothingToShowError where nothing can be opened.
    """
    if "snapshot" not in st.session_state:
        audience = audience_named(os.environ.get("FAIS_AUDIENCE") or "manager")
        st.session_state["snapshot"] = open_snapshot(home_folder(), audience)
    return Visit(words, st.session_state["snapshot"])


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
        start_from_the_entry_point()
    visit: Visit = st.session_state["visit"]
    return visit


def dress(words: Words) -> None:
    """The style of all pages, the mark above the navigation, the language of the document."""
    st.html(_ROOM / "style.css")
    st.logo(str(_ROOM / "static" / f"mark_{words.language}.svg"), size="large")
    script = f"<script>document.documentElement.lang = '{words.language}'</script>"
    st.html(script, unsafe_allow_javascript=True)


def heading(page: str, words: Words) -> None:
    """The page's name, the question it answers, and the language switch."""
    with st.container(horizontal=True, vertical_alignment="top", key="page_head"):
        st.html(
            tag(
                "header",
                tag("h1", words(f"page.{page}.title")),
                tag("p", words(f"page.{page}.question"), class_="question"),
                class_="page-head",
            ),
            width="stretch",
        )
        language_switch(words("language.label"))


def banner(visit: Visit) -> None:
    """The banner of a sample home, and a quiet hint when something newer was published."""
    words = visit.words
    if visit.snapshot.is_sample:
        notice = tag("strong", words("sample.title"))
        st.html(tag("p", notice, tag("span", words("sample.text")), class_="sample", role="note"))
    if current_id(home_folder()) not in {visit.snapshot.snapshot_id, None}:
        with st.container(horizontal=True, vertical_alignment="center", key="newer"):
            st.html(tag("p", words("newer.text"), class_="newer"), width="content")
            st.button(words("newer.action"), key="open_newer", on_click=_leave_snapshot)


def _leave_snapshot() -> None:
    """Let the next run open what is current then."""
    del st.session_state["snapshot"]


def particulars(visit: Visit, fiscal_year: int | None = None) -> None:
    """When the figures speak for, when they were published, and which year is shown."""
    words, snapshot = visit.words, visit.snapshot
    facts = [
        ("meta.as_of", day_label(snapshot.as_of, words)),
        ("meta.published_at", moment_label(snapshot.published_at, words)),
        ("meta.fiscal_year", fiscal_year_label(fiscal_year or snapshot.fiscal_year, words)),
        ("meta.snapshot", snapshot.snapshot_id),
    ]
    st.html(tag("dl", *(_term(words(key), value) for key, value in facts), class_="meta"))


def year_filter(visit: Visit) -> int:
    """The fiscal year chosen, the newest by default."""
    years = [str(year) for year in fiscal_years(visit.snapshot)]
    if not years:
        raise NothingToShowError("state.no_years")
    label = visit.words("filter.fiscal_year")
    return int(choose("year", label, years, lambda year: fiscal_year_label(int(year), visit.words)))


def section(title: str, text: str | None = None, mark: str | None = None) -> None:
    """A heading inside a page, with a line of explanation."""
    st.html(
        tag(
            "div",
            tag("h2", hidden(mark) if mark else None, title),
            tag("p", text, class_="small") if text else None,
            class_="section-head",
        )
    )


def footer(visit: Visit) -> None:
    """Source, units, what 暫定 and 速報 mean, and the publication the page shows."""
    words = visit.words
    notes = ("source", "unit", "provisional", "coverage", "disclaimer")
    lines = [_term(words(f"footer.{note}"), words(f"footer.{note}.text")) for note in notes]
    st.html(tag("footer", tag("dl", *lines), class_="page-foot"))


def explain(problem: NothingToShowError, words: Words) -> None:
    """A state in which there is nothing to show: what it is and what to do about it."""
    st.html(
        tag(
            "section",
            tag("h2", words(f"{problem.key}.title")),
            tag("p", prose(words(f"{problem.key}.text", **problem.values))),
            _steps(problem.key, words),
            class_="state",
            data_state=problem.key,
        )
    )


def _steps(key: str, words: Words) -> Html | None:
    steps = [words.messages.get(f"{key}.step{number}") for number in (1, 2, 3)]
    known = [tag("li", prose(step)) for step in steps if step]
    return tag("ol", *known) if known else None


def _term(term: str, value: str) -> Html:
    return join(tag("div", tag("dt", term), tag("dd", value)))
