"""History knows every value readers saw: recorded once, repaired by the next run."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb

from ingest.home import Home
from orchestration.history.figures import FOLDER
from orchestration.history.journal import Event, read_journal
from orchestration.publication import InputFile, SnapshotInputs, record_current
from tests.orchestration.publication.publishing import NOON_UTC, published

LATER = InputFile("consultation", "訂正.csv", "bb", "2025-06-01T09:00:00")


def _history(home: Home) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(
            "select indicator_id, fiscal_year, month::varchar, value, snapshot_id, files "
            "from read_parquet(?) order by since, indicator_id, fiscal_year, month nulls first",
            [str(home.history / FOLDER / "*.parquet")],
        ).fetchall()


def correct(build: Path) -> None:
    """One consultation less in May 2025, taken back by the correction file."""
    with duckdb.connect(str(build)) as connection:
        connection.execute(
            "update marts.kpi_monthly set value = value - 1 "
            "where indicator_id = 'desk.consultations' and month = '2025-05-01'; "
            "update marts.kpi_yearly set value = value - 1 "
            "where indicator_id = 'desk.consultations' and fiscal_year = 2025; "
            "update marts.measurement set quantity = quantity - 1, file = '訂正.csv#表' "
            "where indicator_id = 'desk.consultations' and occurred_on >= '2025-05-01'"
        )


def test_the_first_snapshot_records_every_value_and_the_next_only_what_changed(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    published(home, build, inputs)
    record_current(home)
    first = _history(home)
    correct(build)
    later = replace(inputs, files=(*inputs.files, LATER), fingerprint="1" * 64)
    second = published(home, build, later, now=lambda: NOON_UTC + timedelta(days=1))
    record_current(home)
    new = _history(home)[len(first) :]
    assert len(first) > 100
    assert new == [
        ("desk.consultations", 2025, None, 39.0, second.folder.name, ["consultation/訂正.csv"]),
        (
            "desk.consultations",
            2025,
            "2025-05-01",
            19.0,
            second.folder.name,
            ["consultation/訂正.csv"],
        ),
    ]
    assert [entry.event for entry in read_journal(home)] == [Event.PUBLISHED] * 2


def test_recording_twice_or_after_a_kill_gives_one_record(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    published(home, build, inputs)
    record_current(home)
    once = _history(home)
    record_current(home)
    (home.history / "journal.jsonl").unlink()  # killed between the values and the journal's line
    record_current(home)
    assert _history(home) == once
    assert len(read_journal(home)) == 1


def test_a_line_cut_short_by_a_crash_costs_only_itself(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    published(home, build, inputs)
    journal = home.history / "journal.jsonl"
    journal.write_text('{"at": "2025-06-01T', encoding="utf-8")
    record_current(home)
    assert [entry.event for entry in read_journal(home)] == [Event.PUBLISHED]


def test_without_the_snapshot_before_values_are_recorded_all_the_same(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    first = published(home, build, inputs)
    record_current(home)
    (first.folder / "manager.duckdb").write_bytes(b"damaged")
    correct(build)
    published(home, build, replace(inputs, fingerprint="1" * 64))
    record_current(home)
    assert [row[5] for row in _history(home)[-2:]] == [[], []]


def test_a_snapshot_of_a_past_day_is_no_history(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    published(home, build, inputs)
    record_current(home)
    before = _history(home)
    correct(build)
    past = replace(inputs, fingerprint="1" * 64)
    published(home, build, past, requested=NOON_UTC.date())
    record_current(home)
    assert _history(home) == before
