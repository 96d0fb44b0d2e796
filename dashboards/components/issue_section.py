"""Findings about rows, in words for data staff: why, where, what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import number_column
from dashboards.components.downloads import csv_bytes
from dashboards.components.filters import choose
from dashboards.components.markup import tag
from dashboards.components.status import chip
from dashboards.components.tables import ROWS_PER_PAGE, Column, Table, html_table, show_table
from dashboards.queries.quality import (
    Issue,
    IssueCount,
    IssueFilter,
    issue_counts,
    issue_total,
    issues,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboards.components.frame import Visit
    from dashboards.i18n import Words

ALL = "all"
SEVERITIES = ("reject", "warn", "skip")


def issue_section(visit: Visit) -> None:
    """Reasons with their counts, then the rows that pass the filters."""
    words = visit.words
    counts = issue_counts(visit.snapshot)
    frame.section(words("issue.reasons"), words("issue.reasons.text"))
    with st.container(horizontal=True, key="filters_issues"):
        wanted = _filter(counts, words)
    chosen = [count for count in counts if _passes(count, wanted)]
    show_table(_reasons(chosen, visit), words)
    frame.section(words("issue.rows"), words("issue.rows.text"))
    _rows(visit, wanted)


def _filter(counts: Sequence[IssueCount], words: Words) -> IssueFilter:
    def pick(name: str, key: str, family: str, options: Sequence[str], first: str = ALL) -> str:
        offered = [first, *(option for option in (ALL, *options) if option != first)]
        chosen = choose(
            name,
            words(key),
            offered,
            lambda code: words("filter.all") if code == ALL else words.term(family, code),
        )
        return "" if chosen == ALL else chosen

    found = [severity for severity in SEVERITIES if any(c.severity == severity for c in counts)]
    states = sorted({count.state for count in counts})
    return IssueFilter(
        severity=pick("severity", "filter.severity", "severity", found, _first(found, "reject")),
        state=pick("state", "filter.state", "state", states, _first(states, "open")),
        log=pick("issue_log", "filter.log", "log", sorted({count.log for count in counts})),
        rule=pick("rule", "filter.rule", "rule", sorted({count.rule for count in counts})),
    )


def _first(options: Sequence[str], wanted: str) -> str:
    """The choice that data staff begin with, where there is anything of it."""
    return wanted if wanted in options else ALL


def _passes(count: IssueCount, wanted: IssueFilter) -> bool:
    return (
        wanted.log in ("", count.log)
        and wanted.severity in ("", count.severity)
        and wanted.state in ("", count.state)
        and wanted.rule in ("", count.rule)
    )


def _reasons(counts: Sequence[IssueCount], visit: Visit) -> Table[IssueCount]:
    words = visit.words
    return Table(
        key="reasons",
        caption=words("issue.reasons"),
        columns=[
            Column(words("filter.rule"), value=lambda count: words.term("rule", count.rule)),
            Column(words("filter.log"), value=lambda count: words.term("log", count.log)),
            _severity(words, lambda count: count.severity),
            Column(
                words("filter.state"),
                value=lambda count: words.term("state", count.state),
                is_brief=True,
            ),
            number_column(words("issue.count"), lambda count: count.rows, words),
        ],
        rows=counts,
        file_name=f"reasons_{visit.snapshot.as_of:%Y%m%d}",
    )


def _severity(words: Words, read: Callable[[IssueCount], str]) -> Column[IssueCount]:
    return Column(
        words("filter.severity"),
        value=lambda count: words.term("severity", read(count)),
        show=lambda count: chip("severity", read(count), words),
    )


def _rows(visit: Visit, wanted: IssueFilter) -> None:
    """One page of rows at a time; the file to take away holds all that pass."""
    words, snapshot = visit.words, visit.snapshot
    total = issue_total(snapshot, wanted)
    if not total:
        st.html(tag("p", words("table.empty"), class_="empty"))
        return
    columns = _columns(words)
    st.download_button(
        words("table.download"),
        data=lambda: csv_bytes(columns, issues(snapshot, wanted)),
        file_name=f"rows_to_mend_{snapshot.as_of:%Y%m%d}.csv",
        mime="text/csv",
        on_click="ignore",
        key="download_issues",
    )
    pages = -(-total // ROWS_PER_PAGE)
    page = st.pagination(pages, key="rows_issues") if pages > 1 else 1
    first = (page - 1) * ROWS_PER_PAGE
    shown = issues(snapshot, wanted, first=first, count=ROWS_PER_PAGE)
    text = words("table.rows", first=first + 1, last=first + len(shown), total=total)
    st.html(tag("p", text, class_="small"))
    st.html(html_table(Table("issues", words("issue.rows"), columns, shown, ""), words))


def _columns(words: Words) -> list[Column[Issue]]:
    return [
        Column(words("quality.file"), value=lambda issue: issue.file),
        number_column(words("issue.row_number"), lambda issue: issue.row_number, words),
        Column(
            words("issue.what"),
            value=lambda issue: (
                words.pick(issue.message, issue.message_en) or words.term("rule", issue.rule)
            ),
        ),
        Column(words("issue.value"), value=lambda issue: issue.value),
        Column(
            words("filter.rule"),
            value=lambda issue: words.term("rule", issue.rule),
            is_brief=True,
        ),
        Column(
            words("filter.severity"),
            value=lambda issue: words.term("severity", issue.severity),
            show=lambda issue: chip("severity", issue.severity, words),
        ),
        Column(
            words("filter.state"),
            value=lambda issue: words.term("state", issue.state),
            is_brief=True,
        ),
        Column(
            words("filter.log"), value=lambda issue: words.term("log", issue.log), is_brief=True
        ),
    ]
