"""What the annual report printed beside what was computed from the logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.catalogue import Indicator, indicators
from dashboards.queries.snapshot import Row, per_snapshot

if TYPE_CHECKING:
    from datetime import date, datetime

    from dashboards.queries.snapshot import Snapshot

_FIGURES = """
select
    figure_id, indicator_id, fiscal_year, event_date, kind, published_value, computed_value,
    difference, status, cause, cause_by, finding, agreed_at, late_count, corrected_count, note,
    source, anchor
from marts.reconciliation
order by fiscal_year desc, figure_id
"""


@dataclass(frozen=True)
class PrintedFigure:
    """One printed figure, of a day where it has an `event_date`; status None: shown only.

    `anchor` are the words around it in the print; `agreed_at` is when the logs last gave its value.
    """

    figure_id: str
    indicator: Indicator
    fiscal_year: int
    event_date: date | None
    kind: str
    published_value: float | None
    computed_value: float | None
    difference: float | None
    status: str | None
    cause: str | None
    cause_by: str | None
    finding: str | None
    agreed_at: datetime | None
    late_count: int | None
    corrected_count: int | None
    note: str | None
    source: str | None
    anchor: str | None


@per_snapshot
def printed_figures(snapshot: Snapshot) -> tuple[PrintedFigure, ...]:
    """All printed figures whose indicator is in the catalogue, newest year first."""
    known = indicators(snapshot)
    rows = snapshot.rows(_FIGURES)
    return tuple(
        _printed(row, known[row["indicator_id"]]) for row in rows if row["indicator_id"] in known
    )


def _printed(row: Row, indicator: Indicator) -> PrintedFigure:
    rest = {name: value for name, value in row.items() if name != "indicator_id"}
    return PrintedFigure(indicator=indicator, **rest)
