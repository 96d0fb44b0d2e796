"""What the annual report printed beside what was computed from the logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.catalogue import Indicator, indicators
from dashboards.queries.snapshot import Row, per_snapshot

if TYPE_CHECKING:
    from datetime import date

    from dashboards.queries.snapshot import Snapshot

_FIGURES = """
select
    figure_id, indicator_id, fiscal_year, event_date, kind, published_value, computed_value,
    difference, status, cause, note
from marts.reconciliation
order by fiscal_year desc, figure_id
"""


@dataclass(frozen=True)
class PrintedFigure:
    """One printed figure, of a day where it has an `event_date`; status None: shown only."""

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
    note: str | None


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
