"""How many companies come how far, real companies beside visits, and who may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.bars import Bar, bar_table
from dashboards.components.columns import number_column
from dashboards.components.figure_card import count_cards
from dashboards.components.markup import prose, tag
from dashboards.components.numbers import percent, plain
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.catalogue import programmes
from dashboards.queries.company import Doubt, Support, doubts, funnel, support

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.company import FunnelStage

_COUNTS = ("visit_count", "company_count", "new_company_count", "repeat_company_count")


def reach_section(visit: Visit, fiscal_year: int) -> None:
    """All programmes of a year together, then programme by programme."""
    words = visit.words
    rows = support(visit.snapshot, fiscal_year)
    frame.section(words("company.reach"), words("company.reach.text"))
    whole = next((row for row in rows if row.programme_id is None), None)
    if whole is None:
        st.html(tag("p", words("table.empty"), class_="empty"))
        return
    st.html(
        count_cards(
            [
                ("company.visit_count", whole.visit_count, words("unit.cases")),
                ("company.company_count", whole.company_count, words("unit.companies")),
                ("company.new_company_count", whole.new_company_count, words("unit.companies")),
                (
                    "company.returning_company_count",
                    whole.returning_company_count,
                    words("unit.companies"),
                ),
                (
                    "company.repeat_company_count",
                    whole.repeat_company_count,
                    words("unit.companies"),
                ),
            ],
            words,
        )
    )
    unknown = whole.visit_count - whole.known_visit_count
    share = percent(unknown / whole.visit_count) if whole.visit_count else percent(0)
    text = words("company.unknown_visits", count=plain(unknown), share=share)
    st.html(tag("p", text, class_="small"))


def programme_section(visit: Visit, fiscal_year: int) -> None:
    """The same counts programme by programme."""
    words = visit.words
    rows = [row for row in support(visit.snapshot, fiscal_year) if row.programme_id]
    frame.section(words("company.programmes"), words("company.programmes.text"))
    show_table(_programme_table(rows, visit), words)


def funnel_section(visit: Visit, fiscal_year: int) -> None:
    """The stages from the first event to an outcome."""
    words = visit.words
    stages = funnel(visit.snapshot, fiscal_year)
    frame.section(words("company.funnel"), words("company.funnel.text"))
    if not stages:
        st.html(tag("p", words("table.empty"), class_="empty"))
        return
    heads = [
        words("company.stage"),
        words("company.funnel.count"),
        words("company.funnel.after"),
        words("company.funnel.in_order"),
    ]
    bars = [_stage_bar(stage, words) for stage in stages]
    st.html(tag("div", bar_table(words("company.funnel"), heads, bars), class_="panel"))


def _stage_bar(stage: FunnelStage, words: Words) -> Bar:
    unit = words("unit.companies")
    after = stage.after_previous_count
    return Bar(
        words.term("stage", stage.stage),
        stage.company_count,
        (
            plain(stage.company_count) + unit,
            words("number.none") if after is None else plain(after) + unit,
            plain(stage.in_order_count) + unit,
        ),
    )


def doubt_section(visit: Visit) -> None:
    """Pairs to be judged, and where the answer is written."""
    words = visit.words
    pairs = doubts(visit.snapshot)
    frame.section(words("company.doubts"), words("company.doubts.text"))
    if pairs:
        st.html(tag("p", prose(words("company.doubts.how"))))
    show_table(_doubt_table(pairs, visit), words)


def _programme_table(rows: Sequence[Support], visit: Visit) -> Table[Support]:
    words, known = visit.words, programmes(visit.snapshot)

    def name(row: Support) -> str:
        programme = known.get(row.programme_id or "")
        found = words.pick(programme.name_ja, programme.name_en) if programme else None
        return found or row.programme_id or ""

    def count(field: str) -> Callable[[Support], int]:
        return lambda row: int(getattr(row, field))

    columns: list[Column[Support]] = [Column(words("filter.programme"), value=name)]
    columns += [number_column(words(f"company.{field}"), count(field), words) for field in _COUNTS]
    return Table(
        key="company_support",
        caption=words("company.programmes"),
        columns=columns,
        rows=rows,
        file_name=f"companies_by_programme_{visit.snapshot.as_of:%Y%m%d}",
    )


def _doubt_table(pairs: Sequence[Doubt], visit: Visit) -> Table[Doubt]:
    words = visit.words
    unnamed = words("company.unnamed")
    return Table(
        key="company_doubts",
        caption=words("company.doubts"),
        columns=[
            Column(words("company.one"), value=lambda pair: pair.one_name or unnamed),
            Column(words("company.other"), value=lambda pair: pair.other_name or unnamed),
            Column(
                words("company.why"), value=lambda pair: words.pick(pair.reason_ja, pair.reason_en)
            ),
            Column(words("company.key_one"), value=lambda pair: pair.one),
            Column(words("company.key_other"), value=lambda pair: pair.other),
        ],
        rows=pairs,
        file_name=f"companies_to_judge_{visit.snapshot.as_of:%Y%m%d}",
    )
