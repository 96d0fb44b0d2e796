"""What changed between two publications: values, the rows and files behind them, settings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import number_column
from dashboards.components.figure_card import count_cards
from dashboards.components.filters import choose
from dashboards.components.markup import tag
from dashboards.components.numbers import exact, in_unit, plain, unit_name
from dashboards.components.periods import month_label, short_year_label
from dashboards.components.tables import Column, Table, show_table
from dashboards.period import place_in_year
from dashboards.queries.catalogue import indicators
from dashboards.queries.operations import Difference, FigureChange, RowChange, difference

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.operations import PublishedSnapshot


def change_section(home: Path, snapshots: Sequence[PublishedSnapshot], visit: Visit) -> None:
    """Two publications side by side; there is nothing to compare with one."""
    words = visit.words
    frame.section(words("operations.changes"), words("operations.changes.text"))
    if len(snapshots) < 2:
        st.html(tag("p", words("operations.only_one"), class_="empty"))
        return
    ids = [one.snapshot_id for one in snapshots]
    current = next((one.snapshot_id for one in snapshots if one.is_current), ids[0])
    with st.container(horizontal=True, key="filters_changes"):
        after = choose("after", words("operations.after"), [current, *_without(ids, current)], str)
        before = choose("before", words("operations.before"), _earlier_first(ids, after), str)
    found = difference(home, before, after)
    if found is None:
        st.html(tag("p", words("operations.not_comparable"), class_="empty"))
        return
    _counts(found, words)
    show_table(_figure_table(found.figures, visit), words)
    if found.rows:
        frame.section(words("operations.rows"), words("operations.rows.text"))
        show_table(_row_table(found.rows, words), words)


def _without(ids: Sequence[str], one: str) -> list[str]:
    return [name for name in ids if name != one]


def _earlier_first(ids: Sequence[str], after: str) -> list[str]:
    """The others, the one just before the chosen one first."""
    others = _without(ids, after)
    earlier = [name for name in others if name < after]
    return [*earlier, *(name for name in others if name > after)]


def _counts(found: Difference, words: Words) -> None:
    st.html(
        count_cards(
            [
                ("operations.changed_values", len(found.figures), words("unit.values")),
                ("operations.changed_files", len(found.files), words("unit.files")),
                ("operations.changed_rows", len(found.rows), words("unit.rows")),
                ("operations.changed_settings", len(found.settings), words("unit.cases")),
                ("operations.opened_periods", found.opened_periods, words("unit.values")),
            ],
            words,
        )
    )
    if found.settings:
        text = words("operations.settings", names="、".join(found.settings))
        st.html(tag("p", text, class_="small"))


def _figure_table(figures: Sequence[FigureChange], visit: Visit) -> Table[FigureChange]:
    words, known = visit.words, indicators(visit.snapshot)

    def name(change: FigureChange) -> str:
        one = known.get(change.indicator_id)
        return words.name(one) if one else change.indicator_id

    def unit(change: FigureChange) -> str | None:
        one = known.get(change.indicator_id)
        return unit_name(one, words) if one else None

    def value(change: FigureChange, amount: float | None) -> float | None:
        one = known.get(change.indicator_id)
        return in_unit(amount, one) if one else amount

    def written(change: FigureChange, amount: float | None) -> str:
        one = known.get(change.indicator_id)
        if amount is None:
            return words("number.none")
        return exact(amount, one) if one else plain(amount)

    return Table(
        key="changes",
        caption=words("operations.changes"),
        columns=[
            Column(words("chart.name"), value=name),
            Column(words("operations.period"), value=lambda change: _period(change, words)),
            Column(
                words("operations.value_before"),
                value=lambda change: value(change, change.before),
                show=lambda change: written(change, change.before),
                is_number=True,
            ),
            Column(
                words("operations.value_after"),
                value=lambda change: value(change, change.after),
                show=lambda change: written(change, change.after),
                is_number=True,
            ),
            Column(words("table.unit"), value=unit, is_brief=True),
            Column(words("operations.cause"), value=lambda change: _cause(change, words)),
        ],
        rows=figures,
        file_name="changed_values",
    )


def _period(change: FigureChange, words: Words) -> str:
    year = short_year_label(change.fiscal_year, words)
    if change.month is None:
        return words("operations.whole_year", year=year)
    place = place_in_year(date.fromisoformat(change.month))
    return f"{year} {month_label(place, words)}"


def _cause(change: FigureChange, words: Words) -> str:
    """The files behind a change, else its kind."""
    if change.files:
        return "、".join(change.files)
    return words.term("cause", change.cause)


def _row_table(rows: Sequence[RowChange], words: Words) -> Table[RowChange]:
    return Table(
        key="changed_rows",
        caption=words("operations.rows"),
        columns=[
            Column(words("quality.file"), value=lambda row: row.file),
            number_column(words("issue.row_number"), lambda row: row.row_number, words),
            Column(words("filter.log"), value=lambda row: words.term("log", row.log)),
            Column(words("company.record_id"), value=lambda row: row.record_id),
            Column(words("operations.change"), value=lambda row: words.term("change", row.change)),
        ],
        rows=rows,
        file_name="changed_rows",
    )
