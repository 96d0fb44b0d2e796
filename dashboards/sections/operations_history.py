"""The values that one figure had, publication by publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import amount_column
from dashboards.components.filters import choose
from dashboards.components.numbers import unit_name
from dashboards.components.periods import fiscal_year_label, moment_label
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.catalogue import fiscal_years, indicators
from dashboards.queries.history import past_values
from dashboards.registry import ANSWER_INDICATOR

if TYPE_CHECKING:
    from pathlib import Path

    from dashboards.components.visit import Visit


def history_section(home: Path, visit: Visit) -> None:
    """What readers were shown for a year of a figure, and since when."""
    words, snapshot = visit.words, visit.snapshot
    known = indicators(snapshot)
    frame.section(words("operations.history"), words("operations.history.text"))
    ids = sorted(known, key=lambda name: name != ANSWER_INDICATOR)
    with st.container(horizontal=True, key="filters_history"):
        name = choose(
            "history",
            words("filter.one_indicator"),
            ids,
            lambda one: words.name(known[one]),
        )
        years = [str(year) for year in fiscal_years(snapshot)]
        year = choose(
            "history_year",
            words("filter.fiscal_year"),
            years,
            lambda one: fiscal_year_label(int(one), words),
        )
    indicator = known[name]
    table = Table(
        key="history",
        caption=words("operations.history"),
        columns=[
            Column(
                words("operations.since"),
                value=lambda one: one.since,
                show=lambda one: moment_label(one.since, words),
            ),
            amount_column(words("chart.value"), lambda one: one.value, lambda _: indicator, words),
            Column(words("table.unit"), value=lambda _: unit_name(indicator, words)),
            Column(words("meta.snapshot"), value=lambda one: one.snapshot_id),
            Column(words("operations.cause"), value=lambda one: "、".join(one.files) or None),
        ],
        rows=past_values(home, name, int(year)),
        file_name=f"history_{name}_{year}",
    )
    show_table(table, words)
