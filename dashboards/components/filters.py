"""Choices a reader makes, kept across pages and in the address, so that a link gives the same view.

A value in the address wins, then what was chosen earlier in the visit, then the default. A value
the page does not offer is dropped from the address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.i18n import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


def choose(
    name: str,
    label: str,
    options: Sequence[str],
    label_of: Callable[[str], str],
    *,
    memory: str | None = None,
) -> str:
    """A select box whose value is in the address under `name`; the first option is the default.

    `memory` keeps the choices of several pages apart where the same name has other options on each.
    """
    kept = f"chosen_{memory or name}"
    widget = f"select_{memory or name}"
    st.session_state[widget] = _standing(name, options, kept)
    st.selectbox(
        label,
        options,
        format_func=label_of,
        key=widget,
        on_change=_keep,
        args=(name, widget, kept, options[0]),
    )
    return str(st.session_state[widget])


def chosen_language() -> Language:
    """The language of the visit: the address, else what was chosen before, else Japanese."""
    standing = _standing("lang", LANGUAGES, "chosen_lang")
    return next(language for language in LANGUAGES if language == standing)


def language_switch(label: str) -> None:
    """The switch between the two languages."""
    widget = "select_lang"
    st.session_state[widget] = chosen_language()
    st.segmented_control(
        label,
        LANGUAGES,
        format_func=_LANGUAGE_NAMES.__getitem__,
        required=True,
        key=widget,
        on_change=_keep,
        args=("lang", widget, "chosen_lang", LANGUAGES[0]),
        label_visibility="collapsed",
    )


def _standing(name: str, options: Sequence[str], kept: str) -> str:
    """The value in force, written to the address unless it is the default."""
    asked = st.query_params.get(name)
    value = next(
        (value for value in (asked, st.session_state.get(kept)) if value in options), options[0]
    )
    st.session_state[kept] = value
    _write(name, str(value), options[0])
    return str(value)


def _keep(name: str, widget: str, kept: str, default: str) -> None:
    """Take over what the reader chose, before the page runs again."""
    value = str(st.session_state[widget])
    st.session_state[kept] = value
    _write(name, value, default)


def _write(name: str, value: str, default: str) -> None:
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
