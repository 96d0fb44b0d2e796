"""Notices above a page: sample, a check that was let pass, an earlier day, old or newer data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.markup import Html, join, tag
from dashboards.components.periods import day_label, moment_label
from dashboards.components.visit import is_left, is_newest, is_overtaken, take_newest
from dashboards.period import JST

if TYPE_CHECKING:
    from dashboards.components.visit import Visit

STALE_FROM_DAYS = 3
_LOOK_EVERY = "60s"


def notices(visit: Visit) -> None:
    """All notices that apply to a visit."""
    said = [_sample(visit), _let_pass(visit), _earlier(visit), _stale(visit)]
    if any(said):
        st.html(join(*said))
    if not is_newest(visit):
        st.button(visit.words("notice.earlier.action"), key="leave_earlier", on_click=take_newest)
    _newer(visit)


def days_since(moment: datetime, now: datetime) -> int:
    """Whole days from a publication to now; a time without a zone is Japan's."""
    begun = moment if moment.tzinfo else moment.replace(tzinfo=JST)
    return (now - begun).days


def _sample(visit: Visit) -> Html | None:
    if not visit.snapshot.is_sample:
        return None
    words = visit.words
    return _notice("sample", words("sample.title"), words("sample.text"))


def _let_pass(visit: Visit) -> Html | None:
    """Checks that stopped publication and were let pass: what, why, who."""
    words = visit.words
    let_pass = visit.snapshot.publication.let_pass
    if not let_pass:
        return None
    said = [
        words("notice.let_pass.text", check=one.check, reason=one.reason, by=one.by)
        for one in let_pass
    ]
    return _notice("let-pass", words("notice.let_pass"), " ".join(said))


def _earlier(visit: Visit) -> Html | None:
    """That the reader looks at an earlier publication, or at a past day."""
    if is_newest(visit):
        return None
    words, snapshot = visit.words, visit.snapshot
    text = words(
        "notice.earlier.text",
        day=day_label(snapshot.as_of, words),
        moment=moment_label(snapshot.published_at, words),
    )
    return _notice("earlier", words("notice.earlier"), text)


def _stale(visit: Visit) -> Html | None:
    """That nothing was published for days, so that nobody takes old figures for today's."""
    days = days_since(visit.snapshot.published_at, datetime.now(JST))
    if days < STALE_FROM_DAYS or not is_newest(visit):
        return None
    words = visit.words
    return _notice("stale", words("notice.stale", days=days), words("notice.stale.text"))


@st.fragment(run_every=_LOOK_EVERY)
def _newer(visit: Visit) -> None:
    """A quiet hint, also while nothing is touched, that something newer was published."""
    if is_left():
        st.rerun()
    if not is_overtaken(visit):
        return
    words = visit.words
    with st.container(horizontal=True, vertical_alignment="center", key="newer"):
        st.html(tag("p", words("newer.text"), class_="newer", role="status"), width="content")
        st.button(words("newer.action"), key="open_newer", on_click=take_newest)


def _notice(kind: str, title: str, text: str) -> Html:
    return tag(
        "p", tag("strong", title), tag("span", text), class_=f"notice notice-{kind}", role="note"
    )
