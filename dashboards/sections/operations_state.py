"""How things stand now: the last run, what runs, what waits, whether publishing is held."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.figure_card import count_cards
from dashboards.components.markup import Html, join, prose, tag
from dashboards.components.periods import moment_label
from dashboards.components.status import chip
from dashboards.queries.operations import State, state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboards.i18n import Words
    from dashboards.queries.operations import Event

_MOST_NAMED = 10
_TOLD_BY_ITS_OUTCOME = ("published", "nothing_new")


def standing_hold(events: Sequence[Event]) -> Event | None:
    """The rollback that still holds publishing back, if any; events are newest first."""
    newest = next(
        (one for one in events if one.event in {"rolled_back", "resumed", "published"}), None
    )
    return newest if newest and newest.event == "rolled_back" else None


def state_section(home: Path, events: Sequence[Event], words: Words) -> None:
    """One sentence, then the counts, then what waits by name."""
    frame.section(words("operations.state"))
    found = state(home)
    held = standing_hold(events)
    code = "held" if held else _code(found)
    st.html(
        tag("p", chip("run", code, words), tag("span", words(f"run.{code}.text")), class_="said")
    )
    if held:
        text = words("operations.held", moment=_moment(held.at, words), reason=held.reason)
        st.html(tag("p", text, class_="small"))
    if found is None:
        return
    st.html(_last_run(found, words))
    unit = words("unit.files")
    st.html(
        count_cards(
            [
                ("operations.waiting", len(found.waiting), unit),
                ("operations.refused", len(found.refused), unit),
                ("operations.to_correct", len(found.to_correct), unit),
            ],
            words,
        )
    )
    _named("operations.waiting.list", found.waiting, words)
    _named("operations.to_correct.list", found.to_correct, words)


def _code(found: State | None) -> str:
    """The state of the newest run as the end of a wording's key."""
    if found is None:
        return "unknown"
    if found.running:
        return "running"
    if found.last_run is None:
        return "never"
    exit_code = int(found.last_run["exit_code"])
    return {0: "fine", 2: "blocked", 3: "partly", 4: "held"}.get(exit_code, "failed")


def _last_run(found: State, words: Words) -> Html:
    last = found.last_run
    if last is None:
        return tag("p", words("operations.no_run"), class_="small")
    moment = _moment(str(last["ended_at"]), words)
    outcome = words.term("outcome", str(last["outcome"]))
    ended = tag("p", words("operations.last_run", moment=moment, outcome=outcome), class_="small")
    if last["outcome"] in _TOLD_BY_ITS_OUTCOME:
        return ended
    said = words("operations.last_run.said", message=last["message"])
    return join(ended, tag("p", said, class_="small"))


def _moment(written: str, words: Words) -> str:
    return moment_label(datetime.fromisoformat(written), words)


def _named(key: str, names: Sequence[str], words: Words) -> None:
    """The first names of a list, in a fold."""
    if not names:
        return
    items = [tag("li", tag("code", name)) for name in names[:_MOST_NAMED]]
    if len(names) > _MOST_NAMED:
        items.append(tag("li", words("operations.more", count=len(names) - _MOST_NAMED)))
    how = tag("p", prose(words(f"{key}.text")))
    st.html(tag("details", tag("summary", words(key)), how, tag("ul", *items), class_="fold"))
