"""Landed files that are gone or damaged: read again from the inbox, or named when they cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ingest.home import HomeError
from ingest.restoring import lost, put_aside_damaged
from tests.ingest.papers import HEADER, ROW, csv_bytes

if TYPE_CHECKING:
    from tests.ingest.conftest import Desk

GOOD = csv_bytes(HEADER, ROW)


@pytest.mark.parametrize("kind", ["", "personal", "issues"])
@pytest.mark.parametrize("damage", [b"", b"PAR1 half"])
def test_a_damaged_file_is_put_aside_and_the_next_landing_reads_it_again(
    desk: Desk, kind: str, damage: bytes
) -> None:
    desk.drop("a.csv", GOOD)
    desk.land()
    before, ledger = desk.files(), desk.ledger()
    (path,) = (desk.folder / kind).glob("*.parquet")
    path.write_bytes(damage)
    assert put_aside_damaged(desk.home.landing) == [path]
    assert lost(desk.folder, ledger) == ledger
    report = desk.land()
    assert [note.en for note in report.notes] == [
        "The landed rows of a.csv were gone; it was read again."
    ]
    assert (report.deliveries, desk.ledger()) == ([], ledger)
    assert {name: desk.files()[name] for name in before} == before
    assert put_aside_damaged(desk.home.landing) == []
    assert desk.land().notes == []


def test_a_file_that_was_moved_in_the_inbox_is_found_by_its_bytes(desk: Desk) -> None:
    path = desk.drop("a.csv", GOOD)
    desk.land()
    ledger = desk.ledger()
    before = desk.landed()
    path.rename(path.with_name("b.csv"))
    next(desk.folder.glob("*.parquet")).unlink()
    desk.land()
    assert desk.landed().equals(before)
    assert desk.ledger()[0] == ledger[0]
    assert [one.status for one in desk.ledger()] == ["landed", "duplicate"]


def test_rows_whose_delivery_was_replaced_are_named_as_lost(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    desk.land()
    (first,) = desk.ledger()
    desk.drop("a.csv", csv_bytes(HEADER, ROW, ROW), at=desk.now - timedelta(minutes=1))
    desk.land()
    next(desk.folder.glob(f"{first.sha256}.parquet")).unlink()
    assert desk.land().notes == []
    assert lost(desk.folder, desk.ledger()) == [first]


def test_a_damaged_ledger_says_what_to_do(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    desk.land()
    (desk.folder / "ledger" / "deliveries.parquet").write_bytes(b"PAR1 half")
    with pytest.raises(HomeError, match=r"deliveries.parquet: cannot be read .*backup"):
        desk.land()
