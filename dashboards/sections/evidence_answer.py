"""A figure in full: its value in a period, what it counts, how it is computed, how many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.figure_card import plain_card
from dashboards.components.links import evidence_address
from dashboards.components.markup import Html, join, tag
from dashboards.components.numbers import plain, spoken
from dashboards.components.periods import period_label
from dashboards.period import YEAR
from dashboards.queries.catalogue import indicators, programmes
from dashboards.queries.evidence import behind_of, definition_of, value_of
from dashboards.queries.figures import figures_of

if TYPE_CHECKING:
    from dashboards import trace
    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.period import Period
    from dashboards.queries.catalogue import Indicator


def answer_section(visit: Visit, indicator: Indicator, period: Period) -> None:
    """The figure on the left, its definition on the right."""
    words = visit.words
    frame.section(words.name(indicator))
    left, right = st.columns([2, 3], gap="medium")
    left.html(_figure(visit, indicator, period))
    right.html(tag("dl", *_explained(visit, indicator, period), class_="evidence panel"))


def _figure(visit: Visit, indicator: Indicator, period: Period) -> Html:
    """The year's figure as a card; of a shorter period its value with coverage."""
    words = visit.words
    if period.length == YEAR:
        figure = figures_of(visit.snapshot, period.fiscal_year)[indicator.indicator_id]
        return plain_card(figure, words)
    value, coverage = value_of(visit.snapshot, indicator.indicator_id, period)
    said = (
        words.term("coverage", coverage) if value is None else spoken(value, indicator, words).text
    )
    return tag(
        "article",
        tag("h3", period_label(period, words), class_="card-name"),
        tag("p", tag("span", said, class_="number"), class_="card-value"),
        tag("p", words.term("coverage", coverage), class_="card-note")
        if value is not None
        else None,
        class_="card",
        data_period=period.code,
        data_value=value,
    )


def _explained(visit: Visit, indicator: Indicator, period: Period) -> list[Html]:
    """Definition, unit, programmes, formula in words and as written, rows behind the value."""
    words = visit.words
    definition = definition_of(visit.snapshot, indicator.indicator_id)
    known = programmes(visit.snapshot)
    its = [words.name(known[name]) for name in indicator.programme_ids if name in known]
    facts: list[tuple[str, str | None]] = [
        (
            "evidence.definition",
            words.pick(indicator.definition_ja, indicator.definition_en),
        ),
        ("table.unit", words.pick(indicator.unit_ja, indicator.unit_en)),
        ("evidence.programmes", "、".join(its) or words("filter.all_programmes")),
        ("filter.log", words.term("log", indicator.log)),
        ("evidence.computed", _formula(definition, words)),
        ("evidence.added", words.term("accumulate", indicator.accumulate)),
        ("evidence.rows", _rows(visit, definition, indicator, period)),
    ]
    return [join(tag("div", tag("dt", words(key)), tag("dd", text))) for key, text in facts if text]


def _formula(definition: trace.Definition, words: Words) -> Html:
    """What is done with which rows, in words, and the condition as the catalogue has it."""
    kind, _, column = definition.measure.partition(":")
    condition = tag("code", definition.filter) if definition.filter else None
    return join(words(f"measure.{kind}", column=column), condition)


def _rows(
    visit: Visit, definition: trace.Definition, indicator: Indicator, period: Period
) -> Html | str | None:
    """How many rows the value is made of; of a ratio, the two figures that it divides."""
    words = visit.words
    if definition.parts:
        known = indicators(visit.snapshot)
        links = (
            tag("a", words.name(known[part]), href=evidence_address(part, period, words))
            for part in definition.parts
            if part in known
        )
        first, *rest = links
        return join(first, *(join(" ÷ ", link) for link in rest))
    if not visit.snapshot.sees_rows:
        return words("evidence.totals_only")
    counted = behind_of(visit.snapshot, indicator.indicator_id, period)
    key = "evidence.rows.added" if definition.adds_rows else "evidence.rows.distinct"
    return words(
        key,
        rows=plain(counted.row_count),
        files=plain(counted.file_count),
        total=spoken(counted.quantity or 0.0, indicator, words).text,
    )
