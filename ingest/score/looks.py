"""One look at a sheet: which rules of machine-readability it breaks, and where first.

Here belongs: what each rule means for cells, headers and layout. Not here: words and scores
(advice). Only the first rows are looked at: a habit shows there, and landing stays quick.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest.readers import RECORD, cells_of
from ingest.rows import BLANK, NOTE, TITLE
from ingest.values import UNKNOWN_VALUE, is_blank_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.contracts import Column
    from ingest.header import Header
    from ingest.readers.layout import SheetLayout

LOOKED_AT = 300
"""Records that are looked at."""

_DEPENDENT = r"[①-⑳Ⅰ-Ⅻⅰ-ⅻ㊀-㊰㌀-㏿№℡㈠-㉃｡-ﾟ]"
_WAREKI = r"^\s*(?:明治|大正|昭和|平成|令和|[MTSHR]\s?\d)"
_PLAIN_NUMBER = r"^-?\d+(?:\.\d+)?$"
_DASH = r"^\s*[-−―—–ーｰ‐‑]+\s*$"
_SPACED = r"^\s|\s$|[ \x{3000}]{2,}"
_NAMELESS = re.compile(r"^列\d+$")
_REPEATED_NAME = re.compile(r"\(\d+\)$")
_DITTO = ("〃", "々", "同上", "同")


@dataclass(frozen=True)
class Look:
    """What there is to look at in one sheet."""

    header: Header
    first: pl.DataFrame
    """Its first part."""
    findings: pl.DataFrame
    """What was found in its rows: record and rule of each finding."""
    layout: SheetLayout | None
    is_text: bool
    """Whether the file is text (CSV, TSV)."""


@dataclass(frozen=True)
class Breach:
    """A rule broken: the first row of some, or a header, or only how often."""

    rule_id: str
    count: int = 1
    row: int | None = None
    header: str | None = None


def breaches(look: Look) -> Iterator[Breach]:
    """Yield the rules that a sheet breaks, each at most once."""
    found: dict[str, Breach] = {}
    for breach in (*_in_headers(look), *_in_rows(look), *_in_layout(look), *_in_cells(look)):
        found.setdefault(breach.rule_id, breach)
    return iter(found.values())


def _in_headers(look: Look) -> Iterator[Breach]:
    names = [placed.header for placed in look.header.placed]
    if spaced := next((name for name in names if re.search(r"\s", name.strip())), None):
        yield Breach("L1-06", header="".join(spaced.split()))
    if repeated := [o.name for o in look.header.others if _REPEATED_NAME.search(o.name)]:
        yield Breach("L2-03", header=repeated[0])
    if look.header.record > 1:
        yield Breach("L3-01", row=look.header.record)


def _in_rows(look: Look) -> Iterator[Breach]:
    """Yield what the kinds of skipped rows and unknown values say."""
    below = pl.col(RECORD) > look.header.record
    for rule_id, rule, where in (
        ("L1-02", TITLE, below),
        ("L1-03", BLANK, below),
        ("L1-04", NOTE, pl.lit(value=True)),
        ("L2-04", UNKNOWN_VALUE, below),
    ):
        rows = look.findings.filter((pl.col("rule") == rule) & where)[RECORD]
        if len(rows):
            yield Breach(rule_id, len(rows), rows[0])


def _in_layout(look: Look) -> Iterator[Breach]:
    if look.layout is None:
        return
    seen = look.layout
    hidden = len(seen.hidden_rows) + len(seen.hidden_columns)
    for rule_id, count in (
        ("L1-10", seen.object_count),
        ("L1-12", len(seen.merges)),
        ("L1-13", hidden),
        ("L2-06", seen.formula_count),
    ):
        if count:
            yield Breach(rule_id, count)


def _in_cells(look: Look) -> Iterator[Breach]:
    cells = _filled(look)
    if cells.is_empty():
        return
    rules = _cell_rules(look)
    flagged = cells.select(RECORD, **rules)
    counts = flagged.select(pl.exclude(RECORD).sum()).row(0, named=True)
    for rule_id, count in counts.items():
        if count:
            first = flagged.select(pl.col(RECORD).filter(pl.col(rule_id)).min()).item()
            yield Breach(rule_id, count, first)
    yield from _in_nameless(look, set(cells["cell"].unique()))


def _filled(look: Look) -> pl.DataFrame:
    """Return the filled cells of the first data rows, one below the other."""
    skipped = look.findings.filter(pl.col("severity") == "skip")[RECORD]
    data = look.first.head(LOOKED_AT).filter(
        pl.col(RECORD) > look.header.record, ~pl.col(RECORD).is_in(skipped.implode())
    )
    laid = data.unpivot(cells_of(data), index=RECORD, variable_name="cell", value_name="text")
    return laid.filter(pl.col("text").is_not_null() & (pl.col("text") != ""))


def _cell_rules(look: Look) -> dict[str, pl.Expr]:
    """Return, for each rule about cells, whether a cell breaks it."""
    text, blank = pl.col("text"), is_blank_mark(pl.col("text"))
    numbers, days = _cells(look.header, _is_number), _cells(look.header, _is_day)
    names = _cells(look.header, _is_name)
    has_break = text.str.contains("\n", literal=True)
    rules = {
        "L1-06": text.str.contains(_SPACED),
        "L1-07": numbers & text.str.contains(r"[(（].*[)）]") | (numbers | days) & has_break,
        "L1-08": ~names & text.str.contains(_DEPENDENT),
        "L1-09": numbers & text.str.contains(_DASH),
        "L2-01": numbers & ~blank & ~text.str.contains(_PLAIN_NUMBER),
        "L2-02": text.is_in(_DITTO),
        "L2-05": text.str.contains(r"^その他\s*[(（:：]"),
        "L3-05": days & text.str.contains(_WAREKI),
    }
    return {**rules, "L1-14": has_break} if look.is_text else rules


def _in_nameless(look: Look, filled: set[str]) -> Iterator[Breach]:
    """Yield what columns without a name say: a value too many, or a gap in the table."""
    nameless = [one for one in look.header.others if _NAMELESS.match(one.name)]
    last = max((_place(placed.cell) for placed in look.header.placed), default=0)
    if values := [one for one in nameless if one.cell in filled]:
        yield Breach("L1-05", header=values[0].name)
        if look.is_text and _place(values[-1].cell) > last:
            yield Breach("L1-15", header=values[-1].name)
    if gaps := [o for o in nameless if o.cell not in filled and _place(o.cell) < last]:
        yield Breach("L1-03", header=gaps[0].name)


def _place(cell: str) -> int:
    return int(cell.removeprefix("_c"))


def _cells(header: Header, belongs: Callable[[Column], bool]) -> pl.Expr:
    """Return whether a cell lies in a column of that kind."""
    return pl.col("cell").is_in([p.cell for p in header.placed if belongs(p.column)])


def _is_number(column: Column) -> bool:
    return column.type in ("integer", "number") and column.parse_as != "fiscal_year"


def _is_day(column: Column) -> bool:
    return column.type in ("date", "timestamp")


def _is_name(column: Column) -> bool:
    """Whether proper names stand there, in which any character may occur."""
    return column.classification != "internal"
