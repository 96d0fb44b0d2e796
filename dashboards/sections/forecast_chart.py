"""The chart of a forecast: the year so far, a usual year's pace, the target, the year's end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from dashboards.components import chart_theme as theme
from dashboards.components.charts import month_axis, outlined, target_line
from dashboards.components.numbers import spoken
from dashboards.components.periods import month_label
from dashboards.sections.target_table import interval_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure
    from dashboards.queries.outlook import Outlook

Datum = dict[str, Any]
_MARCH = 11


def forecast_chart(figure: Figure, course: Sequence[Outlook], words: Words) -> alt.LayerChart:
    """The value as a line, a usual year's pace dashed, the forecast as an interval at the end."""
    factor, unit = theme.axis_scale(figure.indicator, words)
    so_far = [_datum(one, one.value_to_date, figure, words, factor) for one in course]
    usual = [
        _datum(one, one.expected_to_date, figure, words, factor)
        for one in course
        if one.expected_to_date is not None
    ]
    y = theme.amount_axis(unit, words)
    x = month_axis(words)
    layers: list[alt.Chart] = []
    labels: list[alt.Chart] = []
    if usual and not figure.is_complete:
        layers.append(
            alt.Chart(alt.InlineData(values=usual))
            .mark_line(color=theme.LAST_YEAR, strokeDash=[3, 3], strokeWidth=2)
            .encode(x=x, y=y)
        )
    if figure.target is not None:
        rule, name = target_line(figure, y, words)
        layers.append(rule)
        labels += name
    layers.append(
        alt.Chart(alt.InlineData(values=so_far))
        .mark_line(color=theme.THIS_YEAR, strokeWidth=3, point=alt.OverlayMarkDef(size=36))
        .encode(x=x, y=y, tooltip=_tooltip(words))
    )
    newest = course[-1]
    if newest.forecast is not None and not figure.is_complete:
        ends, name = _year_end(figure, newest, words, factor)
        layers += ends
        labels += name
    return theme.themed(*layers, *labels)


def _year_end(
    figure: Figure, newest: Outlook, words: Words, factor: float
) -> tuple[list[alt.Chart], list[alt.Chart]]:
    """The forecast at the year's end as a point on its interval, joined to today, and its label."""
    forecast = newest.forecast or 0.0
    end: Datum = {
        "position": _MARCH,
        "value": forecast * factor,
        "low": (forecast if newest.forecast_low is None else newest.forecast_low) * factor,
        "high": (forecast if newest.forecast_high is None else newest.forecast_high) * factor,
    }
    today: Datum = {"position": newest.position, "value": (newest.value_to_date or 0.0) * factor}
    x = alt.X("position:O")
    way = (
        alt.Chart(alt.InlineData(values=[today, end]))
        .mark_line(color=theme.THIS_YEAR, strokeDash=[2, 4], strokeWidth=2)
        .encode(x=x, y=alt.Y("value:Q"))
    )
    place = alt.Chart(alt.InlineData(values=[end]))
    interval = place.mark_rule(color=theme.THIS_YEAR_PARTIAL, strokeWidth=8, strokeCap="round")
    point = place.mark_point(color=theme.THIS_YEAR, filled=True, size=80, opacity=1)
    drawn = [
        way,
        interval.encode(x=x, y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        point.encode(x=x, y=alt.Y("value:Q")),
    ]
    text = words("forecast.label", value=interval_text(newest, figure.indicator, words))
    label = {"align": "right", "dx": 8, "dy": 20, "text": text}
    bottom = {"position": _MARCH, "value": end["low"]}
    return drawn, outlined([bottom], theme.THIS_YEAR, label)


def _datum(one: Outlook, value: float | None, figure: Figure, words: Words, factor: float) -> Datum:
    known = value or 0.0
    return {
        "position": one.position,
        "value": known * factor,
        "month": month_label(one.position, words),
        "said": spoken(known, figure.indicator, words).text,
    }


def _tooltip(words: Words) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("month:N", title=words("chart.month")),
        alt.Tooltip("said:N", title=words("chart.value")),
    ]
