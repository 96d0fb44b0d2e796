"""Which figures a page shows first, which below, which it folds away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dashboards.queries.catalogue import Programme
    from dashboards.queries.figures import Figure

MOST_ANSWERS = 6
_FILL_UP_TO = 4
_MOST_COMPARED = 15


@dataclass(frozen=True)
class Selection:
    """Figures of programmes that run in the year, and of those that do not."""

    running: tuple[Figure, ...]
    folded: tuple[Figure, ...]


def by_programme_life(figures: Iterable[Figure], programmes: Mapping[str, Programme]) -> Selection:
    """Split figures by whether a programme of theirs runs in their year."""
    chosen = tuple(figures)
    running = tuple(figure for figure in chosen if _runs(figure, programmes))
    return Selection(running, tuple(figure for figure in chosen if figure not in running))


def answers(figures: Sequence[Figure]) -> list[Figure]:
    """The figures that answer a page's question: headlines, then the next most telling."""
    ranked = sorted(figures, key=_rank)
    headlines = sum(figure.indicator.is_headline for figure in ranked)
    return ranked[: min(MOST_ANSWERS, max(_FILL_UP_TO, headlines))]


def comparable(figures: Iterable[Figure], chosen: Figure) -> list[Figure]:
    """Figures counted like the chosen one, of one programme each and no parts, largest first.

    Beside a total over some programmes stand the figures of those programmes only.
    """
    total = chosen.indicator.programme_ids if len(chosen.indicator.programme_ids) > 1 else ()
    alike = (
        figure
        for figure in figures
        if figure.indicator.counting == chosen.indicator.counting
        and (not total or set(figure.indicator.programme_ids) <= set(total))
        and figure.value is not None
        and figure.indicator.whole_id is None
        and len(figure.indicator.programme_ids) == 1
    )
    return sorted(alike, key=lambda figure: -(figure.value or 0))[:_MOST_COMPARED]


def _runs(figure: Figure, programmes: Mapping[str, Programme]) -> bool:
    its = [programmes[name] for name in figure.indicator.programme_ids if name in programmes]
    return not its or any(programme.runs_in(figure.fiscal_year) for programme in its)


def _rank(figure: Figure) -> tuple[bool, ...]:
    """Headlines first, the foundation's totals before others; then targets, wholes, values."""
    return (
        not figure.indicator.is_headline,
        figure.indicator.missions != (0,),
        figure.target is None,
        figure.indicator.whole_id is not None,
        figure.value is None,
    )
