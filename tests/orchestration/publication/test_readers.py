"""Readers are never blocked, and see one snapshot in a session, however often it changes."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.publication import SnapshotInputs, record_current
from orchestration.publication.retention import remove_expired
from tests.orchestration.publication.publishing import NOON_UTC, published
from tests.orchestration.publication.reader import READING

READER = "tests.orchestration.publication.reader"
SOAK = (20, 50)
QUICK = (2, 5)
"""Readers and publications."""


@contextmanager
def _reading(home: Home, readers: int) -> Iterator[list["subprocess.Popen[str]"]]:
    """Start readers; they have all made their first visit when the block begins."""
    command = [sys.executable, "-m", READER, str(home.root)]
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for _ in range(readers)
    ]
    try:
        while len(list(home.root.glob(f"*.{READING}"))) < readers:
            assert all(process.poll() is None for process in processes)
            time.sleep(0.1)
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _publish_often(home: Home, build: Path, inputs: SnapshotInputs, times: int) -> None:
    """Publish another stock of members each time, a month apart, and remove what has expired."""
    for number in range(times):
        with duckdb.connect(str(build)) as connection:
            connection.execute(
                "update marts.kpi_yearly set value = ? where indicator_id = 'desk.members'",
                [number],
            )
        moment = NOON_UTC + timedelta(days=number)
        own = replace(inputs, fingerprint=f"{number:064d}")
        published(home, build, own, now=lambda moment=moment: moment)
        record_current(home)
        remove_expired(home, moment)


@pytest.mark.parametrize(
    ("readers", "times"),
    [pytest.param(*QUICK, id="quick"), pytest.param(*SOAK, id="soak", marks=pytest.mark.soak)],
)
def test_no_reader_sees_two_snapshots_in_one_session(
    readers: int, times: int, home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    _publish_often(home, build, inputs, 1)
    with _reading(home, readers) as processes:
        _publish_often(home, build, inputs, times)
        (home.root / "stop").touch()
        told = [json.loads(process.communicate(timeout=120)[0]) for process in processes]
    sys.stdout.write(
        f"\nREADERS {readers} over {times} publications: "
        f"{sum(one['visits'] for one in told)} visits, "
        f"{sum(one['overtaken'] for one in told)} of them overtaken\n"
    )
    assert [one["wrong"] for one in told] == [[]] * readers
    assert all(one["visits"] for one in told)
    assert any(one["overtaken"] for one in told)
