"""Where a figure comes from: its definition, its months, its members, the delivered rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components import frame
from dashboards.components.breakdown import breakdown_block
from dashboards.components.filters import choose
from dashboards.queries.catalogue import indicators
from dashboards.registry import ANSWER_INDICATOR
from dashboards.sections.comments import comments_section
from dashboards.sections.evidence_answer import answer_section
from dashboards.sections.evidence_months import months_section
from dashboards.sections.evidence_rows import rows_section

if TYPE_CHECKING:
    from dashboards.components.visit import Visit
    from dashboards.queries.catalogue import Indicator


def show() -> None:
    """The whole page; an audience without rows sees definition, months and totals."""
    visit = frame.current_visit()
    words = visit.words
    with frame.filter_bar(words):
        indicator = _chosen(visit)
        period = frame.period_filter(visit)
    frame.particulars(visit, period)
    answer_section(visit, indicator, period)
    months_section(visit, indicator, period)
    frame.section(words("breakdown.section"), words("evidence.breakdown.text"))
    breakdown_block(visit, indicator, period)
    rows_section(visit, indicator, period)
    comments_section(visit, indicator, period.fiscal_year)


def _chosen(visit: Visit) -> Indicator:
    words = visit.words
    known = indicators(visit.snapshot)
    order = sorted(known, key=lambda name: name != ANSWER_INDICATOR)
    name = choose(
        "indicator",
        words("chart.name"),
        order,
        lambda name: words.name(known[name]),
        memory="indicator_evidence",
    )
    return known[name]


if __name__ == "__main__":
    show()
