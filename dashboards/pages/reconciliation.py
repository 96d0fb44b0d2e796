"""Reconciliation: do the figures computed from the logs equal the printed ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import amount_column
from dashboards.components.figure_card import count_cards
from dashboards.components.filters import choose
from dashboards.components.links import printed_address
from dashboards.components.markup import tag
from dashboards.components.numbers import signed_exact, unit_name
from dashboards.components.periods import day_label, fiscal_year_label
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.reconciliation import PrintedFigure, printed_figures
from dashboards.sections.difference_cause import cause_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.frame import Visit
    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator

ALL = "all"
OUTCOMES = ("match", "differs", "no_data")


def show() -> None:
    """The whole page."""
    visit = frame.current_visit()
    words = visit.words
    frame.particulars(visit)
    printed = printed_figures(visit.snapshot)
    frame.section(words("reconciliation.answers"))
    _answer(printed, words)
    frame.section(words("reconciliation.list"), words("reconciliation.list.text"))
    with frame.filter_bar(words):
        chosen = _filtered(printed, words)
    show_table(_table(chosen, visit), words)


def _answer(printed: Sequence[PrintedFigure], words: Words) -> None:
    """How many printed figures match, differ, have no data, or are shown without a judgement."""
    compared = [figure for figure in printed if figure.status is not None]
    matching = sum(figure.status == "match" for figure in compared)
    sentence = "reconciliation.all_match" if matching == len(compared) else "reconciliation.some"
    outcome = chip("outcome", "match" if matching == len(compared) else "differs", words)
    text = words(sentence, matching=matching, compared=len(compared))
    st.html(tag("p", outcome, tag("span", text), class_="said"))
    unit = words("unit.figures")
    counts = [("reconciliation.compared", len(compared), unit)]
    counts += [
        (f"reconciliation.{code}", sum(figure.status == code for figure in compared), unit)
        for code in OUTCOMES
    ]
    counts.append(("reconciliation.shown_only", len(printed) - len(compared), unit))
    st.html(count_cards(counts, words))


def _filtered(printed: Sequence[PrintedFigure], words: Words) -> list[PrintedFigure]:
    years = sorted({figure.fiscal_year for figure in printed}, reverse=True)
    year = choose(
        "printed_year",
        words("filter.fiscal_year"),
        [ALL, *map(str, years)],
        lambda name: words("filter.all") if name == ALL else fiscal_year_label(int(name), words),
    )
    outcome = choose(
        "outcome",
        words("filter.outcome"),
        [ALL, *OUTCOMES, "shown_only"],
        lambda name: words("filter.all") if name == ALL else words.term("outcome", name),
    )
    order = {code: place for place, code in enumerate(("differs", "no_data", "match", None))}
    passing = [
        figure
        for figure in printed
        if year in (ALL, str(figure.fiscal_year))
        and outcome in (ALL, figure.status or "shown_only")
    ]
    return sorted(passing, key=lambda figure: order[figure.status])


def _table(chosen: Sequence[PrintedFigure], visit: Visit) -> Table[PrintedFigure]:
    words = visit.words
    return Table(
        key="reconciliation",
        caption=words("reconciliation.list"),
        columns=[*_naming(words), *_values(words), *_judging(words)],
        rows=chosen,
        file_name=f"reconciliation_{visit.snapshot.as_of:%Y%m%d}",
    )


def _naming(words: Words) -> list[Column[PrintedFigure]]:
    def name(figure: PrintedFigure) -> str:
        return words.name(figure.indicator)

    return [
        Column(
            words("chart.name"),
            value=name,
            show=lambda figure: tag("a", name(figure), href=printed_address(figure, words)),
        ),
        Column(
            words("reconciliation.period"),
            value=lambda figure: _period(figure, words),
            order=lambda figure: float(figure.fiscal_year),
            is_brief=True,
        ),
        Column(
            words("reconciliation.kind"),
            value=lambda figure: words.term("printed", figure.kind),
            is_brief=True,
        ),
    ]


def _values(words: Words) -> list[Column[PrintedFigure]]:
    def its_own(figure: PrintedFigure) -> Indicator:
        return figure.indicator

    published, computed = words("reconciliation.published"), words("reconciliation.computed")
    difference = words("reconciliation.difference")
    return [
        amount_column(published, lambda figure: figure.published_value, its_own, words),
        amount_column(computed, lambda figure: figure.computed_value, its_own, words),
        amount_column(difference, lambda figure: figure.difference, its_own, words, signed_exact),
        Column(
            words("table.unit"),
            value=lambda figure: unit_name(figure.indicator, words),
            is_brief=True,
        ),
    ]


def _judging(words: Words) -> list[Column[PrintedFigure]]:
    return [
        Column(
            words("card.status"),
            value=lambda figure: words.term("outcome", figure.status or "shown_only"),
            show=lambda figure: chip("outcome", figure.status or "shown_only", words),
        ),
        Column(
            words("reconciliation.cause"),
            value=lambda figure: cause_text(figure, words),
        ),
        Column(words("reconciliation.anchor"), value=lambda figure: figure.anchor, is_shown=False),
        Column(words("reconciliation.source"), value=lambda figure: figure.source, is_shown=False),
    ]


def _period(figure: PrintedFigure, words: Words) -> str:
    """The year, or the day where the report printed the figure for one day."""
    if figure.event_date is not None:
        return day_label(figure.event_date, words)
    return fiscal_year_label(figure.fiscal_year, words)


if __name__ == "__main__":
    show()
