"""How an office writes values: dates, numbers, money, yes and no, blanks.

Here belongs: typed columns → what stands in the cells, in one style. Not here: the sheet around
them (office) and company names (names).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import TYPE_CHECKING

import polars as pl

from ingest.sample.deliveries import ERA
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.contracts import Column

FULL_WIDTH = dict(zip("0123456789", "０１２３４５６７８９", strict=True))
YES_NO = (("○", "×"), ("有", "無"))
THOUSAND = 1000


@dataclass(frozen=True)
class Style:
    """One desk's habits; the words are those of styles.csv."""

    style: str
    format: str
    """csv, tsv or xlsx."""
    encoding: str | None
    header: str
    """title, alias, name (the column's own) or broken (title over two lines)."""
    label: int
    """Which of the words for a code."""
    dates: str
    numbers: str
    money: str
    blank: str | None
    """What stands in a cell that was left out; null: nothing."""
    numberless: float
    """Share of corporate numbers left out."""
    title: int
    """Lines above the header."""
    note: int
    total: int
    sheets: str | None
    """month: a sheet per month; example: a sheet 記入例 before the data."""
    extra: str | None
    """A column that no contract knows."""


@cache
def styles() -> dict[str, Style]:
    """Return all styles by name."""
    return {row["style"]: Style(**row) for row in table("styles").iter_rows(named=True)}


def header(column: Column, style: Style) -> str:
    """Return what stands above a column."""
    if style.header == "name":
        return column.name
    text = column.aliases[0] if style.header == "alias" and column.aliases else column.title
    if style.header == "broken" and len(text) > 3:
        text = f"{text[:2]}\n{text[2:]}"
    if column.parse_as == "money_yen" and style.money == "thousand_header":
        text += "（千円）"
    return text


def cells(column: Column, style: Style) -> pl.Expr:
    """Return the expression that writes a column; text, or native values for a workbook."""
    value = pl.col(column.name)
    if column.labels or column.type == "boolean":
        return _labelled(column, style)
    if column.parse_as == "money_yen":
        text = _money(value, style)
    elif column.parse_as == "fiscal_year":
        text = _fiscal_year(value, style)
    elif column.type in ("integer", "number"):
        text = _number(column, style)
    elif column.type in ("date", "timestamp"):
        text = _date(column, style)
    else:
        text = value
    is_text = not (style.format == "xlsx" and _is_native(column, style))
    return text.fill_null(style.blank) if is_text and style.blank and not column.required else text


def _is_native(column: Column, style: Style) -> bool:
    if column.type in ("date", "timestamp"):
        return style.dates == "native"
    plain = style.money if column.parse_as == "money_yen" else style.numbers
    return column.type in ("integer", "number") and plain == "plain"


def _labelled(column: Column, style: Style) -> pl.Expr:
    """Write a code as the people of the desk call it; a system writes the code itself."""
    text = pl.col(column.name).cast(pl.String)
    if style.header == "name":
        return text
    if column.labels:
        words = {
            code: names[min(style.label, len(names) - 1)] for code, names in column.labels.items()
        }
    else:
        yes, no = YES_NO[style.label]
        words = {"true": yes, "false": no}
    return text.replace_strict(words, default=None, return_dtype=pl.String)


def _commas(value: pl.Expr) -> pl.Expr:
    """Write whole numbers with thousands separators."""
    digits = value.abs().cast(pl.String).str.reverse().str.replace_all(r"(\d{3})", "${1},")
    return digits.str.reverse().str.strip_prefix(",")


def _plain(column: Column) -> pl.Expr:
    """Write a number without needless decimals."""
    value = pl.col(column.name)
    if column.type == "integer":
        return value.cast(pl.String)
    return (
        pl.when(value == value.round())
        .then(value.cast(pl.Int64).cast(pl.String))
        .otherwise(value.cast(pl.String))
    )


def _number(column: Column, style: Style) -> pl.Expr:
    text = _plain(column)
    if style.numbers == "plain" and style.format == "xlsx":
        return pl.col(column.name)
    if style.numbers == "comma":
        value = pl.col(column.name)
        return pl.when(value == value.round()).then(_commas(value.cast(pl.Int64))).otherwise(text)
    if style.numbers == "full_width":
        return text.str.replace_many(FULL_WIDTH)
    if style.numbers == "unit":
        units = dict(table("units").iter_rows())
        return pl.concat_str(text, pl.lit(units.get(column.name, "")))
    return text


def _money(value: pl.Expr, style: Style) -> pl.Expr:
    if style.money == "plain":
        return value if style.format == "xlsx" else value.cast(pl.String)
    yen = pl.concat_str(pl.when(value < 0).then(pl.lit("△")).otherwise(pl.lit("")), _commas(value))
    if style.money in ("comma", "triangle"):
        return yen
    is_whole = value % THOUSAND == 0
    unit = "千円" if style.money == "thousand_cell" else ""
    thousands = pl.concat_str(_commas(value // THOUSAND), pl.lit(unit))
    return pl.when(is_whole).then(thousands).otherwise(pl.concat_str(yen, pl.lit("円")))


def _fiscal_year(value: pl.Expr, style: Style) -> pl.Expr:
    if style.dates == "wareki":
        return pl.concat_str(pl.lit("令和"), (value - ERA).cast(pl.String), pl.lit("年度"))
    return value.cast(pl.String)


def _date(column: Column, style: Style) -> pl.Expr:
    value = pl.col(column.name)
    if style.dates == "native":
        return value
    era = (value.dt.year() - ERA).cast(pl.String)
    month, day = value.dt.month().cast(pl.String), value.dt.day().cast(pl.String)
    texts = {
        "slash": pl.concat_str(
            value.dt.year().cast(pl.String), pl.lit("/"), month, pl.lit("/"), day
        ),
        "iso": value.dt.strftime("%Y-%m-%d"),
        "wareki": pl.concat_str(
            pl.lit("令和"), era, pl.lit("年"), month, pl.lit("月"), day, pl.lit("日")
        ),
        "short": pl.concat_str(pl.lit("R"), era, pl.lit("."), month, pl.lit("."), day),
    }
    text = texts[style.dates]
    if column.type != "timestamp" or style.dates not in ("slash", "iso"):
        return text
    is_midnight = value.dt.time() == time(0)
    return (
        pl.when(is_midnight).then(text).otherwise(pl.concat_str(text, value.dt.strftime(" %H:%M")))
    )
