"""What may be closed, what keeps it, and what damaged files say."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.home import Home
from orchestration.history.closed_years import ClosedYearError, closed_years, closings
from orchestration.publication import (
    SnapshotInputs,
    close_year,
    gather_inputs,
    list_snapshots,
    record_current,
    reopen,
)
from orchestration.publication.retention import remove_expired
from tests.orchestration.publication.publishing import NOON_UTC, published

DAY = timedelta(days=1)


@pytest.fixture
def shown(home: Home, build: Path, inputs: SnapshotInputs) -> Path:
    """The small build, published: FY2024 has ended in it."""
    folder = published(home, build, inputs).folder
    record_current(home)
    return folder


@pytest.mark.usefixtures("shown")
def test_what_cannot_be_closed_or_reopened_says_why(home: Home) -> None:
    for year, why in ((2025, "has not ended"), (1999, "no figures")):
        with pytest.raises(ClosedYearError, match=why):
            close_year(home, year, "担当1")
    with pytest.raises(ClosedYearError, match="not closed"):
        reopen(home, 2024, "担当1", "訂正")
    close_year(home, 2024, "担当1")
    with pytest.raises(ClosedYearError, match="closed already"):
        close_year(home, 2024, "担当1")
    with pytest.raises(ClosedYearError, match="needs a reason"):
        reopen(home, 2024, "担当1", "")


def test_without_a_whole_snapshot_nothing_is_closed(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    with pytest.raises(ClosedYearError, match="nothing is published"):
        close_year(home, 2024, "担当1")
    manager = published(home, build, inputs).folder / "manager.duckdb"
    manager.write_bytes(manager.read_bytes()[:-1])
    with pytest.raises(ClosedYearError, match="its hash differs"):
        close_year(home, 2024, "担当1")
    assert closings(home) == []


@pytest.mark.usefixtures("shown")
def test_every_closing_of_a_year_is_kept(home: Home) -> None:
    close_year(home, 2024, "担当1", at=NOON_UTC)
    reopen(home, 2024, "担当2", "記録漏れ", at=NOON_UTC + DAY)
    close_year(home, 2024, "担当3", at=NOON_UTC + 2 * DAY)
    told = [(one.closed_by, one.reopened_by, one.reopen_reason) for one in closings(home)]
    assert told == [("担当1", "担当2", "記録漏れ"), ("担当3", None, None)]
    june = {day: closed_years(home, date(2025, 6, day)) for day in (1, 2, 3)}
    assert [bool(june[day]) for day in (1, 2, 3)] == [True, False, True]
    assert closed_years(home, date(2025, 5, 31)) == {}
    assert closed_years(home)[2024].closed_by == "担当3"


@pytest.mark.usefixtures("shown")
def test_closing_is_an_input_of_the_next_run(home: Home) -> None:
    before = gather_inputs(home, {}, "models", home.catalogue, None)
    close_year(home, 2024, "担当1", at=NOON_UTC)
    after = gather_inputs(home, {}, "models", home.catalogue, None)
    assert (before.closed_years, after.closed_years) == ({}, {"2024": "2025-06-01T12:00:00"})
    assert before.fingerprint != after.fingerprint
    past = gather_inputs(home, {}, "models", home.catalogue, date(2025, 5, 31))
    assert past.closed_years == {}


@pytest.mark.usefixtures("shown")
def test_the_snapshot_of_a_closed_year_is_never_removed(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    closing = close_year(home, 2024, "担当1").closing
    for days in (1, 2, 3):
        later = replace(inputs, fingerprint=str(days) * 64)
        published(home, build, later, now=lambda days=days: NOON_UTC + days * DAY)
        record_current(home)
    remove_expired(home, NOON_UTC + 400 * DAY)
    kept = [one.snapshot_id for one in list_snapshots(home)]
    assert closing.snapshot_id in kept
    assert len(kept) == 3  # it, the current one, and the one to go back to


@pytest.mark.usefixtures("shown")
def test_a_damaged_file_of_a_closed_year_is_one_line(home: Home) -> None:
    close_year(home, 2024, "担当1")
    (home.history / "closed_years" / "2024.parquet").write_bytes(b"PAR1 damaged")
    with pytest.raises(ClosedYearError, match=r"2024[.]parquet.*backup") as raised:
        gather_inputs(home, {}, "models", home.catalogue, None)
    assert "\n" not in str(raised.value)
