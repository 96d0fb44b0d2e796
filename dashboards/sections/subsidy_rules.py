"""Do the applications keep the rules of their schemes: what failed, what the log leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.figure_card import count_cards
from dashboards.components.markup import tag
from dashboards.components.numbers import plain, spoken_yen
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.subsidy import Verdict, open_verdicts, verdict_counts
from dashboards.sections.programme_names import programme_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.family_page import Scope
    from dashboards.i18n import Words

STATUSES = ("failed", "not_assessable", "passed")
_YEN = frozenset(
    {
        "granted_at_most",
        "granted_within_formula",
        "granted_within_expense",
        "expense_share_at_most",
        "expense_quote_above",
        "paid_per_person_year_at_most",
    }
)


def rule_section(scope: Scope) -> None:
    """One sentence, the counts, and every verdict that needs a person."""
    if not scope.visit.snapshot.sees_rows:
        return
    words, snapshot = scope.words, scope.visit.snapshot
    found = verdict_counts(snapshot, scope.fiscal_year, scope.programme)
    counted = {row.status: row.verdicts for row in found}
    frame.section(words("rules.title"), words("rules.text"))
    failed = counted.get("failed", 0)
    outcome = chip("compliance", "failed" if failed else "passed", words)
    text = words("rules.failed" if failed else "rules.passed", count=plain(failed))
    st.html(tag("p", outcome, tag("span", text), class_="said"))
    unit = words("unit.cases")
    cards = [(f"rules.count.{status}", counted.get(status, 0), unit) for status in STATUSES]
    st.html(count_cards(cards, words))
    verdicts = open_verdicts(snapshot, scope.fiscal_year, scope.programme)
    if verdicts:
        show_table(_table(verdicts, scope), words)


def _table(verdicts: Sequence[Verdict], scope: Scope) -> Table[Verdict]:
    words = scope.words
    return Table(
        key="rules",
        caption=words("rules.title"),
        columns=[
            Column(
                words("rules.record"), value=lambda one: one.record_id or words("rules.whole_year")
            ),
            programme_column(scope.visit),
            Column(words("rules.rule"), value=lambda one: rule_text(one, words)),
            Column(words("rules.measured"), value=lambda one: _amount(one.measured, one, words)),
            Column(words("rules.limit"), value=lambda one: _amount(one.limit_value, one, words)),
            Column(
                words("card.status"),
                value=lambda one: words.term("compliance", one.status),
                show=lambda one: chip("compliance", one.status, words),
            ),
        ],
        rows=verdicts,
        file_name=f"subsidy_rules_{scope.fiscal_year}",
    )


def rule_text(one: Verdict, words: Words) -> str:
    """The rule in words: English as the catalogue has it, Japanese by its kind of check."""
    if words.language == "en" and one.rule_en:
        return one.rule_en
    kind = words.term("rule_check", one.check_kind or "people")
    return f"{one.applies_to_ja}：{kind}" if one.applies_to_ja else kind


def _amount(amount: float | None, one: Verdict, words: Words) -> str | None:
    """What was measured, or its limit, in the unit of the check; None for a yes-or-no rule."""
    if amount is None or one.check_kind in {"requires", "applied_between"}:
        return None
    if one.check_kind in _YEN:
        return spoken_yen(amount, words).text
    return plain(amount)
