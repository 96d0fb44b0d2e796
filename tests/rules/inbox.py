"""Inboxes from rows: one UTF-8 file per log, columns under their own names."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from tests.warehouse import TestWarehouse

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
DELIVERED_AT = "2026-03-31T09:00:00+09:00"
AS_OF = date(2026, 3, 31)


def built_from(warehouse: TestWarehouse, logs: Rows, inbox: Path) -> duckdb.DuckDBPyConnection:
    """Deliver the rows of each log as one file, land them and build."""
    times = {}
    for log, rows in logs.items():
        if rows:
            (inbox / log).mkdir(parents=True)
            texts = [{name: _text(value) for name, value in row.items()} for row in rows]
            pl.DataFrame(texts, infer_schema_length=None).write_csv(inbox / log / "rows.csv")
            times[f"{log}/rows.csv"] = DELIVERED_AT
    warehouse.deliver(inbox, times)
    warehouse.land(datetime.now(UTC))
    return warehouse.build(AS_OF)


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)
