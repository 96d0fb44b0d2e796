"""Undoing a publication and going on again: for data staff, each with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.commands import Answer, run_command, words_of
from dashboards.components import frame
from dashboards.components.markup import prose, tag
from dashboards.queries.operations import forget_state

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboards.i18n import Words
    from dashboards.queries.operations import Event, PublishedSnapshot

_OUTCOME = "undo_outcome"
_FIELDS = ("target", "reason", "by", "sure")


def undo_section(
    home: Path, snapshots: Sequence[PublishedSnapshot], held: Event | None, words: Words
) -> None:
    """The form that goes back, or the one that goes on while publishing is held."""
    frame.section(words("operations.undo"), words("operations.undo.text"))
    _say_outcome(words)
    shown = next((one.snapshot_id for one in snapshots if one.is_current), "")
    earlier = [
        one.snapshot_id for one in snapshots if one.snapshot_id < shown and not one.requested_as_of
    ]
    if held is not None:
        _form("resume", home, [""], words)
    if earlier:
        _form("rollback", home, earlier, words)
    elif held is None:
        st.html(tag("p", words("operations.only_one"), class_="empty"))


def _form(command: str, home: Path, targets: Sequence[str], words: Words) -> None:
    """Target (where there is a choice), reason, name, and a word that it is meant."""
    with st.form(f"form_{command}"):
        st.html(tag("h3", words(f"operations.{command}")))
        st.html(tag("p", prose(words(f"operations.{command}.text")), class_="small"))
        if targets[0]:
            st.selectbox(words("operations.target"), targets, key=f"target_{command}")
        st.text_input(words("operations.reason"), key=f"reason_{command}", max_chars=300)
        st.text_input(words("operations.by"), key=f"by_{command}", max_chars=60)
        st.checkbox(words(f"operations.{command}.sure"), key=f"sure_{command}")
        st.form_submit_button(
            words(f"operations.{command}.do"), on_click=_carry_out, args=(command, home)
        )


def _carry_out(command: str, home: Path) -> None:
    """Do what the form says, where it is filled in; the answer is shown by the run that follows."""
    filled = {name: st.session_state.get(f"{name}_{command}") for name in _FIELDS}
    reason, by = (str(filled[name] or "").strip() for name in ("reason", "by"))
    if not (reason and by and filled["sure"]):
        st.session_state[_OUTCOME] = None
        return
    target = str(filled["target"] or "")
    st.session_state[_OUTCOME] = run_command(home, *words_of(command, target, reason, by))
    forget_state()


def _say_outcome(words: Words) -> None:
    """What the last command answered, or that the form was not filled in; once."""
    if _OUTCOME not in st.session_state:
        return
    answer: Answer | None = st.session_state.pop(_OUTCOME)
    if answer is None:
        st.html(tag("p", words("operations.incomplete"), class_="problem", role="alert"))
        return
    title = words("operations.done" if answer.is_done else "operations.not_done")
    st.html(
        tag("div", tag("strong", title), tag("p", answer.text), class_="outcome", role="status")
    )
