"""Programmes that do not run in the year shown: folded away, with what followed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components.markup import Html, tag
from dashboards.components.periods import short_year_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Programme
    from dashboards.queries.figures import Figure


def folded_programmes(
    figures: Iterable[Figure], programmes: Mapping[str, Programme], words: Words
) -> None:
    """The programmes of these figures in a fold; nothing where there are none."""
    folded = folded_list(figures, programmes, words)
    if folded is not None:
        st.html(folded)


def folded_list(
    figures: Iterable[Figure], programmes: Mapping[str, Programme], words: Words
) -> Html | None:
    """As `folded_programmes`, as markup."""
    ids = dict.fromkeys(name for figure in figures for name in figure.indicator.programme_ids)
    known = [programmes[name] for name in ids if name in programmes]
    if not known:
        return None
    items = (tag("li", _life(programme, programmes, words)) for programme in known)
    title = tag("summary", words("folded.title", count=len(known)))
    return tag("details", title, tag("ul", *items), class_="fold")


def _life(programme: Programme, programmes: Mapping[str, Programme], words: Words) -> str:
    """A programme's name, its years, and its successor's name."""
    text = words.name(programme)
    if programme.from_fiscal_year is not None:
        text += words("folded.from", year=short_year_label(programme.from_fiscal_year, words))
    if programme.to_fiscal_year is not None:
        text += words("folded.to", year=short_year_label(programme.to_fiscal_year, words))
    successor = programmes.get(programme.followed_by or "")
    if successor is not None:
        name = words.name(successor)
        text += words("folded.followed_by", name=name)
    return text
