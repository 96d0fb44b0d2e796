"""Two charts of a year: what each month brought, and how the year adds up towards its target.

Each chart comes with a title that says content, kind and unit, one sentence of what it shows, an
alternative text and its numbers as a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from dashboards.components import chart_theme as theme
from dashboards.components.numbers import spoken
from dashboards.components.periods import MONTHS, month_label, short_year_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure
    from dashboards.queries.series import Point

Datum = dict[str, Any]
_MARCH = 11
_FEW = 4


@dataclass(frozen=True)
class Course:
    """A figure's year with the year before, as points by month."""

    figure: Figure
    this_year: Sequence[Point]
    last_year: Sequence[Point]

    def label(self, words: Words, *, years_back: int = 0) -> str:
        """The name of the year shown, or of the one before."""
        return short_year_label(self.figure.fiscal_year - years_back, words)


def monthly_chart(course: Course, words: Words) -> alt.LayerChart:
    """Bars for the months, a mark on each where the same month of last year stood."""
    bars = _data(course, course.this_year, words)
    ticks = _data(course, course.last_year, words)
    bar = (
        alt.Chart(alt.InlineData(values=bars))
        .mark_bar(cornerRadiusTopLeft=2, cornerRadiusTopRight=2)
        .encode(
            x=month_axis(words),
            y=_value_axis(course, words),
            color=alt.condition(
                "datum.coverage == 'partial'",
                alt.value(theme.THIS_YEAR_PARTIAL),
                alt.value(theme.THIS_YEAR),
            ),
            tooltip=_tooltip(words),
        )
    )
    if not ticks:
        return theme.themed(bar)
    marks = [(5, theme.GROUND), (3, theme.LAST_YEAR)]
    return theme.themed(bar, *(_marks(ticks, course, words, *mark) for mark in marks))


def _marks(
    ticks: list[Datum], course: Course, words: Words, thickness: int, colour: str
) -> alt.Chart:
    """A level mark per month; drawn twice, it has an edge that shows on a bar too."""
    marks: alt.Chart = (
        alt.Chart(alt.InlineData(values=ticks))
        .mark_tick(thickness=thickness, color=colour, opacity=1, orient="horizontal")
        .encode(x=month_axis(words), y=_value_axis(course, words), tooltip=_tooltip(words))
    )
    return marks


def cumulative_chart(course: Course, words: Words) -> alt.LayerChart:
    """The year so far as a line, last year muted, the target level; all labelled directly."""
    this_year = _data(course, course.this_year, words)
    last_year = _data(course, course.last_year, words)
    newest = spoken(course.this_year[-1].value or 0.0, course.figure.indicator, words)
    text = f"{course.label(words)} {newest.text}"
    layers: list[alt.Chart] = []
    labels: list[alt.Chart] = []
    if last_year:
        layers.append(_line(last_year, course, words, theme.LAST_YEAR, 2))
        name = course.label(words, years_back=1)
        place = _last_year_place(this_year, last_year, name)
        labels += outlined(last_year[-1:], theme.LAST_YEAR, place)
    if course.figure.target is not None:
        rule, name_of_rule = target_line(course.figure, _value_axis(course, words), words)
        layers.append(rule)
        labels += name_of_rule
    layers.append(_line(this_year, course, words, theme.THIS_YEAR, 3))
    place = _this_year_place(this_year, last_year, text)
    labels += outlined(this_year[-1:], theme.THIS_YEAR, place)
    return theme.themed(*layers, *labels)


def _this_year_place(this_year: list[Datum], last_year: list[Datum], text: str) -> Datum:
    """Where this year's name stands: on the side of its last point that is free."""
    newest = this_year[-1]
    before = next((d["value"] for d in last_year if d["position"] == newest["position"]), None)
    if before is None or newest["value"] >= before or newest["position"] == _MARCH:
        return {"align": "right", "dx": 4, "dy": -14, "text": text}
    return {"align": "left", "dx": 8, "dy": 14, "text": text}


def _last_year_place(this_year: list[Datum], last_year: list[Datum], text: str) -> Datum:
    """Where last year's name stands: above its end, or below where this year ends above it."""
    is_below = (
        this_year[-1]["position"] == _MARCH and this_year[-1]["value"] >= last_year[-1]["value"]
    )
    if is_below:
        return {"align": "right", "dx": 4, "dy": 26, "text": text}
    return {"align": "right", "dx": 4, "dy": -14, "text": text}


def _line(data: list[Datum], course: Course, words: Words, colour: str, width: int) -> alt.Chart:
    point = alt.OverlayMarkDef(size=36, color=colour) if width > 2 else False
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=data))
        .mark_line(strokeWidth=width, color=colour, point=point, interpolate="linear")
        .encode(x=month_axis(words), y=_value_axis(course, words), tooltip=_tooltip(words))
    )
    return chart


def target_line(figure: Figure, amount: alt.Y, words: Words) -> tuple[alt.Chart, list[alt.Chart]]:
    """The target as a level line, and its name for the left end."""
    target = figure.target or 0.0
    factor, _ = theme.axis_scale(figure.indicator, words)
    name = "target.plan" if figure.target_kind == "plan" else "target.line"
    text = words(name, value=spoken(target, figure.indicator, words).text)
    values: list[Datum] = [{"value": target * factor, "position": 0}]
    rule = (
        alt.Chart(alt.InlineData(values=values))
        .mark_rule(color=theme.TARGET, strokeWidth=1.5, strokeDash=[6, 3])
        .encode(y=amount)
    )
    place = {"align": "left", "dx": -10, "dy": -9, "text": text}
    return rule, outlined(values, theme.TARGET, place)


def outlined(values: list[Datum], colour: str, place: Datum) -> list[alt.Chart]:
    """A label with a halo in the colour of the ground, so that lines do not run through it."""
    data = alt.InlineData(values=values)
    x, y = alt.X("position:O"), alt.Y("value:Q")
    halo = alt.Chart(data).mark_text(
        **place, color=theme.GROUND, stroke=theme.GROUND, strokeWidth=4
    )
    label = alt.Chart(data).mark_text(**place, color=colour)
    return [halo.encode(x=x, y=y), label.encode(x=x, y=y)]


def _data(course: Course, points: Sequence[Point], words: Words) -> list[Datum]:
    """The points that have a value, scaled for the axis and with what a tooltip says."""
    factor, _ = theme.axis_scale(course.figure.indicator, words)
    years_back = 0 if points is course.this_year else 1
    return [
        {
            "position": point.position,
            "value": point.value * factor,
            "coverage": point.coverage,
            "month": month_label(point.position, words),
            "year": course.label(words, years_back=years_back),
            "said": spoken(point.value, course.figure.indicator, words).text,
        }
        for point in points
        if point.value is not None
    ]


def month_axis(words: Words) -> alt.X:
    """April to March; in Japanese by their numbers, which fit a narrow screen without gaps."""
    names = [
        words.pick(str(month), month_label(place, words)) for place, month in enumerate(MONTHS)
    ]
    title = words("chart.month.axis") or None
    axis = alt.Axis(
        title=title, labelAngle=0, labelExpr=f"{names}[datum.value]", labelOverlap="parity"
    )
    scale = alt.Scale(domain=list(range(12)), paddingInner=0.35, paddingOuter=0.2)
    return alt.X("position:O", scale=scale, axis=axis)


def _value_axis(course: Course, words: Words) -> alt.Y:
    """From zero, with the unit above; a figure of few has no ticks between whole numbers."""
    _, unit = theme.axis_scale(course.figure.indicator, words)
    highest = max(
        (point.value or 0.0 for point in (*course.this_year, *course.last_year)), default=0.0
    )
    return theme.amount_axis(unit, words, 0 if unit == "%" or highest > _FEW else 1)


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("year:N", title=words("chart.year")),
        alt.Tooltip("month:N", title=words("chart.month")),
        alt.Tooltip("said:N", title=words("chart.value")),
    ]
