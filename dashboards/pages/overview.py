"""The four missions: are their headline figures on the way to this year's targets.

Opens with the one figure that the city asks about first, then a block per mission.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.answer import answer_panel
from dashboards.components.figure_card import card
from dashboards.components.folded import folded_list
from dashboards.components.links import figure_address
from dashboards.components.markup import Html, join, tag
from dashboards.components.selection import MOST_ANSWERS, by_programme_life
from dashboards.components.status import STATUSES, chip
from dashboards.queries.catalogue import programmes
from dashboards.queries.figures import Figure, figures_of
from dashboards.registry import ANSWER_INDICATOR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Programme


def show() -> None:
    """The whole page."""
    visit = frame.current_visit()
    with frame.filter_bar(visit.words):
        fiscal_year = frame.year_filter(visit)
    frame.particulars(visit, fiscal_year)
    figures = figures_of(visit.snapshot, fiscal_year)
    if ANSWER_INDICATOR in figures:
        answer_panel(figures[ANSWER_INDICATOR], visit)
    headlines = [figure for figure in figures.values() if figure.indicator.is_headline]
    known = programmes(visit.snapshot)
    missions = sorted({mission for figure in headlines for mission in figure.indicator.missions})
    for mission in sorted(missions, key=lambda number: (number == 0, number)):
        of_mission = [figure for figure in headlines if mission in figure.indicator.missions]
        st.html(_mission(mission, of_mission, known, visit.words))


def _mission(
    mission: int, figures: Sequence[Figure], known: Mapping[str, Programme], words: Words
) -> Html:
    """One mission's block: its name, how many figures stand where, its figures."""
    chosen = by_programme_life(figures, known)
    title = words.messages.get(f"mission.{mission}.title") or words("mission.other", number=mission)
    rows = [
        chosen.running[first : first + MOST_ANSWERS]
        for first in range(0, len(chosen.running), MOST_ANSWERS)
    ]
    return tag(
        "section",
        tag(
            "div",
            tag("h2", _number(mission, words), title),
            _standing(chosen.running, words),
            class_="mission-head",
        ),
        *(tag("div", *(_card(f, mission, words) for f in row), class_="cards") for row in rows),
        folded_list(chosen.folded, known, words),
        class_="mission",
        data_mission=mission,
    )


def _number(mission: int, words: Words) -> Html | None:
    if mission == 0:
        return None
    return tag("span", words("mission.number", number=mission), class_="mission-number")


def _card(figure: Figure, mission: int, words: Words) -> Html:
    others = [number for number in figure.indicator.missions if number != mission]
    note = tag("p", words("card.also", mission=others[0]), class_="card-note") if others else None
    return card(figure, words, figure_address(figure, words), note)


def _standing(figures: Sequence[Figure], words: Words) -> Html:
    """How many of the figures have each status, worst last, in words."""
    counts = ((code, sum(figure.status == code for figure in figures)) for code in STATUSES)
    chips = (chip("status", code, words, f" {count}") for code, count in counts if count)
    return tag("p", join(*chips), class_="standing")


if __name__ == "__main__":
    show()
