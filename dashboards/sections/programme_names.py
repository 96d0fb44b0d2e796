"""A programme's name in a table, where rows carry its code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from dashboards.components.tables import Column
from dashboards.queries.catalogue import programmes

if TYPE_CHECKING:
    from dashboards.components.visit import Visit


class OfProgramme(Protocol):
    """A row that names a programme."""

    @property
    def programme_id(self) -> str | None:
        """Its code; None for all together."""


T = TypeVar("T", bound=OfProgramme)


def programme_name(visit: Visit, programme_id: str | None) -> str:
    """The reader's name of a programme; the code where the catalogue does not know it."""
    known = programmes(visit.snapshot).get(programme_id or "")
    return visit.words.name(known) if known else programme_id or ""


def programme_column(visit: Visit) -> Column[T]:
    """The column with the programme's name."""
    return Column(
        visit.words("filter.programme"), value=lambda row: programme_name(visit, row.programme_id)
    )
