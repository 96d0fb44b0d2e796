"""The units that stand behind numbers, as data.

Here belongs: which words are units and what a unit of money is worth. Not here: the numbers
themselves.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MONEY_UNITS = {
    "円": 1,
    "千円": 1_000,
    "万円": 10_000,
    "十万円": 100_000,
    "百万円": 1_000_000,
    "千万円": 10_000_000,
    "億円": 100_000_000,
}
"""Yen in one unit of money."""

COUNT_UNITS = (
    *("名", "人", "件", "社", "者", "校", "組", "団体", "機関", "世帯", "家族", "企業"),
    *("回", "部", "枚", "本", "冊", "通", "台", "個", "点", "票", "口", "席", "室", "箇所"),
    *("か所", "カ所", "ヵ所", "ヶ所", "ケ所", "コマ", "種類", "講座", "事業", "テーマ"),
    *("分", "時間", "日", "週間", "か月", "カ月", "ヵ月", "ヶ月", "ケ月", "箇月", "か月間", "年間"),
    *("人日", "人月", "人回", "ページ", "アクセス", "PV", "pv", "ポイント", "%", "円"),
)
"""Words behind a number that leave it as it is."""


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words, the longest that fits."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
