"""Addresses of pages and of figures on them, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import streamlit as st

from dashboards.registry import families_of

if TYPE_CHECKING:
    from dashboards.i18n import Words
    from dashboards.period import Period
    from dashboards.queries.figures import Figure
    from dashboards.queries.reconciliation import PrintedFigure


def address(page: str, words: Words, **choices: str | int | None) -> str:
    """The address of a page with choices made, relative to any page of ours.

    Language and publication go with the reader.
    """
    language = None if words.language == "ja" else words.language
    lasting = {"lang": language, "snapshot": st.query_params.get("snapshot")}
    given = {key: value for key, value in {**choices, **lasting}.items() if value}
    return f"{page}?{urlencode(given)}" if given else page


def figure_address(figure: Figure, words: Words) -> str:
    """Where a figure is shown month by month: the page of its family, with it chosen."""
    family = families_of(figure.indicator)[0]
    return address(family, words, year=figure.fiscal_year, indicator=figure.indicator.indicator_id)


def evidence_address(indicator_id: str, period: Period, words: Words, **choices: str | None) -> str:
    """Where a figure comes from: its definition, months, members and rows in a period."""
    return address(
        "evidence",
        words,
        indicator=indicator_id,
        year=period.fiscal_year,
        period=period.code,
        **choices,
    )


def printed_address(figure: PrintedFigure, words: Words) -> str:
    """Where the computed side of a printed figure is shown month by month."""
    family = families_of(figure.indicator)[0]
    name = figure.indicator.indicator_id
    return address(family, words, year=figure.fiscal_year, indicator=name)
