"""What was published when, and every time readers were shown something else, with the reason."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from dashboards.components import frame
from dashboards.components.columns import day_column, number_column
from dashboards.components.periods import moment_label
from dashboards.components.tables import Column, Table, show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.i18n import Words
    from dashboards.queries.operations import Event, PublishedSnapshot


def published_section(snapshots: Sequence[PublishedSnapshot], words: Words) -> None:
    """The snapshots there are, newest first, the one that readers see marked."""
    frame.section(words("operations.published"), words("operations.published.text"))
    table = Table(
        key="snapshots",
        caption=words("operations.published"),
        columns=[
            Column(words("meta.snapshot"), value=lambda one: one.snapshot_id),
            Column(
                words("meta.published_at"),
                value=lambda one: one.published_at,
                show=lambda one: moment_label(datetime.fromisoformat(one.published_at), words),
            ),
            day_column(words("meta.as_of"), lambda one: date.fromisoformat(one.as_of), words),
            number_column(words("operations.files"), lambda one: one.files, words),
            Column(words("operations.kind"), value=lambda one: _kind(one, words)),
        ],
        rows=snapshots,
        file_name="snapshots",
        row_class=lambda one: "total" if one.is_current else None,
    )
    show_table(table, words)


def _kind(one: PublishedSnapshot, words: Words) -> str:
    """Whether readers see it, or it was made of a past day beside what they see."""
    if one.is_current:
        return words("operations.current")
    if one.requested_as_of:
        return words("operations.of_a_day")
    return words("operations.earlier")


def journal_section(events: Sequence[Event], words: Words) -> None:
    """Publications, rollbacks, resumptions, closed years: when, who, why."""
    frame.section(words("operations.journal"), words("operations.journal.text"))
    table = Table(
        key="journal",
        caption=words("operations.journal"),
        columns=[
            Column(
                words("operations.moment"),
                value=lambda event: event.at,
                show=lambda event: moment_label(datetime.fromisoformat(event.at), words),
            ),
            Column(words("operations.event"), value=lambda event: words.term("event", event.event)),
            Column(words("meta.snapshot"), value=lambda event: event.snapshot_id),
            Column(words("operations.reason"), value=lambda event: event.reason or None),
            Column(words("operations.by"), value=lambda event: event.by or None),
        ],
        rows=events,
        file_name="journal",
    )
    show_table(table, words)
