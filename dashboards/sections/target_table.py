"""Every figure with a target: where it stands, where it is heading, what each week must bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.figure_table import (
    coverage_column,
    standing_columns,
    status_column,
)
from dashboards.components.links import evidence_address
from dashboards.components.markup import tag
from dashboards.components.numbers import exact, in_unit, spoken
from dashboards.components.tables import Column, Table
from dashboards.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator
    from dashboards.queries.figures import Figure
    from dashboards.queries.outlook import Outlook


def target_table(
    figures: Sequence[Figure], outlook: Mapping[str, Outlook], visit: Visit, fiscal_year: int
) -> Table[Figure]:
    """The figures in the order given, with target, forecast and what is needed."""
    words = visit.words
    return Table(
        key="targets",
        caption=words("targets.answers"),
        columns=[
            _name(words),
            status_column(words),
            *standing_columns(words),
            *_heading_for(outlook, words),
            coverage_column(words),
        ],
        rows=figures,
        file_name=f"targets_{fiscal_year}_{visit.snapshot.as_of:%Y%m%d}",
        notes=[
            (words("targets.interval"), words("targets.interval.text")),
            (words("targets.needed"), words("targets.needed.text")),
        ],
    )


def interval_text(outlook: Outlook | None, indicator: Indicator, words: Words) -> str:
    """The forecast with its interval: 1,383件（1,332–1,433）."""
    if outlook is None or outlook.forecast is None:
        return words("number.none")
    value = whole(outlook.forecast, indicator)
    text = spoken(value, indicator, words).text
    if outlook.forecast_low is None or outlook.forecast_high is None:
        return text
    low, high = (
        exact(whole(end, indicator), indicator)
        for end in (outlook.forecast_low, outlook.forecast_high)
    )
    return text if low == high else text + words("number.aside", text=f"{low}–{high}")


def needed_text(outlook: Outlook | None, indicator: Indicator, words: Words) -> str:
    """What each week left must add to reach the target; nothing once it is met."""
    if outlook is None or outlook.required_per_week is None:
        return words("number.none")
    return words(
        "targets.per_week",
        value=spoken(round(outlook.required_per_week, 1), indicator, words).text,
    )


def whole(value: float, indicator: Indicator) -> float:
    """A forecast as it is said: nobody counts half a case; shares keep their decimals."""
    return value if indicator.unit in {"ratio", "percent"} else float(round(value))


def _name(words: Words) -> Column[Figure]:
    return Column(
        words("chart.name"),
        value=lambda figure: words.name(figure.indicator),
        show=lambda figure: tag(
            "a",
            words.name(figure.indicator),
            href=evidence_address(figure.indicator.indicator_id, Period(figure.fiscal_year), words),
        ),
    )


def _heading_for(outlook: Mapping[str, Outlook], words: Words) -> list[Column[Figure]]:
    def of(figure: Figure) -> Outlook | None:
        return outlook.get(figure.indicator.indicator_id)

    def forecast(figure: Figure) -> float | None:
        known = of(figure)
        return in_unit(known.forecast, figure.indicator) if known else None

    def needed(figure: Figure) -> float | None:
        known = of(figure)
        return known.required_per_week if known else None

    return [
        Column(
            words("targets.interval"),
            value=forecast,
            show=lambda figure: interval_text(of(figure), figure.indicator, words),
            is_number=True,
        ),
        Column(
            words("targets.needed"),
            value=needed,
            show=lambda figure: needed_text(of(figure), figure.indicator, words),
            is_number=True,
        ),
    ]
