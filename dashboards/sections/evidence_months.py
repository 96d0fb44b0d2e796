"""A figure by months: what each brought, beside last year, and the way to a month's rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.links import evidence_address
from dashboards.components.markup import Html, tag
from dashboards.components.numbers import exact, signed_exact, unit_name
from dashboards.components.periods import month_label, short_year_label
from dashboards.period import MONTH, Period
from dashboards.queries.series import monthly

if TYPE_CHECKING:
    from dashboards.components.visit import Visit
    from dashboards.queries.catalogue import Indicator
    from dashboards.queries.series import Point


def months_section(visit: Visit, indicator: Indicator, period: Period) -> None:
    """The months of the period's fiscal year as a table; each month leads to its own evidence."""
    words, snapshot = visit.words, visit.snapshot
    name, year = indicator.indicator_id, period.fiscal_year
    months = monthly(snapshot, name, year)
    frame.section(words("evidence.months"), words("evidence.months.text"))
    if not any(point.value is not None for point in months):
        reason = "chart.withheld" if indicator.is_protected else "chart.nothing"
        st.html(tag("p", words(reason), class_="empty"))
        return
    last_year = {point.position: point.value for point in monthly(snapshot, name, year - 1)}
    heads = (
        words("chart.month"),
        short_year_label(year, words),
        short_year_label(year - 1, words),
        words("table.change"),
        words("card.coverage"),
    )
    head = tag(
        "tr",
        *(
            tag("th", text, scope="col", class_="num" if place else None)
            for place, text in enumerate(heads)
        ),
    )
    rows = (_row(visit, indicator, year, point, last_year.get(point.position)) for point in months)
    caption = words("chart.caption", title=words.name(indicator), unit=unit_name(indicator, words))
    st.html(
        tag(
            "table",
            tag("caption", caption, class_="for-ears"),
            tag("thead", head),
            tag("tbody", *rows),
            class_="table table-months",
        )
    )


def _row(visit: Visit, indicator: Indicator, year: int, point: Point, before: float | None) -> Html:
    words = visit.words
    month = Period(year, point.position, MONTH)
    link = tag(
        "a",
        month_label(point.position, words),
        href=evidence_address(indicator.indicator_id, month, words),
    )
    has_both = point.value is not None and before is not None
    change = (point.value or 0.0) - (before or 0.0)
    cells = (
        (short_year_label(year, words), _written(point.value, indicator, visit)),
        (short_year_label(year - 1, words), _written(before, indicator, visit)),
        (
            words("table.change"),
            signed_exact(change, indicator) if has_both else words("number.none"),
        ),
        (words("card.coverage"), words.term("coverage", point.coverage)),
    )
    return tag(
        "tr",
        tag("th", link, scope="row"),
        *(tag("td", text, class_="num", data_label=label) for label, text in cells),
        data_month=month.code,
    )


def _written(value: float | None, indicator: Indicator, visit: Visit) -> str:
    return visit.words("number.none") if value is None else exact(value, indicator)
