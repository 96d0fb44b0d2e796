"""A chart with all that belongs to it: title, sentence, legend, picture, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from dashboards.components.chart_actions import chart_actions
from dashboards.components.chart_theme import LAST_YEAR, THIS_YEAR, THIS_YEAR_PARTIAL, axis_scale
from dashboards.components.charts import Course, cumulative_chart, monthly_chart
from dashboards.components.markup import Html, tag
from dashboards.components.numbers import exact, signed, spoken, unit_name
from dashboards.components.periods import month_label
from dashboards.queries.series import is_stock

if TYPE_CHECKING:
    from dashboards.components.frame import Visit
    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure
    from dashboards.queries.series import Point


@dataclass(frozen=True)
class ChartText:
    """The words around a chart; `summary` is also its alternative text."""

    title: str
    summary: str


@dataclass(frozen=True)
class Drawing:
    """A chart of one figure's year, asked for in one language from one publication."""

    kind: Literal["monthly", "cumulative"]
    course: Course
    visit: Visit

    @property
    def key(self) -> tuple[str, ...]:
        """What tells one drawing from another: two with the same key look the same."""
        figure = self.course.figure
        return (
            self.visit.snapshot.identity,
            self.kind,
            figure.indicator.indicator_id,
            str(figure.fiscal_year),
            self.visit.words.language,
        )


@st.cache_data(
    show_spinner=False, max_entries=128, hash_funcs={Drawing: lambda drawing: drawing.key}
)
def vega_lite(drawing: Drawing) -> dict[str, Any]:
    """The drawing as Vega-Lite. Checking it against the schema takes long and is left to tests."""
    draw = monthly_chart if drawing.kind == "monthly" else cumulative_chart
    return draw(drawing.course, drawing.visit.words).to_dict(validate=False)


def monthly_block(course: Course, visit: Visit) -> None:
    """The chart of what each month brought."""
    text = monthly_text(course, visit.words)
    _block(Drawing("monthly", course, visit), text, legend(course, visit.words))


def cumulative_block(course: Course, visit: Visit) -> None:
    """The chart of how the year adds up."""
    _block(Drawing("cumulative", course, visit), cumulative_text(course, visit.words))


def _block(drawing: Drawing, text: ChartText, key_to_marks: Html | None = None) -> None:
    """The chart between its title and its table of numbers."""
    course, words = drawing.course, drawing.visit.words
    st.html(
        tag(
            "div",
            tag("h3", text.title),
            tag("p", text.summary, class_="chart-summary"),
            key_to_marks,
            class_="chart-head",
        )
    )
    alt = f"{text.title}: {text.summary}"
    st.vega_lite_chart(spec=vega_lite(drawing), theme=None, width="stretch", alt=alt)
    chart_actions(
        drawing.visit, text.title, f"{course.figure.indicator.indicator_id}_{drawing.kind}"
    )
    numbers = tag("summary", words("chart.numbers"))
    st.html(tag("details", numbers, number_table(text.title, course, words), class_="fold"))


def legend(course: Course, words: Words) -> Html:
    """What bars and marks stand for, in the order they are drawn."""
    entries = [(THIS_YEAR, "key-bar", course.label(words))]
    if any(point.coverage == "partial" for point in course.this_year):
        entries.append((THIS_YEAR_PARTIAL, "key-bar", words("chart.partial")))
    if any(point.value is not None for point in course.last_year):
        entries.append((LAST_YEAR, "key-line", course.label(words, years_back=1)))
    items = (
        tag("li", tag("span", class_=f"key {shape}", style=f"background:{colour}"), name)
        for colour, shape, name in entries
    )
    return tag("ul", *items, class_="legend")


def monthly_text(course: Course, words: Words) -> ChartText:
    """Title and sentence of the monthly chart: the newest month and the same month of last year."""
    return ChartText(_title("chart.monthly.title", course, words), _newest_month(course, words))


def cumulative_text(course: Course, words: Words) -> ChartText:
    """Title and sentence of the cumulative chart: how far the year is, what is missing."""
    figure = course.figure
    kind = "stock" if is_stock(figure.indicator) else "cumulative"
    said = spoken(course.this_year[-1].value or 0.0, figure.indicator, words).text
    missing = spoken(abs((figure.target or 0) - (figure.value or 0)), figure.indicator, words).text
    summary = words(f"chart.{kind}.{_towards_target(figure)}", value=said, missing=missing)
    return ChartText(_title(f"chart.{kind}.title", course, words), summary)


def _towards_target(figure: Figure) -> str:
    """Where the value stands to its target, as the end of the sentence's key."""
    if figure.target is None or figure.value is None:
        return "plain"
    if figure.comparison == "at_most":
        return "within" if figure.value <= figure.target else "beyond"
    if figure.comparison == "more_than":
        return "reached" if figure.value > figure.target else "missing"
    return "reached" if figure.value >= figure.target else "missing"


def number_table(caption: str, course: Course, words: Words) -> Html:
    """The numbers of a chart: a row per month, this year beside last year."""
    this_year = {point.position: point for point in course.this_year}
    last_year = {point.position: point for point in course.last_year}
    positions = sorted(this_year.keys() | last_year.keys())
    unit = unit_name(course.figure.indicator, words)
    heads = [words("chart.month"), course.label(words), course.label(words, years_back=1)]
    head = tag("tr", *(tag("th", head, scope="col", class_="num") for head in heads))
    rows = (
        tag(
            "tr",
            tag("th", month_label(position, words), scope="row"),
            tag("td", _written(this_year.get(position), course, words), class_="num"),
            tag("td", _written(last_year.get(position), course, words), class_="num"),
        )
        for position in positions
    )
    return tag(
        "table",
        tag("caption", words("chart.caption", title=caption, unit=unit)),
        tag("thead", head),
        tag("tbody", *rows),
        class_="table table-small",
    )


def _written(point: Point | None, course: Course, words: Words) -> str:
    if point is None or point.value is None:
        return words("number.none")
    return exact(point.value, course.figure.indicator)


def _title(key: str, course: Course, words: Words) -> str:
    indicator = course.figure.indicator
    name = words.name(indicator)
    _, unit = axis_scale(indicator, words)
    return words(key, name=name, unit=unit)


def _newest_month(course: Course, words: Words) -> str:
    """The newest month in one sentence."""
    known = [point for point in course.this_year if point.value is not None]
    if not known:
        return words("chart.monthly.nothing")
    newest = known[-1]
    indicator = course.figure.indicator
    month = month_label(newest.position, words)
    value = newest.value or 0.0
    said = spoken(value, indicator, words).text
    before = next((p.value for p in course.last_year if p.position == newest.position), None)
    if before is None:
        return words("chart.monthly.plain", month=month, value=said)
    if value == before:
        return words("chart.monthly.same", month=month, value=said)
    change = signed(value - before, indicator, words)
    return words("chart.monthly.compared", month=month, value=said, change=change)
