"""What every page has around it: style, heading with its question, filters, when and what, footer.

Not here: the visit, the notices above a page, a page's content.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.filters import choose, language_switch, reset_button
from dashboards.components.markup import Html, hidden, join, prose, tag
from dashboards.components.periods import day_label, fiscal_year_label, moment_label, period_label
from dashboards.components.visit import Visit, current_visit
from dashboards.period import Period, periods_of
from dashboards.queries.catalogue import fiscal_years
from dashboards.queries.snapshot import NothingToShowError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dashboards.i18n import Words

__all__ = [
    "Visit",
    "current_visit",
    "dress",
    "explain",
    "filter_bar",
    "footer",
    "heading",
    "particulars",
    "period_filter",
    "section",
    "waiting",
    "year_filter",
]
_ROOM = Path(__file__).parent.parent


def dress(words: Words) -> None:
    """The style of all pages, the mark above the navigation, the language of the document."""
    st.html(_ROOM / "style.css")
    st.logo(str(_ROOM / "static" / f"mark_{words.language}.svg"), size="large")
    language = f"document.documentElement.lang = '{words.language}'"
    st.html(f"<script>{language};\n{_tools()}</script>", unsafe_allow_javascript=True)


@cache
def _tools() -> str:
    """The scripts that the browser carries out: buttons, and what assistive software needs."""
    names = ("tools.js", "access.js")
    return "\n".join((_ROOM / "static" / name).read_text(encoding="utf-8") for name in names)


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
        printing = tag(
            "button",
            words("page.print"),
            type="button",
            class_="tool",
            data_print="",
            title=words("page.print.hint"),
        )
        st.html(tag("p", printing, class_="tools off-paper"), width="content")
        language_switch(words("language.label"))


@contextmanager
def filter_bar(words: Words) -> Iterator[None]:
    """A row for a page's filters, with the button that takes every choice back."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        yield
        reset_button(words("filter.reset"))


@contextmanager
def waiting(words: Words) -> Iterator[None]:
    """A line that says, after a moment, that the page is being made ready."""
    place = st.empty()
    place.html(tag("p", words("waiting"), class_="waiting", role="status"))
    try:
        yield
    finally:
        place.empty()


def particulars(visit: Visit, shown: int | Period | None = None) -> None:
    """When the figures speak for, when they were published, and which year or period is shown."""
    words, snapshot = visit.words, visit.snapshot
    period = shown if isinstance(shown, Period) else Period(shown or snapshot.fiscal_year)
    facts = [
        ("meta.as_of", day_label(snapshot.as_of, words)),
        ("meta.published_at", moment_label(snapshot.published_at, words)),
        ("meta.fiscal_year", period_label(period, words)),
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


def period_filter(visit: Visit, fiscal_year: int | None = None) -> Period:
    """The whole of a fiscal year (the one chosen, unless told), or a quarter or month of it."""
    words = visit.words
    offered = periods_of(fiscal_year or year_filter(visit), visit.snapshot.as_of)

    def label(code: str) -> str:
        return period_label(offered[code], words) if code else words("filter.whole_year")

    return offered[choose("period", words("filter.period"), list(offered), label)]


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
