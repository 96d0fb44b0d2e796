"""A clean table for any contract, and the same table as offices would write it.

Here belongs: ways to write one value, one header, one sheet. Not here: file formats (files).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from ingest.contracts import Column, Contract

ROWS = 4
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
FIRST = date(2024, 6, 1)
NUMBERS = ("4000012090001", "8000012050001")
"""Corporate numbers of ministries."""


def clean(contract: Contract) -> list[list[str]]:
    """Return a header and rows that anybody would read alike."""
    header = [column.title for column in contract.columns]
    return [header, *([_plain(c, i) for c in contract.columns] for i in range(ROWS))]


def _plain(column: Column, row: int) -> str:
    if column.labels:
        words = list(column.labels.values())
        return words[row % len(words)][0]
    if column.parse_as == "corporate_number":
        return NUMBERS[row % len(NUMBERS)]
    day = FIRST + timedelta(days=row)
    lowest = int(column.minimum or 0) + 1
    plain = {
        "string": f"{column.name}{row + 1}号",
        "integer": str(lowest + row),
        "number": f"{lowest + row}.5",
        "boolean": "○" if row % 2 else "×",
        "date": f"{day:%Y-%m-%d}",
        "timestamp": f"{day:%Y-%m-%d} 10:3{row}:00",
    }
    special = {
        "money_yen": str(12_000 * (row + 1)),
        "duration_minutes": str(30 * (row + 1)),
        "fiscal_year": str(2023 + row),
    }
    return special.get(column.parse_as or "", plain[column.type])


def messy(contract: Contract, chance: random.Random, *, has_margins: bool) -> list[list[str]]:
    """Return the same table in other words; with margins, also titles, blanks, totals and notes."""
    header, *rows = clean(contract)
    order = chance.sample(range(len(header)), len(header))
    names = [_header(contract.columns[i], chance) for i in order]
    data = [[_written(contract.columns[i], row[i], chance) for i in order] for row in rows]
    if not has_margins:
        return [names, *data]
    blank = [""] * len(order)
    total = ["合　計", *blank[1:]]
    note = ["※ 速報値を含む", *blank[1:]]
    return [["令和6年度　一覧", *blank[1:]], blank, names, data[0], blank, *data[1:], total, note]


def _header(column: Column, chance: random.Random) -> str:
    name = chance.choice((column.title, *column.aliases))
    return chance.choice((name, f" {name}", f"{name[:1]}\n{name[1:]}", f"{name}　"))


def _written(column: Column, text: str, chance: random.Random) -> str:
    ways = [text, f" {text}", f"{text}　"]
    if column.labels:
        words = next(words for words in column.labels.values() if text in words)
        return chance.choice([*words, f" {words[0]}"])
    if column.type == "date":
        ways += _days(date.fromisoformat(text))
    elif column.type == "timestamp":
        ways += [f"{day} {text[11:16]}" for day in _days(date.fromisoformat(text[:10]))[:3]]
    elif column.parse_as == "money_yen":
        ways += [
            f"{int(text):,}円",
            f"￥{text}",
            f"{int(text) // 1000}千円",
            text.translate(FULL_WIDTH),
        ]
    elif column.parse_as == "duration_minutes":
        ways += [f"{text}分", text.translate(FULL_WIDTH)]
    elif column.parse_as == "fiscal_year":
        ways += [f"令和{int(text) - 2018}年度", f"{text}年度"]
    elif column.type in ("integer", "number"):
        ways += [text.translate(FULL_WIDTH), f"{text}名"]
    return chance.choice(ways)


def _days(day: date) -> list[str]:
    era = day.year - 2018
    return [
        f"{day.year}/{day.month}/{day.day}",
        f"令和{era}年{day.month}月{day.day}日",
        f"R{era}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
        f"令和{era}年{day.month}月{day.day}日（{'月火水木金土日'[day.weekday()]}）".translate(
            FULL_WIDTH
        ),
    ]
