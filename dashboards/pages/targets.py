"""Targets and forecasts: will the year end on target, what is still needed, how sure is that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.figure_choice import choose_figure
from dashboards.components.markup import join, tag
from dashboards.components.status import STATUSES, chip
from dashboards.components.tables import show_table
from dashboards.queries.figures import Figure, figures_of
from dashboards.queries.outlook import outlooks
from dashboards.sections.forecast import forecast_section
from dashboards.sections.target_entry import target_entry
from dashboards.sections.target_table import target_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words

_MOST_URGENT = ("off_track", "at_risk", "not_assessable", "on_track", "achieved")


def show() -> None:
    """The whole page."""
    visit = frame.current_visit()
    words = visit.words
    with frame.filter_bar(words):
        fiscal_year = frame.year_filter(visit)
    frame.particulars(visit, fiscal_year)
    figures = figures_of(visit.snapshot, fiscal_year)
    aimed = sorted(filter(_has_target, figures.values()), key=_urgency)
    frame.section(words("targets.answers"), words("targets.answers.text"))
    _answer(aimed, words)
    if aimed:
        table = target_table(aimed, outlooks(visit.snapshot, fiscal_year), visit, fiscal_year)
        show_table(table, words)
    frame.section(words("forecast.title"), words("forecast.text"))
    chosen = choose_figure((*aimed, *figures.values()), words, "indicator_targets")
    forecast_section(visit, chosen)
    target_entry(visit, figures, fiscal_year)


def _has_target(figure: Figure) -> bool:
    return figure.target is not None and figure.target_kind != "plan"


def _urgency(figure: Figure) -> int:
    """The place of a figure in the list: what needs looking after comes first."""
    known = figure.status in _MOST_URGENT
    return _MOST_URGENT.index(figure.status or "") if known else len(_MOST_URGENT)


def _answer(aimed: Sequence[Figure], words: Words) -> None:
    """How many figures with a target stand where."""
    if not aimed:
        st.html(tag("p", words("targets.none"), class_="empty"))
        return
    counts = {code: sum(figure.status == code for figure in aimed) for code in STATUSES}
    on_the_way = counts["achieved"] + counts["on_track"]
    sentence = words("targets.sentence", total=len(aimed), good=on_the_way)
    chips = (chip("status", code, words, f" {count}") for code, count in counts.items() if count)
    st.html(tag("p", tag("span", sentence), join(*chips), class_="said"))


if __name__ == "__main__":
    show()
