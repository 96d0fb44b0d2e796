"""Taking the workbook of refused rows, and putting files into the inbox: for data staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.filters import choose
from dashboards.components.markup import prose, tag
from dashboards.deliveries import ACCEPTED, deliver, inbox_logs, workbooks
from dashboards.inbox import NotDeliveredError
from dashboards.spreadsheet import EXCEL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboards.deliveries import Workbook
    from dashboards.i18n import Words

_OUTCOMES = "upload_outcomes"
_TURN = "upload_turn"


def correction_section(home: Path, words: Words) -> None:
    """One workbook at a time, as it lies in the home now."""
    found = workbooks(home)
    frame.section(words("correction.title"), words("correction.text"))
    if not found:
        st.html(tag("p", words("correction.none"), class_="empty"))
        return
    known = {f"{one.log}/{one.name}": one for one in found}
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters_correction"):
        chosen = choose(
            "workbook",
            words("correction.workbook"),
            list(known),
            lambda key: _label(known[key], words),
        )
        _download(known[chosen], words)


def _label(one: Workbook, words: Words) -> str:
    return f"{words.term('log', one.log)}  {one.name.removesuffix('.xlsx')}"


def _download(one: Workbook, words: Words) -> None:
    st.download_button(
        words("correction.download"),
        data=one.path.read_bytes,
        file_name=one.name,
        mime=EXCEL,
        on_click="ignore",
        key="download_workbook",
    )


def upload_section(home: Path, words: Words) -> None:
    """Files for one log, put into its inbox; the next run takes them."""
    frame.section(words("upload.title"), words("upload.text"))
    _say_outcomes()
    logs = inbox_logs(home)
    if not logs:
        st.html(tag("p", prose(words("upload.no_inbox")), class_="empty"))
        return
    turn = st.session_state.setdefault(_TURN, 0)
    with st.container(key="filters_upload"):
        log = choose(
            "upload_log", words("filter.log"), list(logs), lambda name: words.term("log", name)
        )
        files = st.file_uploader(
            words("upload.files"),
            type=list(ACCEPTED),
            accept_multiple_files=True,
            key=f"upload_files_{turn}",
        )
        if files and st.button(words("upload.do", log=words.term("log", log)), key="upload"):
            contents = [(file.name, file.getvalue()) for file in files]
            st.session_state[_OUTCOMES] = _put(home, log, contents, words)
            st.session_state[_TURN] = turn + 1
            st.rerun()


def _put(
    home: Path, log: str, contents: Sequence[tuple[str, bytes]], words: Words
) -> list[tuple[str, str]]:
    """Put each file into the inbox; what became of it, in words."""
    outcomes = []
    for name, content in contents:
        try:
            deliver(home, log, name, content)
            outcomes.append(("outcome", words("upload.done", name=name)))
        except NotDeliveredError as problem:
            outcomes.append(("problem", words("upload.refused", name=name, why=words(problem.key))))
        except OSError:
            why = words("upload.disk")
            outcomes.append(("problem", words("upload.refused", name=name, why=why)))
    return outcomes


def _say_outcomes() -> None:
    for kind, text in st.session_state.pop(_OUTCOMES, []):
        st.html(tag("p", text, class_=kind, role="status"))
