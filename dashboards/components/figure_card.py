"""A figure as a card: name, value with unit, target and how far, last year to the same day, status.

The data attributes say which figure of the mart a card shows, for tests and for assistive tools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.links import evidence_address
from dashboards.components.markup import Html, join, tag
from dashboards.components.numbers import percent, plain, signed, signed_exact, spoken, unit_name
from dashboards.components.status import absence, coverage_word, status_chip
from dashboards.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure


def cards(figures: Iterable[tuple[Figure, str | None]], words: Words) -> Html:
    """Cards side by side, wrapping; each with the address that leads to more of it, if any."""
    return tag("div", *(card(figure, words, link) for figure, link in figures), class_="cards")


def card(figure: Figure, words: Words, link: str | None = None, note: Html | None = None) -> Html:
    """One figure as a card, with the address that leads to more of it and a note, if any."""
    origin = tag("a", words("card.evidence"), href=evidence_of(figure, words))
    return plain_card(figure, words, link, join(note, tag("p", origin, class_="card-more")))


def plain_card(
    figure: Figure, words: Words, link: str | None = None, note: Html | None = None
) -> Html:
    """A card that does not lead to where its figure comes from: it stands there."""
    indicator = figure.indicator
    name = words.name(indicator)
    return tag(
        "article",
        tag("h3", tag("a", name, href=link) if link else name, class_="card-name"),
        tag("p", value_text(figure, words), status_chip(figure, words), class_="card-value"),
        progress_bar(figure, words),
        facts(figure, words),
        note,
        class_="card",
        title=words.pick(indicator.definition_ja, indicator.definition_en),
        data_indicator=indicator.indicator_id,
        data_value=figure.value,
    )


def evidence_of(figure: Figure, words: Words) -> str:
    """Where a figure's definition and rows are."""
    return evidence_address(figure.indicator.indicator_id, Period(figure.fiscal_year), words)


def value_text(figure: Figure, words: Words) -> Html:
    """The value large with its unit, the exact one small beside it; a word for none."""
    if figure.value is None:
        return tag("span", absence(figure, words), class_="absent")
    value = spoken(figure.value, figure.indicator, words)
    return tag(
        "span",
        tag("span", value.number, class_="number"),
        tag("span", value.unit, class_="unit"),
        tag("span", words("number.aside", text=value.exact), class_="exact")
        if value.exact
        else None,
        class_="reading",
    )


def progress_bar(figure: Figure, words: Words) -> Html | None:
    """How much of the target is reached, with a mark where a usual year stands on this day."""
    if figure.achievement is None or not figure.target:
        return None
    reached = min(max(figure.achievement, 0), 1) * 100
    label = words("card.reached", share=percent(figure.achievement))
    mark = None
    if figure.expected_to_date is not None and not figure.is_complete:
        place = min(max(figure.expected_to_date / figure.target, 0), 1) * 100
        mark = tag("span", class_="bar-mark", style=f"left:{place:.1f}%")
        usual = spoken(round(figure.expected_to_date), figure.indicator, words).text
        label += words("card.usual", value=usual)
    fill = tag("span", class_="bar-fill", style=f"width:{reached:.1f}%")
    return tag("div", fill, mark, class_="bar", role="img", aria_label=label, title=label)


def facts(figure: Figure, words: Words) -> Html:
    """Target, achievement, last year to the same day and coverage as a list of terms."""
    return tag(
        "dl",
        _fact(words("card.target"), target_text(figure, words)),
        _fact(words("card.achievement"), _share(figure), "off-paper"),
        _fact(words("card.previous"), previous_text(figure, words)),
        _fact(words("card.coverage"), coverage_word(figure, words)),
        class_="facts",
    )


def target_text(figure: Figure, words: Words) -> str:
    """The target with its condition (1,000件超), a plan called a plan, or 目標なし."""
    if figure.target is None:
        return words("status.no_target")
    value = spoken(figure.target, figure.indicator, words).text
    if figure.target_kind == "plan":
        return words("target.plan", value=value)
    return words(f"target.{figure.comparison or 'at_least'}", value=value)


def previous_text(figure: Figure, words: Words) -> str:
    """Last year to the same day, with the difference."""
    if figure.previous is None:
        return words("number.none")
    value = spoken(figure.previous, figure.indicator, words).text
    if figure.change is None:
        return value
    is_grouped = spoken(figure.change, figure.indicator, words).exact is not None
    change = (
        signed(figure.change, figure.indicator, words)
        if is_grouped
        else signed_exact(figure.change, figure.indicator)
    )
    return value + words("number.aside", text=change)


def count_cards(counts: Iterable[tuple[str, int, str]], words: Words) -> Html:
    """Plain counts as small cards: a name, a number, its unit."""
    return tag(
        "div",
        *(
            tag(
                "article",
                tag("h3", words(key), class_="card-name"),
                tag(
                    "p",
                    tag("span", plain(number), class_="number"),
                    tag("span", unit, class_="unit"),
                    class_="card-value",
                ),
                class_="card card-count",
                data_count=key,
                data_value=number,
            )
            for key, number, unit in counts
        ),
        class_="cards cards-count",
    )


def definition_list(figures: Iterable[Figure], words: Words) -> Html:
    """Each figure's name, unit and definition."""
    return tag(
        "dl",
        *(
            join(
                tag(
                    "dt",
                    words.name(figure.indicator)
                    + words("number.aside", text=unit_name(figure.indicator, words)),
                ),
                tag(
                    "dd",
                    words.pick(figure.indicator.definition_ja, figure.indicator.definition_en),
                ),
            )
            for figure in figures
        ),
        class_="definitions",
    )


def _fact(term: str, value: str | None, kind: str | None = None) -> Html | None:
    if value is None:
        return None
    return tag("div", tag("dt", term), tag("dd", value), class_=kind)


def _share(figure: Figure) -> str | None:
    return None if figure.achievement is None else percent(figure.achievement)
