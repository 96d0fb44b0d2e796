"""The delivery of one desk as a file: names and values in its style, lines above and below.

Here belongs: putting a file together. Not here: which rows come in it (deliveries), how values
look (cells), how bytes are written (sheets).
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ingest.sample.blunders import Cells, blundered
from ingest.sample.cells import Style, cells, header
from ingest.sample.chance import generator
from ingest.sample.names import written
from ingest.sample.sheets import Sheet, write_text, write_workbook

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from ingest.contracts import Column, Contract
    from ingest.sample.deliveries import Delivery, Stream

NOTES = ("※ 速報のため、後日訂正することがあります。", "（注）空欄は未確認です。")
JST_NS = 9 * 3600 * 10**9
EXAMPLE = "記入例"
APPROVED = "済"
EPOCH = datetime(1970, 1, 1)


def deliver(
    folder: Path,
    stream: Stream,
    delivery: Delivery,
    rows: pl.DataFrame,
    contract: Contract,
    style: Style,
    file: int,
) -> Path:
    """Write one delivery into a folder and date it; `file` counts from the newest of its stream."""
    path = folder / f"{stream.name}_{contract.title}_{delivery.label}.{style.format}"
    known = written(generator("office", path.name), rows, style.numberless)
    columns = [contract.column(name) for name in used_columns(known, contract)]
    title = f"{contract.title}（{stream.name}）{delivery.label}"
    parts = _parts(known, contract, style)
    sheets = []
    for at, (name, part) in enumerate(parts.items(), start=1):
        values = part.select(cells(column, style).alias(column.name) for column in columns)
        filled = blundered(
            values.to_dict(as_series=False), stream, contract, file if at == len(parts) else None
        )
        sheets.append(_sheet(name, title, columns, filled, style))
    if style.format == "xlsx":
        write_workbook(path, [*_examples(sheets, style), *sheets])
    else:
        write_text(path, sheets[0], style.format, style.encoding or "utf-8")
    date_file(path, delivery)
    return path


def date_file(path: Path, delivery: Delivery) -> None:
    """Give a file the time at which it was delivered."""
    since_epoch = (delivery.delivered_at - EPOCH).total_seconds()
    stamp = int(since_epoch) * 10**9 - JST_NS
    os.utime(path, ns=(stamp, stamp))


def used_columns(rows: pl.DataFrame, contract: Contract) -> list[str]:
    """Return the columns a desk keeps: what is required, and what it fills in at all."""
    return [
        column.name
        for column in contract.columns
        if column.required or column.is_key or rows[column.name].null_count() < rows.height
    ]


def _parts(rows: pl.DataFrame, contract: Contract, style: Style) -> dict[str, pl.DataFrame]:
    """Split rows into sheets: one, or one per month in workbooks that are kept so."""
    if style.sheets != "month" or contract.event_date is None:
        return {"データ": rows}
    month = rows[contract.event_date].dt.strftime("%Y年%m月").alias("_month")
    parts = (
        rows.with_columns(month)
        .sort("_month", maintain_order=True)
        .partition_by("_month", maintain_order=True, include_key=False, as_dict=True)
    )
    return {str(name): part for (name,), part in parts.items()}


def _examples(sheets: list[Sheet], style: Style) -> list[Sheet]:
    """Return a sheet with an example before the data, where an office keeps one."""
    if style.sheets != "example":
        return []
    first = [values[:1] for values in sheets[0].columns]
    return [replace(sheets[0], name=EXAMPLE, columns=first, below=[])]


def _sheet(name: str, title: str, columns: list[Column], filled: Cells, style: Style) -> Sheet:
    """Return one sheet with its title, total and notes."""
    labels = [header(column, style) for column in columns]
    values: list[list[Any]] = list(filled.values())
    size = len(values[0])
    above = [title, *([""] if style.title > 1 else [])] if style.title else []
    if style.money == "thousand_title":
        above.append("（単位：千円）")
    below: list[list[Any]] = [["合計", f"{size}件"]] if style.total else []
    if style.note:
        below += [[note] for note in NOTES]
    if style.extra:
        labels, values = [*labels, style.extra], [*values, [APPROVED] * size]
    return Sheet(name, above, labels, values, below)
