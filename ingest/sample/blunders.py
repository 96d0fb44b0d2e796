"""Bad rows that offices deliver now and then; none of them changes a printed figure.

Here belongs: planting them in a file, as blunders.csv says: `add` puts a copy of the file's first
row with another key at its end, `edit` changes one cell of a row. `file` counts from the newest.
`rule` is the finding that each must cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.contracts import Contract
    from ingest.sample.deliveries import Stream

Cells = dict[str, list[Any]]
"""What stands in the cells, by the contract's column names."""


def blundered(cells: Cells, stream: Stream, contract: Contract, file: int | None) -> Cells:
    """Return the cells of one sheet with the blunders that belong there.

    The newest file of a stream is 1; null for a sheet that is not the last of its file.
    """
    mine = table("blunders").filter(pl.col("log") == stream.log, pl.col("stream") == stream.name)
    changed = {name: list(values) for name, values in cells.items()}
    for blunder in mine.iter_rows(named=True):
        if blunder["kind"] == "add" and blunder["file"] == file:
            _add(changed, contract.key[0], blunder)
        elif blunder["kind"] == "edit":
            _edit(changed, contract.key[0], blunder)
    return changed


def _add(cells: Cells, key: str, blunder: dict[str, Any]) -> None:
    extra = {name: values[0] for name, values in cells.items()}
    extra |= {key: blunder["key"] or "", blunder["column"]: blunder["value"]}
    for name, values in cells.items():
        values.append(extra[name])


def _edit(cells: Cells, key: str, blunder: dict[str, Any]) -> None:
    if blunder["key"] in cells[key]:
        cells[blunder["column"]][cells[key].index(blunder["key"])] = blunder["value"]
