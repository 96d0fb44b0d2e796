"""The page of a family of indicators: answers, the course of one of them, all of them, definitions.

What is on it follows from the catalogue alone, so that a new programme or indicator needs no code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.breakdown import breakdown_block
from dashboards.components.chart_block import cumulative_block, monthly_block
from dashboards.components.charts import Course
from dashboards.components.comparison import comparison_bars
from dashboards.components.figure_card import cards, definition_list
from dashboards.components.figure_choice import choose_figure
from dashboards.components.figure_table import figure_table
from dashboards.components.filters import choose
from dashboards.components.folded import folded_programmes
from dashboards.components.links import figure_address
from dashboards.components.markup import tag
from dashboards.components.periods import short_year_label
from dashboards.components.selection import Selection, answers, by_programme_life, comparable
from dashboards.components.tables import show_table
from dashboards.queries.catalogue import programmes
from dashboards.queries.figures import Figure, figures_of
from dashboards.queries.series import cumulative, is_stock, monthly
from dashboards.registry import families_of, family_of_domain

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboards.components.frame import Visit
    from dashboards.i18n import Words

ALL_PROGRAMMES = "all"


@dataclass(frozen=True)
class View:
    """What the reader chose on a family's page, and the figures that fit."""

    visit: Visit
    family: str
    fiscal_year: int
    figures: Selection


@dataclass(frozen=True)
class Scope:
    """What a family's own sections are about; programme empty: all of them."""

    visit: Visit
    fiscal_year: int
    programme: str

    @property
    def words(self) -> Words:
        """The words of the visit."""
        return self.visit.words


def show_family(family: str, *details: Callable[[Scope], None]) -> None:
    """The whole page of a family; `details` are sections that it alone has."""
    visit = frame.current_visit()
    with frame.filter_bar(visit.words):
        fiscal_year = frame.year_filter(visit)
        programme = _programme_filter(visit, family)
    frame.particulars(visit, fiscal_year)
    figures = [
        figure
        for figure in figures_of(visit.snapshot, fiscal_year).values()
        if family in families_of(figure.indicator) and _is_of(figure, programme)
    ]
    known = programmes(visit.snapshot)
    view = View(visit, family, fiscal_year, by_programme_life(figures, known))
    if view.figures.running:
        _answers(view)
        _course(view)
    scope = Scope(visit, fiscal_year, "" if programme == ALL_PROGRAMMES else programme)
    for detail in details:
        detail(scope)
    _all_figures(view)
    folded_programmes(view.figures.folded, known, visit.words)
    st.html(
        tag(
            "details",
            tag("summary", visit.words("family.definitions")),
            definition_list(figures, visit.words),
            class_="fold",
        )
    )


def _programme_filter(visit: Visit, family: str) -> str:
    words = visit.words
    known = {
        programme_id: programme
        for programme_id, programme in programmes(visit.snapshot).items()
        if family_of_domain(programme.domain) == family
    }

    def label(programme_id: str) -> str:
        if programme_id == ALL_PROGRAMMES:
            return words("filter.all_programmes")
        programme = known[programme_id]
        name = words.name(programme)
        if programme.to_fiscal_year is None:
            return name
        last = short_year_label(programme.to_fiscal_year, words)
        return words("filter.programme_until", name=name, year=last)

    options = [ALL_PROGRAMMES, *known]
    return choose(
        "programme", words("filter.programme"), options, label, memory=f"programme_{family}"
    )


def _is_of(figure: Figure, programme: str) -> bool:
    """Whether a figure is the programme's; totals over the whole foundation are nobody's own."""
    if programme == ALL_PROGRAMMES:
        return True
    its = figure.indicator.programme_ids
    is_total = len(its) > 1 and figure.indicator.missions == (0,)
    return programme in its and not is_total


def _answers(view: View) -> None:
    words = view.visit.words
    chosen = answers(view.figures.running)
    frame.section(words("family.answers"), words("card.bar"))
    st.html(cards([(figure, figure_address(figure, words)) for figure in chosen], words))


def _course(view: View) -> None:
    """The course of the year of one figure, and the figures of its kind side by side."""
    words = view.visit.words
    frame.section(words("family.course"))
    offered = (*answers(view.figures.running), *view.figures.running)
    figure = choose_figure(offered, words, f"indicator_{view.family}")
    alike = comparable(view.figures.running, figure)
    _charts(view, figure)
    frame.section(words("breakdown.section"), words("breakdown.section.text"))
    with st.container(key="filters_period"):
        period = frame.period_filter(view.visit, view.fiscal_year)
    breakdown_block(view.visit, figure.indicator, period)
    if len(alike) > 1:
        frame.section(words("comparison.title"), words("comparison.text"))
        st.html(tag("div", comparison_bars(alike, words), class_="panel"))


def _charts(view: View, figure: Figure) -> None:
    words, snapshot = view.visit.words, view.visit.snapshot
    name, year = figure.indicator.indicator_id, view.fiscal_year
    months = Course(figure, monthly(snapshot, name, year), monthly(snapshot, name, year - 1))
    if not any(point.value is not None for point in months.this_year):
        reason = "chart.withheld" if figure.indicator.is_protected else "chart.nothing"
        st.html(tag("p", words(reason), class_="empty"))
        return
    kind = figure.indicator.accumulate
    total = Course(
        figure, cumulative(snapshot, name, kind, year), cumulative(snapshot, name, kind, year - 1)
    )
    left, right = st.columns(2, gap="medium")
    if not is_stock(figure.indicator):
        with left.container(key="chart_monthly"):
            monthly_block(months, view.visit)
    with (left if is_stock(figure.indicator) else right).container(key="chart_cumulative"):
        if any(point.value is not None for point in total.this_year):
            cumulative_block(total, view.visit)
        else:
            st.html(tag("p", words("chart.not_additive"), class_="empty"))


def _all_figures(view: View) -> None:
    words = view.visit.words
    frame.section(words("family.all"), words("family.all.text"))
    every = (*view.figures.running, *view.figures.folded)
    table = figure_table(
        every, view.visit, f"{view.family}_{view.fiscal_year}", words("family.all")
    )
    show_table(table, words)
