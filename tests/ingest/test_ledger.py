"""When a file was delivered: the later of its own clock and the look that did not see it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest

from ingest.ledger import (
    JST,
    Delivery,
    delivered_at,
    last_look,
    naive_jst,
    note_look,
    read_ledger,
    write_ledger,
)
from tests.ingest.papers import HEADER, ROW, csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ingest.conftest import Desk

NOON = datetime(2025, 6, 1, 12)


def nanoseconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=JST).timestamp()) * 10**9


@pytest.mark.parametrize(
    ("modified", "looked", "expected", "is_future"),
    [
        (NOON - timedelta(days=30), None, NOON - timedelta(days=30), False),
        (NOON - timedelta(days=30), NOON - timedelta(days=1), NOON - timedelta(days=1), False),
        (NOON - timedelta(hours=1), NOON - timedelta(days=1), NOON - timedelta(hours=1), False),
        (NOON + timedelta(days=1), None, NOON, True),
        (NOON + timedelta(days=1), NOON - timedelta(days=1), NOON, True),
        (NOON - timedelta(days=30), NOON + timedelta(days=1), NOON, False),
    ],
)
def test_delivery_is_the_later_of_both_and_never_in_the_future(
    modified: datetime, looked: datetime | None, expected: datetime, is_future: bool
) -> None:
    assert delivered_at(nanoseconds(modified), looked, NOON) == (expected, is_future)


def test_microseconds_are_kept() -> None:
    moment, _ = delivered_at(nanoseconds(NOON) + 123_456_789, None, NOON + timedelta(days=1))
    assert moment == NOON.replace(microsecond=123_456)


def test_times_are_those_of_japan_wherever_they_were_taken() -> None:
    assert naive_jst(datetime(2025, 5, 31, 15, tzinfo=UTC)) == datetime(2025, 6, 1)


def test_a_look_is_remembered(tmp_path: Path) -> None:
    assert last_look(tmp_path) is None
    note_look(tmp_path, NOON)
    assert last_look(tmp_path) == NOON


def test_an_old_file_dropped_after_a_look_was_delivered_after_it(desk: Desk) -> None:
    desk.land()
    desk.drop("old.csv", csv_bytes(HEADER, ROW), datetime(2024, 1, 1, tzinfo=JST))
    (delivery,) = desk.land().deliveries
    assert delivery.delivered_at == datetime(2025, 6, 1, 9)
    assert delivery.landed_at == datetime(2025, 6, 1, 10)


def test_a_file_of_the_future_counts_as_now(desk: Desk) -> None:
    desk.drop("new.csv", csv_bytes(HEADER, ROW), desk.now + timedelta(days=3))
    (delivery,) = desk.land().deliveries
    assert delivery.delivered_at == datetime(2025, 6, 1, 9)
    assert delivery.is_future_mtime
    assert desk.ledger() == [delivery]


def test_a_ledger_of_an_earlier_edition_is_read(tmp_path: Path) -> None:
    moment = datetime(2025, 6, 1)
    landed = Delivery(
        "visit", "a.csv", "aa", 1, 1, moment, moment, "landed", "c", False, score=90.0, encoding="x"
    )
    write_ledger(tmp_path, [landed])
    path = tmp_path / "deliveries.parquet"
    pl.read_parquet(path).drop("score", "encoding").write_parquet(path)
    assert read_ledger(tmp_path) == [landed._replace(score=None, encoding=None)]
