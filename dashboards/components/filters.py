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

_LASTING = ("lang", "snapshot")
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
    widget = f"select_{memory or name}"
    st.session_state[widget] = standing(name, options, memory)
    st.selectbox(
        label,
        options,
        format_func=label_of,
        key=widget,
        on_change=_keep,
        args=(name, widget, memory, options[0]),
    )
    return str(st.session_state[widget])


def chosen_language() -> Language:
    """The language of the visit: the address, else what was chosen before, else Japanese."""
    chosen = standing("lang", LANGUAGES)
    return next(language for language in LANGUAGES if language == chosen)


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
        args=("lang", widget, None, LANGUAGES[0]),
        label_visibility="collapsed",
    )


def standing(name: str, options: Sequence[str], memory: str | None = None) -> str:
    """The value in force: the first that is offered of address, memory and default.

    It is written to the address unless it is the default.
    """
    kept = _kept(memory or name)
    asked = st.query_params.get(name)
    value = next(
        (value for value in (asked, st.session_state.get(kept)) if value in options), options[0]
    )
    st.session_state[kept] = value
    _write(name, str(value), options[0])
    return str(value)


def forget(name: str) -> None:
    """Take one choice back, to its default."""
    st.session_state.pop(_kept(name), None)
    st.query_params.pop(name, None)


def is_filtered() -> bool:
    """Whether the address holds a choice that `reset` would take back."""
    return any(name not in _LASTING for name in st.query_params)


def reset() -> None:
    """Take back every choice but language and publication."""
    kept = {_kept(name) for name in _LASTING}
    for key in list(st.session_state):
        if str(key).startswith(_kept("")) and key not in kept:
            del st.session_state[key]
    for name in list(st.query_params):
        if name not in _LASTING:
            del st.query_params[name]


def reset_button(label: str) -> None:
    """The button that takes all choices back, where there is one."""
    if is_filtered():
        st.button(label, key="reset_filters", on_click=reset, type="tertiary")


def _keep(name: str, widget: str, memory: str | None, default: str) -> None:
    """Take over what the reader chose, before the page runs again."""
    value = str(st.session_state[widget])
    st.session_state[_kept(memory or name)] = value
    _write(name, value, default)


def _kept(name: str) -> str:
    return f"chosen_{name}"


def _write(name: str, value: str, default: str) -> None:
    if value == default:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
