"""Thirty days whole, month ends for ever, and never what someone needs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.history.journal import Event, note
from orchestration.lock import JST
from orchestration.publication import (
    Manifest,
    SnapshotInputs,
    current_snapshot,
    list_snapshots,
    record_current,
    roll_back,
)
from orchestration.publication.retention import expired, remove_expired
from tests.orchestration.publication.manifests import invented
from tests.orchestration.publication.publishing import published

TODAY = datetime(2025, 7, 15, 9, tzinfo=JST)


def _manifest(moment: datetime, requested: date | None = None) -> Manifest:
    snapshot_id = f"{moment:%Y%m%dT%H%M%S}-00000000"
    return invented(snapshot_id, moment.date(), moment, requested_as_of=requested)


def _gone(manifests: Sequence[Manifest], *needed: str) -> list[date]:
    return [one.published_at.date() for one in expired(manifests, needed, TODAY)]


def test_thirty_days_and_the_last_of_each_month_stay() -> None:
    daily = [_manifest(TODAY - timedelta(days=age)) for age in range(100)]
    kept = {one.published_at.date() for one in daily} - set(_gone(daily))
    last_thirty = {TODAY.date() - timedelta(days=age) for age in range(31)}
    assert kept - last_thirty == {date(2025, 4, 30), date(2025, 5, 31)}
    assert last_thirty <= kept


def test_the_last_of_a_month_need_not_be_its_last_day() -> None:
    assert _gone([_manifest(datetime(2024, 2, day, 6, tzinfo=JST)) for day in (1, 28)]) == [
        date(2024, 2, 1)
    ]


def test_a_past_day_that_was_asked_for_is_no_month_end() -> None:
    own = _manifest(datetime(2025, 3, 31, 6, tzinfo=JST))
    asked = _manifest(datetime(2025, 3, 31, 8, tzinfo=JST), requested=date(2024, 9, 30))
    assert [one.requested_as_of for one in expired([own, asked], [], TODAY)] == [date(2024, 9, 30)]


def test_what_is_needed_stays() -> None:
    old = [_manifest(datetime(2025, 1, day, 6, tzinfo=JST)) for day in (1, 2, 3)]
    assert _gone(old, old[0].snapshot_id) == [date(2025, 1, 2)]


@pytest.fixture
def aged(home: Home, build: Path, inputs: SnapshotInputs) -> list[str]:
    """Four snapshots of one month long ago, each current in its turn."""
    ids = []
    for day in (1, 2, 3, 4):
        given = replace(inputs, fingerprint=str(day) * 64)
        moment = datetime(2025, 1, day, 6, tzinfo=JST)
        ids.append(published(home, build, given, now=lambda at=moment: at).folder.name)
        record_current(home)
    return ids


def test_the_current_and_the_one_before_survive_and_readers_keep_reading(
    home: Home, aged: list[str]
) -> None:
    with duckdb.connect(str(home.published / aged[0] / "manager.duckdb"), read_only=True) as reader:
        assert remove_expired(home, TODAY) == aged[:2]
        assert reader.execute("select count(*) from marts.kpi_yearly").fetchone() != (0,)
    assert [one.snapshot_id for one in list_snapshots(home)] == [aged[3], aged[2]]
    assert remove_expired(home, TODAY) == []


def test_what_a_hold_or_a_closed_year_names_survives(home: Home, aged: list[str]) -> None:
    note(home, Event.YEAR_CLOSED, aged[0])
    roll_back(home, aged[1], "誤り", "担当1")
    assert remove_expired(home, TODAY) == [aged[2]]
    shown = current_snapshot(home)
    assert shown is not None
    assert shown.name == aged[1]
