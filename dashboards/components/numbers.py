"""Numbers as people say them: separators, 万 and 億 with the exact value beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.i18n import Words
    from dashboards.queries.catalogue import Indicator

_SHARES = {"ratio": 100.0, "percent": 1.0}
_SPOKEN_FROM = {"yen": 10_000}
_SPOKEN_FROM_OTHERS = 1_000_000
_MAN, _OKU = 10_000, 100_000_000
MINUS = "−"


@dataclass(frozen=True)
class Spoken:
    """A value to be read: number, unit, and the exact value where the number is rounded."""

    number: str
    unit: str
    exact: str | None = None

    @property
    def text(self) -> str:
        """Number and unit in one."""
        gap = " " if self.unit[:1].isascii() and self.unit[:1].isalpha() else ""
        return f"{self.number}{gap}{self.unit}"


def unit_name(indicator: Indicator, words: Words) -> str:
    """The unit in the reader's language; shares are shown in percent."""
    if indicator.unit in _SHARES:
        return "%"
    return words.pick(indicator.unit_ja, indicator.unit_en)


def plain(value: float, decimals: int | None = None) -> str:
    """A number with separators; unless told, one decimal where it is not whole."""
    places = (0 if float(value).is_integer() else 1) if decimals is None else decimals
    return f"{value:,.{places}f}".replace("-", MINUS)


def in_unit(value: float | None, indicator: Indicator) -> float | None:
    """A mart's value in the unit that pages show: ratios in percent, the others as they are."""
    factor = _SHARES.get(indicator.unit, 1.0)
    return value if value is None or factor == 1.0 else round(value * factor, 6)


def exact(value: float, indicator: Indicator) -> str:
    """The value without grouping into 万: for tables, where the unit has a column of its own."""
    if indicator.unit in _SHARES:
        return plain(value * _SHARES[indicator.unit], 1)
    return plain(value)


def spoken(value: float, indicator: Indicator, words: Words) -> Spoken:
    """The value as it is said aloud, with its exact form where that differs."""
    unit = unit_name(indicator, words)
    written = Spoken(exact(value, indicator), unit)
    is_large = abs(value) >= _SPOKEN_FROM.get(indicator.unit, _SPOKEN_FROM_OTHERS)
    if indicator.unit in _SHARES or not is_large:
        return written
    if words.language == "ja":
        number, scale = _in_man(value)
        return Spoken(number, f"{scale}{unit}", written.text)
    if abs(value) < _SPOKEN_FROM_OTHERS:
        return written
    return Spoken(plain(value / 1_000_000, 2), f"million {unit}", written.text)


def spoken_yen(amount: float, words: Words) -> Spoken:
    """An amount of yen that belongs to no indicator, as it is said aloud."""
    unit = words("unit.yen")
    if abs(amount) < _MAN:
        return Spoken(plain(amount), unit)
    if words.language == "ja":
        number, scale = _in_man(amount)
        return Spoken(number, f"{scale}{unit}", f"{plain(amount)}{unit}")
    if abs(amount) < _SPOKEN_FROM_OTHERS:
        return Spoken(plain(amount), unit)
    return Spoken(plain(amount / 1_000_000, 2), f"million {unit}", f"{plain(amount)} {unit}")


def signed(value: float, indicator: Indicator, words: Words) -> str:
    """A difference with its sign, as said aloud; of shares in percentage points."""
    if indicator.unit in _SHARES:
        return signed_exact(value, indicator) + words("number.points")
    return f"{_sign(value)}{spoken(abs(value), indicator, words).text}"


def signed_exact(value: float, indicator: Indicator) -> str:
    """A difference with its sign, without unit: beside a value or a column that has it."""
    return f"{_sign(value)}{exact(abs(value), indicator)}"


def _sign(value: float) -> str:
    return "+" if value > 0 else MINUS if value < 0 else "±"


def percent(share: float) -> str:
    """A share as a percentage with one decimal."""
    return f"{plain(share * 100, 1)}%"


def _in_man(value: float) -> tuple[str, str]:
    """A value rounded to 万, with 億 split off: 123,456,789 is 1億2,346 and 万."""
    oku, man = divmod(round(abs(value) / _MAN), _OKU // _MAN)
    sign = MINUS if value < 0 else ""
    if oku and not man:
        return f"{sign}{oku:,}", "億"
    return f"{sign}{f'{oku:,}億' if oku else ''}{man:,}", "万"
