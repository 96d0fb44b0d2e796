"""`fais trace`: where a published figure comes from, on a terminal or as JSON.

Belongs here: words and layout. Not here: which rows are behind a figure (dashboards.trace).
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import typer

from dashboards.period import Period, fiscal_year_of, periods_of
from dashboards.trace import Ask, Asked, Trace, TracedRow, trace
from orchestration.cli.homes import require_home
from orchestration.errors import FlowError
from orchestration.publication.manifest import MANAGER, read_manifest
from orchestration.publication.snapshots import current_snapshot


@dataclass(frozen=True)
class Wanted:
    """Which figure and how many rows: fiscal year (None for this one), period code, row limit."""

    year: int | None
    period: str
    limit: int


class TraceError(FlowError):
    """There is nothing to trace: no publication, no such indicator, no such period."""


def show_trace(
    home_option: Path | None, indicator_id: str, wanted: Wanted, *, as_json: bool
) -> None:
    """Print a figure's definition, its value, and the first rows behind it.

    Raises TraceError where there is no such figure.
    """
    snapshot = current_snapshot(require_home(home_option))
    if snapshot is None:
        raise TraceError("nothing is published yet: run `fais run` first")
    as_of = read_manifest(snapshot).as_of
    asked = Asked(indicator_id, _period(wanted, as_of), as_of)
    with duckdb.connect(str(snapshot / MANAGER), read_only=True) as connection:
        ask = partial(_ask, connection)
        traced = trace(ask, asked, count=wanted.limit)
        if traced is None:
            raise TraceError(_unknown(indicator_id, ask))
    typer.echo(_json(traced) if as_json else _text(traced))


def _ask(
    connection: duckdb.DuckDBPyConnection, sql: str, **parameters: object
) -> list[dict[str, Any]]:
    answer = connection.execute(sql, parameters or None)
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _period(wanted: Wanted, as_of: date) -> Period:
    fiscal_year = wanted.year or fiscal_year_of(as_of)
    offered = periods_of(fiscal_year, as_of)
    if wanted.period not in offered:
        known = ", ".join(filter(None, offered)) or "none"
        raise TraceError(
            f"no period {wanted.period} of {fiscal_year} has begun by {as_of} (there are: {known})"
        )
    return offered[wanted.period]


def _unknown(indicator_id: str, ask: Ask) -> str:
    known = [row["indicator_id"] for row in ask("select indicator_id from marts.indicator")]
    near = get_close_matches(indicator_id, known, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return f"no indicator {indicator_id} in the catalogue{hint}"


def _text(traced: Trace) -> str:
    definition, counted = traced.definition, traced.behind
    value = "―" if traced.value is None else f"{traced.value:,.10g}"
    rule = " ".join(filter(None, (definition.log, definition.measure, definition.filter)))
    lines = [
        f"{definition.indicator_id}  {definition.name_ja} / {definition.name_en}",
        f"期間 period    {traced.period.starts_on} – {traced.period.ends_on}",
        f"値 value       {value} {definition.unit_ja}（{traced.coverage}）",
        f"定義 counts    {definition.definition_ja}",
        f"計算 computed  {rule}（{definition.accumulate}）",
        *(f"割り算 ratio   {' ÷ '.join(definition.parts)}" for _ in definition.parts[:1]),
        f"行 rows        {counted.row_count:,}（{counted.file_count:,} files）",
        f"合計 total     {counted.quantity or 0:,.10g}",
        *map(_line, traced.rows),
    ]
    if hidden := counted.row_count - len(traced.rows):
        lines.append(f"… 残り {hidden:,} 行は --limit で。 {hidden:,} more: see --limit")
    return "\n".join(lines)


def _line(row: TracedRow) -> str:
    return (
        f"{row.occurred_on}  {row.quantity:>10,.10g}  {row.log}  {row.record_id}  "
        f"{row.file}:{row.row_number}"
    )


def _json(traced: Trace) -> str:
    answer = asdict(traced.definition) | {
        "starts_on": traced.period.starts_on,
        "ends_on": traced.period.ends_on,
        "value": traced.value,
        "coverage": traced.coverage,
        **asdict(traced.behind),
        "rows": [asdict(row) for row in traced.rows],
    }
    return json.dumps(answer, ensure_ascii=False, indent=2, default=str)
