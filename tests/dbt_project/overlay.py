"""A home's catalogue for tests: CSV files laid over the shipped rows."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

INDICATOR = {
    "indicator_id": "test.rows",
    "programme_ids": "sme_desk",
    "mission": "4",
    "name_ja": "試験指標",
    "name_en": "Test indicator",
    "unit": "cases",
    "log": "consultation",
    "measure": "rows",
    "filter": "",
    "accumulate": "sum",
    "headline": "0",
    "disclosure": "open",
}


def indicator(**changed: str) -> dict[str, str]:
    """A correct indicator row with some cells changed."""
    return {**INDICATOR, **changed}


def lay_over(catalogue: Path, table: str, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as the home's file of a catalogue table; its path."""
    catalogue.mkdir(parents=True, exist_ok=True)
    path = catalogue / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
