"""Sessions that are still to come, and the places that are left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components import frame
from dashboards.components.columns import day_column, number_column
from dashboards.components.periods import day_label
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.sessions import ComingSession, coming_sessions
from dashboards.sections.programme_names import programme_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.family_page import Scope


def coming_section(scope: Scope) -> None:
    """The next sessions first; in the foundation's file only."""
    if not scope.visit.snapshot.sees_rows:
        return
    words = scope.words
    day = day_label(scope.visit.snapshot.as_of, words)
    frame.section(words("coming.title"), words("coming.text", day=day))
    show_table(_table(coming_sessions(scope.visit.snapshot, scope.programme), scope), words)


def _table(rows: Sequence[ComingSession], scope: Scope) -> Table[ComingSession]:
    words = scope.words
    return Table(
        key="coming",
        caption=words("coming.title"),
        columns=[
            Column(words("coming.name"), value=lambda one: one.title or one.session_id),
            day_column(words("coming.day"), lambda one: one.started_on, words, is_brief=True),
            programme_column(scope.visit),
            Column(
                words("coming.format"),
                value=lambda one: words.pick(one.format_ja, one.format_en),
                is_brief=True,
            ),
            Column(words("coming.venue"), value=lambda one: one.venue),
            number_column(words("coming.capacity"), lambda one: one.capacity, words),
            number_column(words("coming.registered"), lambda one: one.registered_count, words),
            number_column(words("coming.left"), lambda one: one.places_left_count, words),
            Column(
                words("card.status"),
                value=lambda one: words.term("places", one.state),
                show=lambda one: chip("places", one.state, words),
            ),
        ],
        rows=rows,
        file_name=f"coming_sessions_{scope.visit.snapshot.as_of:%Y%m%d}",
    )
