"""The checks of the last run: what failed and what to do about it, then how many passed where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.markup import Html, tag
from dashboards.components.numbers import plain
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, html_table
from dashboards.queries.quality import Check, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.frame import Visit
    from dashboards.i18n import Words

OUTCOMES = ("passed", "warned", "failed", "errored")


@dataclass(frozen=True)
class SuiteCount:
    """How many checks of a suite had each outcome."""

    suite: str
    counts: dict[str, int]


def check_section(visit: Visit) -> None:
    """Checks that did not pass one by one, the others counted by suite."""
    words = visit.words
    every = checks(visit.snapshot)
    failing = [check for check in every if check.outcome != "passed"]
    frame.section(words("check.title"), words("check.text"))
    if failing:
        st.html(html_table(_failing(failing, words), words))
    else:
        text = words("check.all_passed", count=len(every)) if every else words("check.none")
        st.html(tag("p", text, class_="empty"))
    title = tag("summary", words("check.by_suite", count=len(every)))
    st.html(tag("details", title, html_table(_suites(every, words), words), class_="fold"))


def _failing(failing: Sequence[Check], words: Words) -> Table[Check]:
    columns: list[Column[Check]] = [
        Column(words("check.what"), value=lambda check: check.explanation_ja or check.expectation),
        Column(
            words("card.status"),
            value=lambda check: check.outcome,
            show=lambda check: chip("check", check.outcome, words),
        ),
        Column(words("check.observed"), value=lambda check: check.error or check.observed),
        Column(words("check.action"), value=lambda check: check.action_ja),
        Column(words("check.owner"), value=lambda check: check.owner, is_brief=True),
        Column(
            words("check.suite"),
            value=lambda check: suite_name(check.suite, words),
            is_brief=True,
        ),
    ]
    return Table("failing", words("check.title"), columns, failing, "")


def _suites(every: Sequence[Check], words: Words) -> Table[SuiteCount]:
    names = dict.fromkeys(check.suite for check in every)
    rows = [
        SuiteCount(
            name,
            {
                outcome: sum(c.suite == name and c.outcome == outcome for c in every)
                for outcome in OUTCOMES
            },
        )
        for name in sorted(names)
    ]
    columns: list[Column[SuiteCount]] = [
        Column(words("check.suite"), value=lambda row: suite_name(row.suite, words)),
        *(_outcome(outcome, words) for outcome in OUTCOMES),
    ]
    return Table("suites", words("check.suite"), columns, rows, "")


def suite_name(suite: str, words: Words) -> str:
    """A suite in words: the log whose landed rows it is about, or its subject."""
    log = suite.removeprefix("landed_")
    if log != suite:
        return words("check.landed", log=words.term("log", log))
    return words.term("suite", suite)


def _outcome(outcome: str, words: Words) -> Column[SuiteCount]:
    def show(row: SuiteCount) -> Html:
        return tag("span", plain(row.counts[outcome]))

    return Column(
        words.term("check", outcome),
        value=lambda row: row.counts[outcome],
        show=show,
        is_number=True,
    )
