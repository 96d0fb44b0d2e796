"""Who introduced the consultations, desk by desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import number_column, share_column
from dashboards.components.markup import tag
from dashboards.components.numbers import percent, plain
from dashboards.components.tables import Table, show_table
from dashboards.queries.consultation import Referral, referrals
from dashboards.sections.programme_names import programme_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.family_page import Scope


def referral_section(scope: Scope) -> None:
    """One sentence over all desks, then the table."""
    words = scope.words
    rows = referrals(scope.visit.snapshot, scope.fiscal_year)
    frame.section(words("referral.title"), words("referral.text"))
    whole = next((row for row in rows if row.programme_id is None), None)
    if whole is not None and whole.introduced_ratio is not None:
        text = words(
            "referral.said",
            count=plain(whole.consultation_count),
            introduced=plain(whole.introduced_count),
            share=percent(whole.introduced_ratio),
        )
        st.html(tag("p", text, class_="said"))
    desks = [row for row in rows if row.programme_id and scope.programme in ("", row.programme_id)]
    show_table(_table(desks, scope), words)


def _table(rows: Sequence[Referral], scope: Scope) -> Table[Referral]:
    words = scope.words
    return Table(
        key="referral",
        caption=words("referral.title"),
        columns=[
            programme_column(scope.visit),
            number_column(words("referral.all"), lambda row: row.consultation_count, words),
            number_column(words("referral.government"), lambda row: row.government_count, words),
            number_column(
                words("referral.acquaintance"), lambda row: row.acquaintance_count, words
            ),
            number_column(words("referral.bank"), lambda row: row.bank_count, words),
            number_column(words("referral.introduced"), lambda row: row.introduced_count, words),
            share_column(words("referral.share"), lambda row: row.introduced_ratio, words),
        ],
        rows=rows,
        file_name=f"referral_{scope.fiscal_year}",
    )
