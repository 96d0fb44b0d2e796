"""What each kind of column accepts in a form: number format, validation, words, an example.

Here belongs: the way from a contract's column to what Excel enforces. Not here: how cells are read
(values); whatever a form accepts must land without a warning, which a test holds for every log.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ingest.contracts import Column, Contract

_FIRST_EVENT = date(2001, 3, 1)
_LARGEST = 999_999_999_999
_YES_NO = ("○", "×")
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(2199, 12, 31)
_CORPORATE_NUMBER = "7000012050002"
"""The National Tax Agency's own number, the example that everybody may use."""


@dataclass(frozen=True)
class Kind:
    """How one column of a form behaves."""

    number_format: str
    says: str
    """How to write it, in one sentence."""
    example: Callable[[int], Any]
    """The value of the n-th example row, counted from 1."""
    validation: Mapping[str, Any] = field(default_factory=dict)
    """As xlsxwriter takes it; empty: anything."""
    choices: tuple[str, ...] = ()
    """The only words to choose from; empty: free."""


def kind_of(column: Column, contract: Contract) -> Kind:
    """Return how a column of a contract behaves in its form."""
    if column.labels or column.type == "boolean":
        return _choice(_words(column))
    if column.type in ("date", "timestamp"):
        return _day(column, is_event=column.name == contract.event_date)
    if column.type in ("integer", "number"):
        return _number(column)
    if column.parse_as == "corporate_number":
        return Kind("@", "13桁の法人番号を書きます。", lambda _: _CORPORATE_NUMBER)
    return _text(column)


def _words(column: Column) -> tuple[str, ...]:
    """Return the first word of every value; both words where a yes/no column has none."""
    labels = column.labels or {}
    words = tuple(names[0] if names else code for code, names in labels.items())
    return words or _YES_NO


def _choice(words: tuple[str, ...]) -> Kind:
    return Kind("@", "一覧から選びます。", lambda n: words[(n - 1) % len(words)], {}, words)


def _day(column: Column, *, is_event: bool) -> Kind:
    first = _FIRST_EVENT if is_event else _FIRST_DAY
    rule = {"validate": "date", "criteria": "between", "minimum": first, "maximum": _LAST_DAY}
    since = "2001年3月1日以降の日付を" if is_event else "日付を"
    if column.type == "timestamp":
        says = f"{since} 2025/5/7 10:00 のように書きます。"
        return Kind("yyyy/m/d h:mm", says, lambda n: datetime(2025, 5, 6 + n, 10), rule)
    return Kind(
        "yyyy/m/d", f"{since} 2025/5/7 のように書きます。", lambda n: date(2025, 5, 6 + n), rule
    )


def _number(column: Column) -> Kind:
    if column.parse_as == "fiscal_year":
        rule = {"validate": "integer", "criteria": "between", "minimum": 1990, "maximum": 2199}
        return Kind("0", "年度を西暦4桁で書きます（令和7年度は2025）。", lambda _: 2025, rule)
    low = -_LARGEST if column.minimum is None else column.minimum
    high = _LARGEST if column.maximum is None else column.maximum
    kind = "integer" if column.type == "integer" else "decimal"
    rule = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    unit = {"money_yen": "円の", "duration_minutes": "分の"}.get(column.parse_as or "", "")
    number = "整数" if column.type == "integer" else "数"
    shown = "#,##0" if column.parse_as == "money_yen" else "General"
    return Kind(shown, f"{unit}{number}を数字だけで書きます。", lambda n: max(int(low), n), rule)


def _text(column: Column) -> Kind:
    said = "文字で書きます。"
    if column.is_key:
        said = "ほかの行と重ならない番号を書きます。"
    if column.reference:
        said = "登録されているコードや番号をそのまま書きます。"
    return Kind("@", said, lambda n: f"例{n}" if not column.is_key else f"例-{n:04}")
