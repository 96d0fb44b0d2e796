"""A disk that is full or cannot be written: a real one, small, mounted for the test."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from dashboards.queries.snapshot import open_snapshot
from ingest.home import Home
from orchestration.history.journal import Event, note, read_journal
from orchestration.publication import (
    PublicationError,
    Published,
    SnapshotInputs,
    current_snapshot,
    record_current,
    relink_current,
    verify,
)
from tests.orchestration.publication.publishing import NOON_UTC, published

MIB = 1 << 20
DISK_MIB = 64
KEPT = [0.0, 0.6, 0.999]
"""Shares of the room that a publication needs."""
Mount = Callable[[Path], None]


@pytest.fixture
def mount() -> Iterator[Mount]:
    """Put a small empty disk in a folder's place until the test ends."""
    mounted: list[Path] = []

    def tried(folder: Path) -> None:
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MIB}m,mode=700", "tmpfs", str(folder)]
        if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("only root may mount a disk")
        mounted.append(folder)

    yield tried
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _make_read_only(folder: Path, is_read_only: bool = True) -> None:
    how = "remount,ro" if is_read_only else "remount,rw"
    subprocess.run(["mount", "-o", how, str(folder)], check=True)


def _fill(folder: Path, kept_bytes: int) -> Path:
    """Leave so much room and no more."""
    free = os.statvfs(folder)
    filler = folder / ".filler"
    with filler.open("wb") as file:
        for _ in range((free.f_bavail * free.f_frsize - kept_bytes) // 4096):
            file.write(bytes(4096))
    return filler


def _again(home: Home, build: Path, inputs: SnapshotInputs) -> Published:
    """Another publication, an hour later."""
    later = replace(inputs, fingerprint="1" * 64)
    return published(home, build, later, now=lambda: NOON_UTC + timedelta(hours=1))


def _serves(home: Home, folder: Path) -> None:
    assert current_snapshot(home) == folder
    assert verify(folder) == []
    opened = open_snapshot(home.root, "manager")
    with closing(opened.connection):
        assert opened.rows("select count(*) as n from marts.kpi_yearly")[0]["n"] > 0


@pytest.mark.parametrize("kept", KEPT)
def test_a_full_disk_leaves_the_last_publication_and_the_next_run_repairs(
    kept: float, home: Home, build: Path, inputs: SnapshotInputs, mount: Mount
) -> None:
    mount(home.published)
    before = published(home, build, inputs).folder
    needed = sum(path.stat().st_size for path in before.iterdir())
    filler = _fill(home.published, int(needed * kept))
    with pytest.raises(PublicationError, match=r"nothing published.*free space") as raised:
        _again(home, build, inputs)
    assert "\n" not in str(raised.value)
    _serves(home, before)
    assert list(home.published.glob(".*")) == [filler]
    filler.unlink()
    _serves(home, _again(home, build, inputs).folder)


def test_a_folder_that_cannot_be_written_leaves_the_last_publication(
    home: Home, build: Path, inputs: SnapshotInputs, mount: Mount
) -> None:
    mount(home.published)
    before = published(home, build, inputs).folder
    _make_read_only(home.published)
    with pytest.raises(PublicationError, match=r"Read-only file system.*rights"):
        _again(home, build, inputs)
    _serves(home, before)
    _make_read_only(home.published, is_read_only=False)
    _serves(home, _again(home, build, inputs).folder)


def test_a_history_that_cannot_be_written_is_caught_up_by_the_next_run(
    home: Home, build: Path, inputs: SnapshotInputs, mount: Mount
) -> None:
    mount(home.history)
    _make_read_only(home.history)
    shown = published(home, build, inputs).folder
    with pytest.raises(OSError, match="Read-only"):
        record_current(home)
    _serves(home, shown)
    _make_read_only(home.history, is_read_only=False)
    record_current(home)
    assert [one.snapshot_id for one in read_journal(home)] == [shown.name]
    assert len(list((home.history / "kpi_history").glob("*.parquet"))) == 1


def test_a_line_of_the_journal_that_does_not_fit_is_an_error_and_costs_no_other(
    home: Home, build: Path, inputs: SnapshotInputs, mount: Mount
) -> None:
    mount(home.history)
    shown = published(home, build, inputs).folder
    record_current(home)
    filler = _fill(home.history, 0)
    with pytest.raises(OSError, match="No space left"):
        note(home, Event.RESUMED, shown.name, reason="理" * 4000)
    filler.unlink()
    note(home, Event.RESUMED, shown.name)
    assert [one.event for one in read_journal(home)] == [Event.PUBLISHED, Event.RESUMED]
    assert relink_current(home) is None
