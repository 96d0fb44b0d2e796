"""DX LAB KTQ: the figures of the programmes that the plan files under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.figure_card import cards
from dashboards.components.links import figure_address
from dashboards.queries.catalogue import programmes
from dashboards.queries.figures import figures_of

if TYPE_CHECKING:
    from dashboards.components.family_page import Scope

SECTION = "DX LAB KTQ"
MOST = 9


def cocreation_section(scope: Scope) -> None:
    """Grants, seminars, tours and support, whatever page their family is on."""
    words, snapshot = scope.words, scope.visit.snapshot
    known = programmes(snapshot)
    of_section = {name for name, one in known.items() if one.section == SECTION}
    figures = [
        figure
        for figure in figures_of(snapshot, scope.fiscal_year).values()
        if figure.indicator.programme_ids
        and set(figure.indicator.programme_ids) <= of_section
        and figure.indicator.whole_id is None
    ]
    if not figures:
        return
    frame.section(words("cocreation.title"), words("cocreation.text"))
    shown = [(figure, figure_address(figure, words)) for figure in figures[:MOST]]
    st.html(cards(shown, words))
