"""The one look of all charts: colours with fixed meanings, type, few grid lines.

Blue is the year shown, grey last year, black the target, on every page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator

THIS_YEAR = "#0017C1"
THIS_YEAR_PARTIAL = "#7096F8"
LAST_YEAR = "#767680"
TARGET = "#1A1A1C"
GROUND = "#FFFFFF"
_QUIET = "#595960"
_FONT = "'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'BIZ UDPGothic', Meiryo, sans-serif"
HEIGHT = 280

_CONFIG: dict[str, Any] = {
    "background": GROUND,
    "font": _FONT,
    "view": {"stroke": None},
    "padding": {"left": 4, "right": 12, "top": 26, "bottom": 4},
    "axis": {
        "labelFontSize": 13,
        "labelColor": _QUIET,
        "titleFontSize": 13,
        "titleColor": _QUIET,
        "titleFontWeight": "normal",
        "domainColor": "#B4B4B8",
        "tickColor": "#B4B4B8",
        "grid": False,
        "labelPadding": 6,
    },
    "axisY": {
        "grid": True,
        "gridColor": "#E6E6E9",
        "domain": False,
        "ticks": False,
        "tickCount": 4,
    },
    "text": {"fontSize": 13, "fontWeight": 600},
}


def themed(*layers: alt.Chart) -> alt.LayerChart:
    """Layers as one chart in the common look, as wide as its place."""
    chart = alt.LayerChart(layer=list(layers), config=alt.Config(**_CONFIG))
    return chart.properties(width="container", height=HEIGHT)


def axis_scale(indicator: Indicator, words: Words) -> tuple[float, str]:
    """What values are multiplied by for an axis, and the unit the axis then has."""
    if indicator.unit == "ratio":
        return 100.0, "%"
    if indicator.unit == "percent":
        return 1.0, "%"
    if indicator.unit == "yen":
        return (1e-4, "万円") if words.language == "ja" else (1e-6, "million yen")
    return 1.0, words.pick(indicator.unit_ja, indicator.unit_en)


def amount_axis(unit: str, words: Words, smallest_step: int = 0) -> alt.Y:
    """Amounts from zero, with their unit above; ticks are at least the smallest step apart."""
    axis = alt.Axis(
        title=words("number.aside", text=unit).strip(),
        titleAngle=0,
        titleAlign="left",
        titleY=-18,
        titleX=-34,
        tickMinStep=smallest_step,
    )
    return alt.Y("value:Q", scale=alt.Scale(zero=True, nice=True), axis=axis)
