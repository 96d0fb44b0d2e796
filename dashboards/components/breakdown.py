"""A figure broken down by any dimension: choice of dimension, chart, and table with shares.

`breakdown_block(visit, indicator, period)` is all a page needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.breakdown_chart import member_chart
from dashboards.components.chart_actions import chart_actions
from dashboards.components.columns import amount_column, share_column
from dashboards.components.filters import choose
from dashboards.components.links import evidence_address
from dashboards.components.markup import tag
from dashboards.components.numbers import percent, signed_exact, spoken, unit_name
from dashboards.components.periods import period_label
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.breakdown import (
    Asked,
    Dimension,
    Member,
    dimensions_of,
    is_additive,
    members_of,
)
from dashboards.queries.series import is_stock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.period import Period
    from dashboards.queries.catalogue import Indicator


def breakdown_block(
    visit: Visit, indicator: Indicator, period: Period, *, only: Sequence[str] = ()
) -> None:
    """An indicator's members in a period, by the dimension the reader picks.

    `only` limits the dimensions offered, in that order; otherwise all that the figure has. The
    choice is in the address as `by`, kept for each indicator. Says so where there is nothing to
    break down, where members do not add up, and where the audience may not see them.
    """
    words, snapshot = visit.words, visit.snapshot
    known = {one.code: one for one in dimensions_of(snapshot, indicator.indicator_id)}
    offered = [code for code in only or known if code in known]
    if not offered:
        is_hidden = not snapshot.sees_rows and (indicator.is_protected or indicator.unit == "yen")
        reason = "breakdown.withheld" if is_hidden else "breakdown.nothing"
        st.html(tag("p", words(reason), class_="empty"))
        return
    with st.container(horizontal=True, key=f"controls_by_{indicator.indicator_id}"):
        code = choose(
            "by",
            words("breakdown.by"),
            offered,
            lambda name: words.name(known[name]),
            memory=f"by_{indicator.indicator_id}",
        )
    asked = Asked(indicator.indicator_id, code, period, is_stock(indicator))
    _members(visit, indicator, known[code], asked)


def _members(visit: Visit, indicator: Indicator, dimension: Dimension, asked: Asked) -> None:
    """Chart and table of one dimension's members."""
    words = visit.words
    members = members_of(visit.snapshot, asked)
    adds = is_additive(visit.snapshot, asked.indicator_id, asked.dimension)
    if not members:
        reason = "breakdown.nothing_in_period" if adds else "breakdown.no_quarter"
        st.html(tag("p", words(reason), class_="empty"))
        return
    title = words(
        "breakdown.title",
        name=words.name(indicator),
        dimension=words.name(dimension),
        period=period_label(asked.period, words),
        unit=unit_name(indicator, words),
    )
    summary = _summary(members, indicator, words, adds=adds)
    st.html(
        tag(
            "div",
            tag("h3", title),
            tag("p", summary, class_="chart-summary"),
            None if adds else tag("p", words("breakdown.not_additive"), class_="small"),
            class_="chart-head chart-head-wide",
        )
    )
    with st.container(key="panel_members"):
        spec = member_chart(members, indicator, words).to_dict(validate=False)
        st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=f"{title}: {summary}")
        chart_actions(visit, title, f"{asked.indicator_id}_{asked.dimension}")
    show_table(_table(members, visit, indicator, asked, title), words)


def _summary(members: Sequence[Member], indicator: Indicator, words: Words, *, adds: bool) -> str:
    """The largest member in one sentence, with its share where members add up."""
    top = members[0]
    value = spoken(top.value or 0.0, indicator, words).text
    total = sum(one.value or 0.0 for one in members)
    if not adds or not total:
        return words("breakdown.largest", name=words.name(top), value=value)
    share = percent((top.value or 0.0) / total)
    return words("breakdown.largest_share", name=words.name(top), value=value, share=share)


def _table(
    members: Sequence[Member], visit: Visit, indicator: Indicator, asked: Asked, title: str
) -> Table[Member]:
    words = visit.words
    total = sum(one.value or 0.0 for one in members)
    adds = is_additive(visit.snapshot, asked.indicator_id, asked.dimension)

    def share(one: Member) -> float | None:
        return None if one.value is None else round(one.value / total, 6)

    columns = [_name(visit, asked), *_values(indicator, words)]
    if adds and total:
        columns.insert(2, share_column(words("breakdown.share"), share, words))
    return Table(
        key=f"members_{asked.indicator_id}_{asked.dimension}",
        caption=title,
        columns=columns,
        rows=members,
        file_name=f"{asked.indicator_id}_{asked.dimension}_{visit.snapshot.as_of:%Y%m%d}",
    )


def _name(visit: Visit, asked: Asked) -> Column[Member]:
    """The member; a link to its rows where the audience sees rows."""
    words = visit.words

    def linked(one: Member) -> str:
        if not visit.snapshot.sees_rows:
            return words.name(one)
        href = evidence_address(
            asked.indicator_id, asked.period, words, by=asked.dimension, member=one.code
        )
        return tag("a", words.name(one), href=href)

    return Column(words("breakdown.member"), value=words.name, show=linked)


def _values(indicator: Indicator, words: Words) -> list[Column[Member]]:
    def its_own(_: Member) -> Indicator:
        return indicator

    change = words("table.change")
    return [
        amount_column(words("chart.value"), lambda one: one.value, its_own, words),
        amount_column(words("breakdown.before"), lambda one: one.before, its_own, words),
        amount_column(change, lambda one: one.change, its_own, words, signed_exact),
    ]
