"""Members side by side: level bars from zero, last year as a mark, the value behind both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from dashboards.components import chart_theme as theme
from dashboards.components.numbers import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words
    from dashboards.queries.breakdown import Member
    from dashboards.queries.catalogue import Indicator

MOST_MEMBERS = 12
_ROW = 30
_LONGEST_NAME = 150
_LABEL_GAP = 8
_WIDE_SIGN, _NARROW_SIGN = 13, 8


def member_chart(members: Sequence[Member], indicator: Indicator, words: Words) -> alt.LayerChart:
    """The largest members as bars in the order given; the table below has all of them."""
    factor, _ = theme.axis_scale(indicator, words)
    data: list[dict[str, Any]] = [
        {
            "name": words.name(one),
            "value": (one.value or 0.0) * factor,
            "before": None if one.before is None else one.before * factor,
            "end": max(one.value or 0.0, one.before or 0.0) * factor,
            "said": spoken(one.value or 0.0, indicator, words).text,
        }
        for one in members[:MOST_MEMBERS]
    ]
    highest = max(row["end"] for row in data) or 1.0
    room = _LABEL_GAP + max(_width(row["said"]) for row in data)
    base = alt.Chart(alt.InlineData(values=data)).encode(
        y=alt.Y(
            "name:N",
            sort=None,
            axis=alt.Axis(
                title=None, domain=False, ticks=False, grid=False, labelLimit=_LONGEST_NAME
            ),
        ),
        tooltip=[
            alt.Tooltip("name:N", title=words("breakdown.member")),
            alt.Tooltip("said:N", title=words("chart.value")),
        ],
    )
    scale = alt.Scale(
        domain=[0, highest], range=[0, alt.ExprRef(f"max(0, width - {room})")], nice=False
    )
    bars = base.mark_bar(color=theme.THIS_YEAR, height={"band": 0.62}).encode(
        x=alt.X("value:Q", scale=scale, axis=None)
    )
    labels = base.mark_text(align="left", dx=_LABEL_GAP, fontWeight=400, color=theme.TARGET).encode(
        x=alt.X("end:Q", scale=scale, axis=None), text="said:N"
    )
    layers = [bars, *_marks(base, scale, data), labels]
    return theme.themed(*layers).properties(height=max(2, len(data)) * _ROW)


def _width(said: str) -> int:
    """The room that a label takes beside its bar, in pixels."""
    return sum(_WIDE_SIGN if ord(sign) > 0x2E7F else _NARROW_SIGN for sign in said)


def _marks(base: alt.Chart, scale: alt.Scale, data: list[dict[str, Any]]) -> list[alt.Chart]:
    """An upright mark where the same months of last year stood, edged so that it shows on a bar."""
    if all(row["before"] is None for row in data):
        return []
    x = alt.X("before:Q", scale=scale, axis=None)
    return [
        base.mark_tick(orient="vertical", thickness=width, color=colour, opacity=1).encode(x=x)
        for width, colour in ((5, theme.GROUND), (3, theme.LAST_YEAR))
    ]
