"""A world's events as the files of an inbox, and the home that is built from them.

Belongs here: laying a world into the activity log, a file a month. Not here: what happened in it.
"""

import shutil
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType

import polars as pl

from tests.pace.generators import events
from tests.warehouse import TestWarehouse

HEADER = {
    "activity_id": "記録番号",
    "programme_id": "事業コード",
    "measure": "指標",
    "occurred_on": "実施日",
    "quantity": "数量",
}
MORNING = time(9)


def measured_series() -> pl.DataFrame:
    """Indicators that add up one measure of one programme: series, programme_id, measure."""
    return pl.read_csv(Path(__file__).with_name("series.csv"))


def rows_of(name: str) -> pl.DataFrame:
    """A world's rows under the names of the activity log, with the month they are handed in."""
    known = measured_series()
    happened = events(name, known["series"].to_list())
    return happened.join(known, on="series").with_columns(
        activity_id=pl.format("A-{}", pl.int_range(pl.len())),
        month=pl.col("entered_on").dt.month_start(),
    )


def deliver(
    warehouse: TestWarehouse, name: str, beside: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Fill the warehouse's inbox with a world and land it: each month's entries at its last day.

    `beside` holds further files by name, delivered before all others.
    """
    inbox = warehouse.home.root / "world"
    shutil.rmtree(inbox, ignore_errors=True)
    times = dict.fromkeys(beside, "2019-04-01T09:00:00+09:00")
    for file, text in beside.items():
        (inbox / file).parent.mkdir(parents=True, exist_ok=True)
        (inbox / file).write_text(text, encoding="utf-8")
    for (month,), rows in rows_of(name).sort("month").group_by("month", maintain_order=True):
        assert isinstance(month, date)
        path = inbox / "activity" / f"活動_{month:%Y%m}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(rows, path)
        last_day = rows["month"].dt.month_end()[0]
        times[f"activity/{path.name}"] = f"{datetime.combine(last_day, MORNING)}+09:00"
    warehouse.deliver(inbox, times)
    warehouse.land(datetime.now(UTC))


def _write(rows: pl.DataFrame, path: Path) -> None:
    rows.select(pl.col(name).alias(title) for name, title in HEADER.items()).write_csv(path)
