"""Do the statements add up, and do they say the same as the indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import yen_column, yen_text
from dashboards.components.figure_card import count_cards
from dashboards.components.markup import tag
from dashboards.components.numbers import plain
from dashboards.components.periods import short_year_label
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.catalogue import indicators
from dashboards.queries.finance import Check, Comparison, comparisons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words


def check_answer(checks: Sequence[Check], words: Words) -> None:
    """In one sentence whether the statements add up, and how many checks say so."""
    judged = [check for check in checks if check.is_consistent is not None]
    broken = sum(not check.is_consistent for check in judged)
    text = words("finance.adds_up" if not broken else "finance.does_not_add_up", count=broken)
    outcome = chip("outcome", "differs" if broken else "match", words)
    st.html(tag("p", outcome, tag("span", text), class_="said"))
    unit = words("unit.checks")
    counts = [
        ("finance.checked", len(judged), unit),
        ("finance.consistent", len(judged) - broken, unit),
        ("finance.inconsistent", broken, unit),
    ]
    st.html(count_cards(counts, words))


def broken_section(checks: Sequence[Check], visit: Visit) -> None:
    """The lines that do not add up; the printed values stay as they are."""
    words = visit.words
    broken = [check for check in checks if check.is_consistent is False]
    if not broken:
        return
    frame.section(words("finance.broken"), words("finance.broken.text"))
    table = Table(
        key="finance_checks",
        caption=words("finance.broken"),
        columns=[
            Column(words("finance.line"), value=lambda check: check.line_path),
            _where(words),
            Column(
                words("finance.check_kind"),
                value=lambda check: words.term("finance_check", check.check_kind),
            ),
            yen_column(words("finance.stated"), lambda check: check.stated_yen, words),
            yen_column(words("finance.computed"), lambda check: check.computed_yen, words),
            yen_column(words("finance.gap"), lambda check: check.difference_yen, words, "+"),
        ],
        rows=broken,
        file_name=f"finance_checks_{visit.snapshot.as_of:%Y%m%d}",
    )
    show_table(table, words)


def _where(words: Words) -> Column[Check]:
    def told(check: Check) -> str:
        year = short_year_label(check.fiscal_year, words)
        account = words.term("account", check.account)
        return f"{words.term('statement', check.statement)} {year} {account}"

    return Column(words("finance.where"), value=told)


def comparison_section(visit: Visit) -> None:
    """Lines that indicators speak of too: equal amounts, and what one unit costs."""
    words = visit.words
    frame.section(words("finance.comparison"), words("finance.comparison.text"))
    show_table(_comparison_table(comparisons(visit.snapshot), visit), words)


def _comparison_table(rows: Sequence[Comparison], visit: Visit) -> Table[Comparison]:
    words = visit.words
    return Table(
        key="finance_indicators",
        caption=words("finance.comparison"),
        columns=[
            Column(words("finance.line"), value=lambda row: row.line_path.rpartition("/")[2]),
            Column(
                words("meta.fiscal_year"),
                value=lambda row: short_year_label(row.fiscal_year, words),
                is_brief=True,
            ),
            yen_column(words("finance.amount_yen"), lambda row: row.amount_yen, words),
            Column(words("finance.indicator"), value=lambda row: _indicator_names(row, visit)),
            Column(
                words("finance.indicator_value"),
                value=lambda row: row.indicator_value,
                show=lambda row: (
                    words("number.none")
                    if row.indicator_value is None
                    else plain(row.indicator_value)
                ),
                is_number=True,
            ),
            Column(words("finance.reading"), value=lambda row: _reading(row, words)),
        ],
        rows=rows,
        file_name=f"finance_indicators_{visit.snapshot.as_of:%Y%m%d}",
    )


def _indicator_names(row: Comparison, visit: Visit) -> str:
    known = indicators(visit.snapshot)
    ids = row.indicator_ids.split("|")
    found = (known[name] for name in ids if name in known)
    return "＋".join(visit.words.pick(one.name_ja, one.name_en) for one in found)


def _reading(row: Comparison, words: Words) -> str | None:
    """What the comparison says, in a sentence."""
    if row.cost_per_unit_yen is not None:
        return words("finance.per_unit", amount=yen_text(round(row.cost_per_unit_yen), words))
    if row.difference_yen is None:
        return None
    if row.difference_yen == 0:
        return words("finance.equal")
    return words("finance.unequal", amount=yen_text(row.difference_yen, words, "+"))
