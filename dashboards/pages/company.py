"""Companies: which support did a company have, when, and what came of it."""

from __future__ import annotations

import streamlit as st

from dashboards.components import frame
from dashboards.components.visit import current_visit
from dashboards.sections.company_journey import company_journey
from dashboards.sections.company_reach import (
    doubt_section,
    funnel_section,
    programme_section,
    reach_section,
)
from dashboards.sections.company_search import chosen_company


def show() -> None:
    """One company where one is chosen; below it all companies of a year."""
    visit = current_visit()
    with st.container(horizontal=True, key="filters_year"):
        fiscal_year = frame.year_filter(visit)
    frame.particulars(visit, fiscal_year)
    frame.section(visit.words("company.find"), visit.words("company.find.text"))
    chosen = chosen_company(visit)
    if chosen is not None:
        company_journey(visit, chosen)
    reach_section(visit, fiscal_year)
    funnel_section(visit, fiscal_year)
    programme_section(visit, fiscal_year)
    doubt_section(visit)


if __name__ == "__main__":
    show()
