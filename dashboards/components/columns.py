"""Columns of numbers, shares, amounts and days, alike in every table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from dashboards.components.numbers import MINUS, exact, in_unit, percent, plain
from dashboards.components.periods import day_label
from dashboards.components.tables import Column

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator

T = TypeVar("T")


def number_column(label: str, read: Callable[[T], float | None], words: Words) -> Column[T]:
    """A number with at most one decimal; a dash for none."""

    def show(row: T) -> str:
        number = read(row)
        return words("number.none") if number is None else plain(round(number, 1))

    return Column(label, value=read, show=show, is_number=True)


def share_column(label: str, read: Callable[[T], float | None], words: Words) -> Column[T]:
    """A share as a percentage; a dash for none."""

    def show(row: T) -> str:
        share = read(row)
        return words("number.none") if share is None else percent(share)

    return Column(label, value=read, show=show, is_number=True)


def day_column(
    label: str, read: Callable[[T], date | None], words: Words, *, is_brief: bool = False
) -> Column[T]:
    """A day; a dash for none."""

    def show(row: T) -> str:
        day = read(row)
        return words("number.none") if day is None else day_label(day, words)

    return Column(label, value=read, show=show, is_brief=is_brief)


def amount_column(
    label: str,
    read: Callable[[T], float | None],
    indicator_of: Callable[[T], Indicator],
    words: Words,
    write: Callable[[float, Indicator], str] = exact,
) -> Column[T]:
    """A value of a row's indicator, exact and in the unit that pages show; a dash for none.

    `write` is `signed_exact` for differences.
    """

    def show(row: T) -> str:
        amount = read(row)
        return words("number.none") if amount is None else write(amount, indicator_of(row))

    return Column(
        label, value=lambda row: in_unit(read(row), indicator_of(row)), show=show, is_number=True
    )


def yen_column(
    label: str, read: Callable[[T], float | None], words: Words, sign: str = ""
) -> Column[T]:
    """Amounts in yen, with a sign where they are differences."""
    return Column(
        label,
        value=read,
        show=lambda row: yen_text(read(row), words, sign),
        is_number=True,
    )


def yen_text(amount: float | None, words: Words, sign: str = "") -> str:
    """An amount to the yen, ▲ before what is below zero in Japanese, as statements are printed."""
    if amount is None:
        return words("number.none")
    if amount < 0:
        return words.pick("▲", MINUS) + plain(-amount)
    return (sign if amount > 0 else "") + plain(amount)
