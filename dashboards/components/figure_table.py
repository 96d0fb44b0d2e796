"""All figures of a page as one table, and what of it is taken away as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.columns import amount_column, share_column
from dashboards.components.figure_card import target_text
from dashboards.components.links import figure_address
from dashboards.components.markup import tag
from dashboards.components.numbers import exact, in_unit, signed_exact, unit_name
from dashboards.components.periods import fiscal_year_label
from dashboards.components.status import (
    STATUSES,
    absence,
    coverage_word,
    status_chip,
    status_word,
)
from dashboards.components.tables import Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboards.components.downloads import Note
    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator
    from dashboards.queries.figures import Figure


def figure_table(figures: Sequence[Figure], visit: Visit, key: str, caption: str) -> Table[Figure]:
    """The figures with unit, target, last year, status and coverage, a row each."""
    words = visit.words
    return Table(
        key=key,
        caption=caption,
        columns=[
            *_naming(visit),
            *standing_columns(words),
            *_last_year(words),
            status_column(words),
            coverage_column(words),
            *_only_exported(visit),
        ],
        rows=figures,
        file_name=f"{key}_{visit.snapshot.as_of:%Y%m%d}",
        row_class=lambda figure: "part" if figure.indicator.whole_id else None,
        notes=[_definition(figure, words) for figure in figures],
    )


def _definition(figure: Figure, words: Words) -> Note:
    """An indicator's name with its unit, and what it counts."""
    indicator = figure.indicator
    unit = words("number.aside", text=unit_name(indicator, words))
    return words.name(indicator) + unit, words.pick(
        indicator.definition_ja, indicator.definition_en
    )


def _naming(visit: Visit) -> list[Column[Figure]]:
    words = visit.words
    return [
        Column(
            words("chart.name"),
            value=lambda figure: words.name(figure.indicator),
            show=lambda figure: tag(
                "a",
                words.name(figure.indicator),
                href=figure_address(figure, words),
            ),
        )
    ]


def standing_columns(words: Words) -> list[Column[Figure]]:
    """Where a figure stands: value, unit, target, achievement."""
    return [
        Column(
            words("chart.value"),
            value=lambda figure: in_unit(figure.value, figure.indicator),
            show=lambda figure: (
                absence(figure, words)
                if figure.value is None
                else exact(figure.value, figure.indicator)
            ),
            is_number=True,
        ),
        Column(
            words("table.unit"),
            value=lambda figure: unit_name(figure.indicator, words),
            is_brief=True,
        ),
        Column(
            words("card.target"),
            value=lambda figure: in_unit(figure.target, figure.indicator),
            show=lambda figure: (
                words("number.none") if figure.target is None else target_text(figure, words)
            ),
            is_number=True,
        ),
        share_column(words("card.achievement"), lambda figure: figure.achievement, words),
    ]


def status_column(words: Words) -> Column[Figure]:
    """The status, marked 暫定 on page and in file; sorted from achieved to not assessable."""
    return Column(
        words("card.status"),
        value=lambda figure: status_word(figure, words),
        show=lambda figure: status_chip(figure, words) or words("number.none"),
        order=_status_place,
    )


def coverage_column(words: Words) -> Column[Figure]:
    """How far the desk's deliveries reach."""
    return Column(
        words("card.coverage"), value=lambda figure: coverage_word(figure, words), is_brief=True
    )


def _last_year(words: Words) -> list[Column[Figure]]:
    previous, change = words("card.previous"), words("table.change")
    return [
        amount_column(previous, lambda figure: figure.previous, _indicator, words),
        amount_column(change, lambda figure: figure.change, _indicator, words, signed_exact),
    ]


def _indicator(figure: Figure) -> Indicator:
    return figure.indicator


def _only_exported(visit: Visit) -> list[Column[Figure]]:
    """What a file needs to be understood without the page."""
    words, snapshot = visit.words, visit.snapshot
    return [
        Column(
            words("meta.fiscal_year"),
            value=lambda figure: fiscal_year_label(figure.fiscal_year, words),
            is_shown=False,
        ),
        Column(words("meta.as_of"), value=lambda _: snapshot.as_of.isoformat(), is_shown=False),
        Column(words("meta.snapshot"), value=lambda _: snapshot.snapshot_id, is_shown=False),
    ]


def _status_place(figure: Figure) -> float | None:
    """Statuses in the order from achieved to not assessable."""
    return None if figure.status not in STATUSES else float(STATUSES.index(figure.status))
