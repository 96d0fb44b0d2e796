"""Reports that adopted applications still owe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import day_column, number_column
from dashboards.components.markup import tag
from dashboards.components.numbers import plain
from dashboards.components.periods import short_year_label
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.subsidy import Report, owed_reports
from dashboards.sections.programme_names import programme_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.family_page import Scope


def report_section(scope: Scope) -> None:
    """How many are overdue, then every report that has not come."""
    if not scope.visit.snapshot.sees_rows:
        return
    words = scope.words
    owed = owed_reports(scope.visit.snapshot, scope.programme)
    overdue = sum(report.report_state == "overdue" for report in owed)
    frame.section(words("report.title"), words("report.text"))
    outcome = chip("report", "overdue" if overdue else "received", words)
    text = words(
        "report.overdue_count" if overdue else "report.none_overdue",
        count=plain(overdue),
        awaited=plain(len(owed) - overdue),
    )
    st.html(tag("p", outcome, tag("span", text), class_="said"))
    show_table(_table(owed, scope), words)


def _table(reports: Sequence[Report], scope: Scope) -> Table[Report]:
    words = scope.words
    return Table(
        key="reports",
        caption=words("report.title"),
        columns=[
            Column(words("rules.record"), value=lambda report: report.record_id),
            programme_column(scope.visit),
            Column(
                words("meta.fiscal_year"),
                value=lambda report: short_year_label(report.fiscal_year, words),
                is_brief=True,
            ),
            day_column(words("report.due_on"), lambda report: report.report_due_on, words),
            number_column(words("report.late_days"), lambda report: report.late_day_count, words),
            Column(
                words("card.status"),
                value=lambda report: words.term("report", report.report_state),
                show=lambda report: chip("report", report.report_state, words),
            ),
        ],
        rows=reports,
        file_name=f"reports_{scope.visit.snapshot.as_of:%Y%m%d}",
    )
