"""How far applications come, and how much of the budget is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.bars import Bar, bar_table
from dashboards.components.columns import number_column, share_column, yen_column
from dashboards.components.markup import tag
from dashboards.components.numbers import percent, plain, spoken_yen
from dashboards.components.tables import Table, show_table
from dashboards.queries.subsidy import Funnel, funnels
from dashboards.sections.programme_names import programme_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.family_page import Scope
    from dashboards.i18n import Words

STEPS = ("applied", "adopted", "paid", "reported")


def funnel_section(scope: Scope) -> None:
    """All programmes added up step by step, then programme by programme."""
    if not scope.visit.snapshot.sees_rows:
        return
    words = scope.words
    rows = funnels(scope.visit.snapshot, scope.fiscal_year, scope.programme)
    frame.section(words("funnel.title"), words("funnel.text"))
    if not rows:
        st.html(tag("p", words("table.empty"), class_="empty"))
        return
    st.html(tag("p", _amounts(rows, words), class_="said"))
    heads = [words("funnel.step"), words("funnel.count"), words("funnel.of_applied")]
    bars = _bars(rows, words)
    st.html(tag("div", bar_table(words("funnel.title"), heads, bars), class_="panel"))
    show_table(_table(rows, scope), words)


def _amounts(rows: Sequence[Funnel], words: Words) -> str:
    granted = spoken_yen(sum(row.granted_yen or 0 for row in rows), words).text
    paid = spoken_yen(sum(row.paid_yen or 0 for row in rows), words).text
    return words("funnel.said", granted=granted, paid=paid)


def _bars(rows: Sequence[Funnel], words: Words) -> list[Bar]:
    counts = [(step, sum(int(getattr(row, f"{step}_count")) for row in rows)) for step in STEPS]
    applied = counts[0][1] or 1
    unit = words("unit.cases")
    return [
        Bar(words.term("funnel", step), count, (plain(count) + unit, percent(count / applied)))
        for step, count in counts
    ]


def _table(rows: Sequence[Funnel], scope: Scope) -> Table[Funnel]:
    words = scope.words
    return Table(
        key="funnel",
        caption=words("funnel.title"),
        columns=[
            programme_column(scope.visit),
            number_column(words("funnel.applied"), lambda row: row.applied_count, words),
            number_column(words("funnel.adopted"), lambda row: row.adopted_count, words),
            number_column(words("funnel.rejected"), lambda row: row.rejected_count, words),
            number_column(words("funnel.withdrawn"), lambda row: row.withdrawn_count, words),
            number_column(words("funnel.undecided"), lambda row: row.undecided_count, words),
            share_column(words("funnel.adopted_ratio"), lambda row: row.adopted_ratio, words),
            number_column(words("funnel.days"), lambda row: row.days_to_decision_median, words),
            yen_column(words("funnel.granted_yen"), lambda row: row.granted_yen, words),
            yen_column(words("funnel.budget_yen"), lambda row: row.budget_yen, words),
            share_column(words("funnel.budget_used"), lambda row: row.budget_used_ratio, words),
        ],
        rows=rows,
        file_name=f"subsidy_funnel_{scope.fiscal_year}",
    )
