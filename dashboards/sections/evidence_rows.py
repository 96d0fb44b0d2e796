"""The delivered rows behind a figure or one of its members: file and row of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import day_column, number_column
from dashboards.components.filters import choose
from dashboards.components.markup import tag
from dashboards.components.numbers import exact, in_unit, plain, unit_name
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.breakdown import Asked, dimensions_of, members_of
from dashboards.queries.evidence import MOST_ROWS, behind_of, definition_of, rows_of
from dashboards.queries.series import is_stock

if TYPE_CHECKING:
    from dashboards.components.visit import Visit
    from dashboards.period import Period
    from dashboards.queries.catalogue import Indicator
    from dashboards.trace import TracedRow

EVERY = ""


def rows_section(visit: Visit, indicator: Indicator, period: Period) -> None:
    """The rows, all or one member's; told where there are none or the audience may not see them."""
    words, snapshot = visit.words, visit.snapshot
    frame.section(words("evidence.list"), words("evidence.list.text"))
    if not snapshot.sees_rows:
        st.html(tag("p", words("evidence.totals_only"), class_="empty"))
        return
    if definition_of(snapshot, indicator.indicator_id).parts:
        st.html(tag("p", words("evidence.ratio"), class_="empty"))
        return
    dimension, member = _member(visit, indicator, period)
    total = behind_of(snapshot, indicator.indicator_id, period, dimension, member).row_count
    if total > MOST_ROWS:
        note = words("evidence.newest", shown=plain(MOST_ROWS), total=plain(total))
        st.html(tag("p", note, class_="small"))
    rows = rows_of(snapshot, indicator.indicator_id, period, dimension, member)
    show_table(_table(visit, indicator, rows), words)


def _member(visit: Visit, indicator: Indicator, period: Period) -> tuple[str, str]:
    """The dimension chosen above, and the member whose rows are asked for; empty for all rows."""
    words, name = visit.words, indicator.indicator_id
    known = {one.code: one for one in dimensions_of(visit.snapshot, name)}
    dimension = str(st.session_state.get(f"chosen_by_{name}", ""))
    if dimension not in known:
        return "", ""
    asked = Asked(name, dimension, period, is_stock(indicator))
    members = {one.code: one for one in members_of(visit.snapshot, asked)}
    with st.container(horizontal=True, key="controls_member"):
        member = choose(
            "member",
            words("evidence.member", dimension=words.name(known[dimension])),
            [EVERY, *members],
            lambda code: words.name(members[code]) if code else words("filter.all"),
            memory=f"member_{name}_{dimension}",
        )
    return (dimension, member) if member else ("", "")


def _table(visit: Visit, indicator: Indicator, rows: tuple[TracedRow, ...]) -> Table[TracedRow]:
    words = visit.words
    quantity = words("evidence.quantity", unit=unit_name(indicator, words))
    columns: list[Column[TracedRow]] = [
        day_column(words("evidence.day"), lambda row: row.occurred_on, words, is_brief=True),
        Column(
            quantity,
            value=lambda row: in_unit(row.quantity, indicator),
            show=lambda row: exact(row.quantity, indicator),
            is_number=True,
        ),
        Column(
            words("evidence.company"),
            value=lambda row: row.company,
            show=lambda row: row.company or words("number.none"),
        ),
        Column(words("evidence.record"), value=lambda row: row.record_id),
        Column(words("filter.log"), value=lambda row: words.term("log", row.log)),
        Column(words("quality.file"), value=lambda row: row.file),
        number_column(words("issue.row_number"), lambda row: row.row_number, words),
    ]
    return Table(
        key="rows_behind",
        caption=words("evidence.list"),
        columns=columns,
        rows=rows,
        file_name=f"rows_{indicator.indicator_id}_{visit.snapshot.as_of:%Y%m%d}",
    )
