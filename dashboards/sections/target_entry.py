"""A form for a target: entered as a row of the log of targets, which the next run reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.markup import tag
from dashboards.components.periods import fiscal_year_label
from dashboards.sections.entry import can_enter, enter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboards.components.visit import Visit
    from dashboards.queries.figures import Figure

LOG = "target"
HEADINGS = {
    "indicator_id": "指標コード",
    "fiscal_year": "年度",
    "target_value": "目標値",
    "kind": "区分",
    "comparison": "達成条件",
    "basis": "根拠",
    "set_by": "設定者",
}
KINDS = {"target": "目標", "plan": "計画"}
COMPARISONS = {"at_least": "以上", "more_than": "超", "at_most": "以下"}
_SHARE = 100.0


def target_entry(visit: Visit, figures: Mapping[str, Figure], fiscal_year: int) -> None:
    """The form, for those who may enter; a newer target of the same year replaces the older."""
    words = visit.words
    if not can_enter(visit):
        return
    with st.container(key="entry_target"):
        frame.section(words("target_entry.title"), words("target_entry.text"))
        fold = st.expander(words("target_entry.open"))
    with fold, st.form("target_entry", clear_on_submit=True):
        indicator_id = st.selectbox(
            words("chart.name"),
            list(figures),
            format_func=lambda name: words.name(figures[name].indicator),
        )
        year = st.selectbox(
            words("filter.fiscal_year"),
            [fiscal_year, fiscal_year + 1],
            format_func=lambda year: fiscal_year_label(year, words),
        )
        value = st.number_input(words("target_entry.value"), min_value=0.0, value=None)
        kind = st.selectbox(
            words("target_entry.kind"), list(KINDS), format_func=lambda c: words.term("printed", c)
        )
        comparison = st.selectbox(
            words("target_entry.comparison"),
            list(COMPARISONS),
            format_func=lambda code: words.term("comparison", code),
        )
        basis = st.text_input(words("target_entry.basis"), max_chars=200)
        set_by = st.text_input(words("target_entry.set_by"), max_chars=60)
        sent = st.form_submit_button(words("entry.send"), type="primary")
    if not sent or indicator_id is None:
        return
    if value is None:
        st.html(tag("p", words("target_entry.no_value"), class_="said-error", role="alert"))
        return
    is_ratio = figures[indicator_id].indicator.unit == "ratio"
    row: dict[str, str | int | float] = {
        "indicator_id": indicator_id,
        "fiscal_year": year,
        "target_value": value / _SHARE if is_ratio else value,
        "kind": KINDS[kind],
        "comparison": COMPARISONS[comparison],
        "basis": basis.strip(),
        "set_by": set_by.strip(),
    }
    enter(visit, LOG, {HEADINGS[name]: text for name, text in row.items()})
