"""Why a printed figure and the logs differ, in words: what a person noted, what the data shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.numbers import plain
from dashboards.components.periods import day_label

if TYPE_CHECKING:
    from dashboards.i18n import Words
    from dashboards.queries.reconciliation import PrintedFigure


def cause_text(figure: PrintedFigure, words: Words) -> str | None:
    """Cause, note, and what deliveries and print show; None where nothing needs explaining."""
    told = (_cause(figure, words), figure.note, _finding(figure, words))
    return words("cause.between").join(part for part in told if part) or None


def _cause(figure: PrintedFigure, words: Words) -> str | None:
    if figure.cause is None:
        return None
    by = words.term("cause_by", figure.cause_by) if figure.cause_by else ""
    return words.term("difference_cause", figure.cause) + by


def _finding(figure: PrintedFigure, words: Words) -> str | None:
    """What was worked out, with its counts where the figure changed since the print."""
    if figure.finding is None:
        return None
    text = words.term("finding", figure.finding)
    if figure.finding == "changed_since" and figure.agreed_at is not None:
        text += words(
            "finding.since",
            day=day_label(figure.agreed_at, words),
            late=plain(figure.late_count or 0),
            corrected=plain(figure.corrected_count or 0),
        )
    return text
