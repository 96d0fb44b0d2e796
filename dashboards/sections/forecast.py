"""One figure's year so far and its forecast: chart, sentence, and how good such forecasts were."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.bars import Bar, bar_table
from dashboards.components.chart_actions import chart_actions
from dashboards.components.figure_card import target_text
from dashboards.components.markup import Html, join, tag
from dashboards.components.numbers import exact, percent, spoken, unit_name
from dashboards.components.periods import month_label, short_year_label
from dashboards.components.status import status_chip
from dashboards.queries.outlook import Outlook, PaceRecord, course_of, record_of
from dashboards.sections.forecast_chart import forecast_chart
from dashboards.sections.target_table import interval_text, needed_text, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure


def forecast_section(visit: Visit, figure: Figure) -> None:
    """The forecast of a figure's year on the left, its record in past years on the right."""
    words, snapshot = visit.words, visit.snapshot
    course = course_of(snapshot, figure.indicator.indicator_id, figure.fiscal_year)
    known = [one for one in course if one.value_to_date is not None]
    if not known:
        reason = "chart.withheld" if figure.indicator.is_protected else "forecast.nothing"
        st.html(tag("p", words(reason), class_="empty"))
        return
    left, right = st.columns([3, 2], gap="medium")
    with left.container(key="panel_forecast"):
        _chart(visit, figure, known)
    with right.container(key="panel_record"):
        st.html(_facts(figure, known[-1], words))
        record = record_of(snapshot, figure.indicator.indicator_id)
        st.html(_record(record, words))


def _chart(visit: Visit, figure: Figure, course: Sequence[Outlook]) -> None:
    words = visit.words
    title = words(
        "forecast.chart",
        name=words.name(figure.indicator),
        year=short_year_label(figure.fiscal_year, words),
        unit=unit_name(figure.indicator, words),
    )
    summary = _summary(figure, course[-1], words)
    usual = tag("li", tag("span", class_="key key-dashed"), words("forecast.usual"))
    has_usual = not figure.is_complete and course[-1].expected_to_date is not None
    head = (
        tag("h3", title),
        tag("p", summary, class_="chart-summary"),
        tag("ul", usual, class_="legend") if has_usual else None,
    )
    st.html(tag("div", *head, class_="chart-head chart-head-wide"))
    spec = forecast_chart(figure, course, words).to_dict(validate=False)
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=f"{title}: {summary}")
    chart_actions(visit, title, f"{figure.indicator.indicator_id}_forecast")
    numbers = tag("summary", words("chart.numbers"))
    st.html(tag("details", numbers, _numbers(title, figure, course, words), class_="fold"))


def _summary(figure: Figure, newest: Outlook, words: Words) -> str:
    """Value so far and where the year is heading, in one sentence."""
    said = spoken(newest.value_to_date or 0.0, figure.indicator, words).text
    if figure.is_complete:
        return words("forecast.finished", value=said)
    if newest.forecast is None:
        return words("forecast.unknown", value=said)
    forecast = interval_text(newest, figure.indicator, words)
    return words("forecast.sentence", value=said, forecast=forecast)


def _facts(figure: Figure, newest: Outlook, words: Words) -> Html:
    """Status, target, forecast, what a usual year would have by now, what each week must bring."""
    indicator = figure.indicator
    usual = newest.expected_to_date
    facts = [
        ("card.target", target_text(figure, words)),
        ("targets.interval", interval_text(newest, indicator, words)),
        (
            "card.expected",
            words("number.none")
            if usual is None
            else spoken(whole(usual, indicator), indicator, words).text,
        ),
        ("targets.needed", needed_text(newest, indicator, words)),
    ]
    return join(
        tag("p", status_chip(figure, words), class_="said"),
        tag(
            "dl",
            *(tag("div", tag("dt", words(key)), tag("dd", text)) for key, text in facts),
            class_="facts",
        ),
    )


def _record(record: PaceRecord | None, words: Words) -> Html:
    """How far past forecasts were off, beside three naive rules, and how often intervals held."""
    if record is None:
        return tag("p", words("forecast.no_record"), class_="small")
    errors = (
        ("forecast.ours", record.error_ratio),
        ("forecast.last_share", record.last_share_error_ratio),
        ("forecast.last_year", record.last_year_error_ratio),
        ("forecast.by_days", record.linear_error_ratio),
    )
    bars = [
        Bar(words(key), error, [percent(error)], is_muted=place > 0)
        for place, (key, error) in enumerate(errors)
        if error is not None
    ]
    held = words("number.none") if record.held_ratio is None else percent(record.held_ratio)
    said = words(
        "forecast.record.text",
        years=record.tested_years,
        months=record.tested_months,
        held=held,
        method=words.pick(record.method_ja, record.method_en),
    )
    heads = (words("forecast.rule"), words("forecast.error"))
    return join(
        tag("h3", words("forecast.record"), class_="panel-title"),
        tag("p", said, class_="small"),
        bar_table(words("forecast.record"), heads, bars),
    )


def _numbers(caption: str, figure: Figure, course: Sequence[Outlook], words: Words) -> Html:
    """How the year looked at each month's end."""
    indicator = figure.indicator
    heads = ("chart.month", "chart.value", "card.expected", "targets.interval", "targets.needed")
    head = tag("tr", *(tag("th", words(key), scope="col", class_="num") for key in heads))

    def written(value: float | None) -> str:
        return words("number.none") if value is None else exact(whole(value, indicator), indicator)

    rows = (
        tag(
            "tr",
            tag("th", month_label(one.position, words), scope="row"),
            tag("td", written(one.value_to_date), class_="num"),
            tag("td", written(one.expected_to_date), class_="num"),
            tag("td", interval_text(one, indicator, words), class_="num"),
            tag("td", needed_text(one, indicator, words), class_="num"),
        )
        for one in course
    )
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", *rows),
        class_="table table-small table-wide",
    )
