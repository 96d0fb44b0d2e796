"""Finding one company by name or corporate number; the address then names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.filters import choose
from dashboards.components.markup import tag
from dashboards.queries.company import MOST_FOUND, Company, company, find_companies

if TYPE_CHECKING:
    from dashboards.components.visit import Visit
    from dashboards.i18n import Words

NONE = ""
_TYPED = "typed_company"


def chosen_company(visit: Visit) -> Company | None:
    """The company that the reader chose, or that the address names."""
    words, snapshot = visit.words, visit.snapshot
    asked = company(snapshot, st.query_params.get("company", NONE))
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        typed = st.text_input(
            words("company.search"), key=_TYPED, placeholder=words("company.search.example")
        )
        found = find_companies(snapshot, typed or "")
        offered = {one.company_key: one for one in ((asked,) if asked else ()) + found}
        chosen = choose(
            "company",
            words("company.chosen"),
            [NONE, *offered],
            lambda key: _label(offered[key], words) if key else words("company.none"),
        )
    _say_how_many(typed or "", found, words)
    return offered.get(chosen)


def _label(one: Company, words: Words) -> str:
    """Name and ward: what tells companies of one name apart."""
    ward = words.pick(one.ward_ja, one.ward_en)
    return "  ".join(filter(None, (one.name, ward, one.corporate_number)))


def _say_how_many(typed: str, found: tuple[Company, ...], words: Words) -> None:
    if not typed.strip():
        return
    many = "company.found.many" if len(found) == MOST_FOUND else "company.found"
    text = words(many, count=len(found)) if found else words("company.found.none")
    st.html(tag("p", text, class_="small", role="status"))
