"""Comments beside a figure: why it is as it is (要因) and what is done about it (対応).

Shown to everyone who sees the figure; written by managers and data staff, as a row of the log of
comments that the next run reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.markup import Html, tag
from dashboards.components.periods import period_label
from dashboards.period import MONTH, month_of, periods_of
from dashboards.queries.comments import Comment, comments_on
from dashboards.row_numbers import row_numbers
from dashboards.sections.entry import can_enter, enter

if TYPE_CHECKING:
    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator

LOG = "indicator_comment"
HEADINGS = {
    "indicator_id": "指標コード",
    "month": "対象月",
    "comment_no": "番号",
    "cause": "要因",
    "action": "対応",
    "written_by": "記入者",
}
_LONGEST = 400


def comments_section(visit: Visit, indicator: Indicator, fiscal_year: int) -> None:
    """The comments on an indicator in a year, and a form for another."""
    words = visit.words
    written = comments_on(visit.snapshot, indicator.indicator_id, fiscal_year)
    frame.section(words("comment.title"), words("comment.text"))
    if written:
        st.html(tag("ol", *(_item(one, words) for one in written), class_="comments"))
    else:
        st.html(tag("p", words("comment.none"), class_="empty"))
    if can_enter(visit):
        with st.container(key="entry_comment"), st.expander(words("comment.write")):
            _form(visit, indicator, fiscal_year)


def _item(one: Comment, words: Words) -> Html:
    said = (("comment.cause", one.cause), ("comment.action", one.action))
    return tag(
        "li",
        tag("h3", period_label(month_of(one.month), words)),
        tag(
            "dl",
            *(tag("div", tag("dt", words(key)), tag("dd", text)) for key, text in said if text),
        ),
    )


def _form(visit: Visit, indicator: Indicator, fiscal_year: int) -> None:
    words = visit.words
    begun = periods_of(fiscal_year, visit.snapshot.as_of)
    months = {code: one for code, one in begun.items() if one.length == MONTH}
    with st.form(f"comment_{indicator.indicator_id}", clear_on_submit=True):
        code = st.selectbox(
            words("comment.month"),
            list(reversed(months)),
            format_func=lambda code: period_label(months[code], words),
        )
        cause = st.text_area(words("comment.cause"), max_chars=_LONGEST)
        action = st.text_area(words("comment.action"), max_chars=_LONGEST)
        written_by = st.text_input(words("comment.written_by"), max_chars=60)
        sent = st.form_submit_button(words("entry.send"), type="primary")
    if not sent:
        return
    if not (cause.strip() or action.strip()):
        st.html(tag("p", words("comment.empty"), class_="said-error", role="alert"))
        return
    row: dict[str, str | int | float] = {
        "indicator_id": indicator.indicator_id,
        "month": months[code].starts_on.isoformat(),
        "comment_no": row_numbers.take(),
        "cause": cause.strip(),
        "action": action.strip(),
        "written_by": written_by.strip(),
    }
    enter(visit, LOG, {HEADINGS[name]: value for name, value in row.items()})
