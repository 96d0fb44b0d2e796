"""Taking a chart away as a picture: buttons that save what is drawn, as PNG or SVG.

The reader's own browser makes the picture (`static/tools.js`): same fonts, no service, no network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.markup import tag
from dashboards.components.provenance import source_line

if TYPE_CHECKING:
    from dashboards.components.visit import Visit

FORMATS = ("png", "svg")


def chart_actions(visit: Visit, title: str, file_name: str) -> None:
    """The buttons under a chart; the picture bears the chart's title and its source."""
    words = visit.words
    buttons = (
        tag(
            "button",
            words(f"chart.save.{kind}"),
            type="button",
            class_="tool",
            aria_label=words("chart.save.label", title=title, format=kind.upper()),
            data_save=kind,
            data_title=title,
            data_source=source_line(visit),
            data_file=f"{file_name}_{visit.snapshot.as_of:%Y%m%d}.{kind}",
        )
        for kind in FORMATS
    )
    st.html(tag("p", *buttons, class_="tools off-paper"))
