"""Consultations that are still open, by age, and how fast the desks close them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.bars import Bar, bar_table
from dashboards.components.columns import day_column, number_column
from dashboards.components.links import address
from dashboards.components.markup import tag
from dashboards.components.numbers import percent, plain
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.consultation import (
    AGE_BANDS,
    Closing,
    OpenConsultation,
    closings,
    open_consultations,
)
from dashboards.sections.programme_names import programme_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.family_page import Scope


def open_section(scope: Scope) -> None:
    """The open ones of all years by age; one by one for those who may see rows."""
    words, snapshot = scope.words, scope.visit.snapshot
    if not snapshot.sees_rows:
        return
    waiting = open_consultations(snapshot, scope.programme)
    frame.section(words("open.title"), words("open.text"))
    if not waiting:
        st.html(tag("p", words("open.none"), class_="empty"))
        return
    total = len(waiting)
    counts = [(band, sum(one.age_band == band for one in waiting)) for band in AGE_BANDS]
    bars = [
        Bar(words.term("age", band), count, (plain(count), percent(count / total)))
        for band, count in counts
    ]
    heads = [words("open.age"), words("open.count"), words("open.share")]
    st.html(tag("div", bar_table(words("open.title"), heads, bars), class_="panel"))
    show_table(_open_table(waiting, scope), words)


def _open_table(waiting: Sequence[OpenConsultation], scope: Scope) -> Table[OpenConsultation]:
    words = scope.words
    return Table(
        key="open",
        caption=words("open.title"),
        columns=[
            Column(words("company.record_id"), value=lambda one: one.record_id),
            programme_column(scope.visit),
            day_column(
                words("open.received_on"), lambda one: one.received_on, words, is_brief=True
            ),
            number_column(words("open.age_days"), lambda one: one.age_days, words),
            Column(
                words("open.channel"),
                value=lambda one: words.pick(one.channel_ja, one.channel_en) or None,
            ),
            Column(
                words("open.category"),
                value=lambda one: words.pick(one.category_ja, one.category_en) or None,
            ),
            Column(words("open.company"), value=lambda one: one.company_name),
        ],
        rows=waiting,
        file_name=f"open_consultations_{scope.visit.snapshot.as_of:%Y%m%d}",
    )


def closing_section(scope: Scope) -> None:
    """Days from receipt to close, desk by desk."""
    words = scope.words
    frame.section(words("closing.title"), words("closing.text"))
    rows = closings(scope.visit.snapshot, scope.fiscal_year, scope.programme)
    show_table(_closing_table(rows, scope), words)
    if scope.visit.snapshot.sees_rows:
        link = address("company", words)
        st.html(tag("p", tag("a", words("closing.companies"), href=link), class_="small"))


def _closing_table(rows: Sequence[Closing], scope: Scope) -> Table[Closing]:
    words = scope.words
    return Table(
        key="closing",
        caption=words("closing.title"),
        columns=[
            programme_column(scope.visit),
            number_column(words("closing.closed"), lambda row: row.closed_count, words),
            number_column(words("closing.open"), lambda row: row.open_count, words),
            number_column(words("closing.median"), lambda row: row.median_days, words),
            number_column(words("closing.ninth"), lambda row: row.ninth_decile_days, words),
            number_column(words("closing.mean"), lambda row: row.mean_days, words),
            day_column(words("closing.oldest"), lambda row: row.oldest_open_on, words),
        ],
        rows=rows,
        file_name=f"closing_{scope.fiscal_year}",
    )
