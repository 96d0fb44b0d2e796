"""The first thing on the first page: is the figure the city asks about on its way to its target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.chart_block import cumulative_block
from dashboards.components.charts import Course
from dashboards.components.figure_card import evidence_of, progress_bar, target_text, value_text
from dashboards.components.links import figure_address
from dashboards.components.markup import Html, join, tag
from dashboards.components.numbers import percent, signed, spoken
from dashboards.components.periods import short_year_label
from dashboards.components.status import status_chip
from dashboards.queries.series import cumulative

if TYPE_CHECKING:
    from dashboards.components.frame import Visit
    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure


def answer_panel(figure: Figure, visit: Visit) -> None:
    """Question, answer in one sentence, the figures behind it, and the course of the year."""
    words, snapshot = visit.words, visit.snapshot
    name, kind = figure.indicator.indicator_id, figure.indicator.accumulate
    course = Course(
        figure,
        cumulative(snapshot, name, kind, figure.fiscal_year),
        cumulative(snapshot, name, kind, figure.fiscal_year - 1),
    )
    with st.container(key="answer"):
        left, right = st.columns([5, 6], gap="large")
        left.html(_answer(figure, words))
        with right:
            if course.this_year:
                cumulative_block(course, visit)
            else:
                st.html(tag("p", words("chart.nothing"), class_="empty"))


def _answer(figure: Figure, words: Words) -> Html:
    indicator = figure.indicator
    return tag(
        "article",
        tag("h2", _question(figure, words)),
        tag("p", status_chip(figure, words), tag("span", _sentence(figure, words)), class_="said"),
        tag("p", value_text(figure, words), class_="card-value answer-value"),
        progress_bar(figure, words),
        tag("p", words("card.bar"), class_="small") if figure.achievement is not None else None,
        tag("dl", *_facts(figure, words), class_="facts facts-wide"),
        tag(
            "p",
            tag("a", words("answer.more"), href=figure_address(figure, words)),
            tag("a", words("card.evidence"), href=evidence_of(figure, words)),
            class_="links",
        ),
        class_="answer",
        data_indicator=indicator.indicator_id,
        data_value=figure.value,
    )


def _question(figure: Figure, words: Words) -> str:
    name = words.name(figure.indicator)
    if figure.target is None:
        return words("answer.question.plain", name=name)
    year = short_year_label(figure.fiscal_year, words)
    return words("answer.question", name=name, year=year, target=target_text(figure, words))


def _sentence(figure: Figure, words: Words) -> str:
    """The answer in one sentence; a finished year is told as finished."""
    if figure.status is None:
        return words("answer.unknown")
    if figure.is_complete and figure.status == "off_track":
        return words("answer.missed")
    return words(f"answer.{figure.status}")


def _facts(figure: Figure, words: Words) -> list[Html]:
    def said(value: float | None) -> str | None:
        return None if value is None else spoken(round(value), figure.indicator, words).text

    known = [
        ("card.target", said(figure.target) and target_text(figure, words)),
        ("card.achievement", None if figure.achievement is None else percent(figure.achievement)),
        ("card.previous", said(figure.previous)),
        (
            "table.change",
            None if figure.change is None else signed(figure.change, figure.indicator, words),
        ),
        ("card.expected", None if figure.is_complete else said(figure.expected_to_date)),
        ("card.forecast", None if figure.is_complete else said(figure.forecast)),
    ]
    return [
        join(tag("div", tag("dt", words(key)), tag("dd", value))) for key, value in known if value
    ]
