"""Finance: how do the accounts stand against the year before, and do the statements add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.filters import choose
from dashboards.components.periods import fiscal_year_label
from dashboards.components.tables import show_table
from dashboards.components.visit import current_visit
from dashboards.queries.finance import Sheet, finance_checks, lines, sheets
from dashboards.queries.snapshot import NothingToShowError
from dashboards.sections.finance_checks import broken_section, check_answer, comparison_section
from dashboards.sections.finance_lines import headline_cards, in_reading_order, line_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words


def show() -> None:
    """The whole page."""
    visit = current_visit()
    words, snapshot = visit.words, visit.snapshot
    known = sheets(snapshot)
    if not known:
        frame.particulars(visit)
        raise NothingToShowError("state.no_finance")
    with st.container(horizontal=True, key="filters"):
        sheet = _chosen_sheet(known, words)
    frame.particulars(visit, sheet.fiscal_year)
    shown = in_reading_order(lines(snapshot, sheet))
    title = f"{words.term('statement', sheet.statement)} {words.term('account', sheet.account)}"
    frame.section(title)
    st.html(headline_cards(shown, words))
    checks = finance_checks(snapshot)
    check_answer(checks, words)
    broken_section(checks, visit)
    frame.section(words("finance.lines"), words("finance.lines.text"))
    show_table(line_table(shown, sheet, visit, title), words)
    if snapshot.audience != "official":
        comparison_section(visit)


def _chosen_sheet(known: Sequence[Sheet], words: Words) -> Sheet:
    """Statement, then the years and accounts that it has."""
    statement = choose(
        "statement",
        words("finance.statement"),
        list(dict.fromkeys(sheet.statement for sheet in known)),
        lambda code: words.term("statement", code),
    )
    of_statement = [sheet for sheet in known if sheet.statement == statement]
    years = list(dict.fromkeys(str(sheet.fiscal_year) for sheet in of_statement))
    year = choose(
        "statement_year",
        words("filter.fiscal_year"),
        years,
        lambda number: fiscal_year_label(int(number), words),
        memory=f"statement_year_{statement}",
    )
    accounts = [sheet.account for sheet in of_statement if str(sheet.fiscal_year) == year]
    account = choose(
        "account",
        words("finance.account"),
        accounts,
        lambda code: words.term("account", code),
        memory=f"account_{statement}",
    )
    return Sheet(statement, int(year), account)


if __name__ == "__main__":
    show()
