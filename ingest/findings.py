"""What was found in rows: one finding per bad cell or skipped row, with words for people.

Here belongs: the shape of findings and their wording by the contract. Not here: what is bad (judge,
rows). A finding never holds the text of a personal column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.messages import Message, message
from ingest.readers import DAMAGE, RECORD
from ingest.rows import KIND, SKIPPED
from ingest.values import ERA_OVERRUN, OUT_OF_RANGE, UNKNOWN_VALUE, UNPARSABLE

if TYPE_CHECKING:
    from ingest.contracts import Column, Contract
    from ingest.header import Header, Placed

REQUIRED_MISSING = "required_missing"
DAMAGED = "damaged"
"""Bytes that could not be decoded; reported as unparsable."""

RULE = "_rule"
"""Prefix of the columns that hold the rule a cell broke: `_rule` + cell column."""

VALUE_LENGTH = 200

SCHEMA = pl.Schema(
    {
        RECORD: pl.UInt32(),
        "column_name": pl.String(),
        "severity": pl.String(),
        "rule": pl.String(),
        "value": pl.String(),
        "message_en": pl.String(),
        "message_ja": pl.String(),
        "record_id": pl.String(),
    }
)


def in_order(*findings: pl.DataFrame) -> pl.DataFrame:
    """Return findings by record; of one record, in the order given."""
    return pl.concat(findings).sort(RECORD, maintain_order=True)


def is_rejecting(column: Column, rule: pl.Expr) -> pl.Expr:
    """Return whether breaking a rule in this column rejects the row; never null."""
    is_bad = rule.is_not_null() & (rule != ERA_OVERRUN) if column.required else rule == DAMAGED
    return is_bad.fill_null(value=False)


def cell_findings(
    broken: pl.DataFrame, record_id: pl.Expr, header: Header, contract: Contract
) -> pl.DataFrame:
    """Return a finding for every cell that broke a rule, by record, then by the file's columns.

    `broken` holds the raw cells, and beside each the `_rule…` that it broke.
    """
    if broken.is_empty():
        return SCHEMA.to_frame()
    rows = broken.with_columns(record_id.alias("record_id"))
    known = [
        _of_column(rows, placed, is_event=placed.column.name == contract.event_date)
        for placed in header.placed
    ]
    others = [_of_unknown(rows, one.cell) for one in header.others]
    return in_order(*known, *others)


def row_findings(skipped: pl.DataFrame) -> pl.DataFrame:
    """Return a finding for every skipped row; without its text, which may be about anybody."""
    nothing = pl.lit(None, pl.String)
    ja, en = _chosen({kind: message(kind) for kind in SKIPPED}, pl.col(KIND), nothing)
    return skipped.select(
        RECORD,
        column_name=nothing,
        severity=pl.lit("skip"),
        rule=KIND,
        value=nothing,
        message_en=en,
        message_ja=ja,
        record_id=nothing,
    ).cast(SCHEMA)


def _of_column(judged: pl.DataFrame, placed: Placed, *, is_event: bool) -> pl.DataFrame:
    column, rule = placed.column, pl.col(RULE + placed.cell)
    found = judged.filter(rule.is_not_null())
    if found.is_empty():
        return SCHEMA.to_frame()
    value = pl.lit(None, pl.String) if column.is_personal else _shown(placed.cell)
    ja, en = _chosen(_wording(column, is_event=is_event), rule, value)
    return found.select(
        RECORD,
        column_name=pl.lit(column.name),
        severity=pl.when(is_rejecting(column, rule))
        .then(pl.lit("reject"))
        .otherwise(pl.lit("warn")),
        rule=rule.replace(DAMAGED, UNPARSABLE),
        value=value,
        message_en=en,
        message_ja=ja,
        record_id="record_id",
    ).cast(SCHEMA)


def _of_unknown(judged: pl.DataFrame, cell: str) -> pl.DataFrame:
    """Return findings in a column that no contract knows: only bytes that cannot be decoded."""
    nothing = pl.lit(None, pl.String)
    said = message("damaged_row")
    return (
        judged.filter(pl.col(RULE + cell).is_not_null())
        .select(
            RECORD,
            column_name=nothing,
            severity=pl.lit("reject"),
            rule=pl.lit(UNPARSABLE),
            value=nothing,
            message_en=pl.lit(said.en),
            message_ja=pl.lit(said.ja),
            record_id="record_id",
        )
        .cast(SCHEMA)
    )


def _shown(cell: str) -> pl.Expr:
    return pl.col(cell).str.replace_all(DAMAGE, "\ufffd", literal=True).str.slice(0, VALUE_LENGTH)


def _wording(column: Column, *, is_event: bool) -> dict[str, Message]:
    """Return what is said of this column for each rule; the value's gap is left for the rows."""
    facts = {"column": Message(column.title, f"{column.name} ({column.title})")}
    if column.is_personal:
        facts["value"] = message("hidden")
    texts = {
        REQUIRED_MISSING: message("required_missing"),
        UNPARSABLE: message(f"unparsable.{column.parse_as or column.type}"),
        UNKNOWN_VALUE: message("unknown_value").filled(choices=_choices(column)),
        OUT_OF_RANGE: message("out_of_range").filled(range=_range(column, is_event=is_event)),
        ERA_OVERRUN: message("era_overrun"),
        DAMAGED: message("damaged"),
    }
    return {rule: text.filled(**facts) for rule, text in texts.items()}


def _choices(column: Column) -> Message:
    labels = column.labels or {}
    ja = "、".join(words[0] if words else code for code, words in labels.items())
    return Message(ja, ja)


def _range(column: Column, *, is_event: bool) -> Message:
    if is_event:
        return message("range_event")
    low, high = (message(f"range_{which}") for which in ("minimum", "maximum"))
    parts = [
        said.filled(limit=f"{limit:g}")
        for said, limit in ((low, column.minimum), (high, column.maximum))
        if limit is not None
    ]
    return Message("、".join(p.ja for p in parts), ", ".join(p.en for p in parts))


def _chosen(texts: dict[str, Message], rule: pl.Expr, value: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
    """Return the Japanese and English text of every row, by its rule, with its value."""
    filled = {key: text.with_values(value) for key, text in texts.items()}
    ja, en = (
        pl.coalesce([pl.when(rule == key).then(both[i]) for key, both in filled.items()])
        for i in (0, 1)
    )
    return ja, en
