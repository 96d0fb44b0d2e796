"""How long a file takes from the inbox of a served home to its readers, beside `fais run`."""

import sys
import time
from pathlib import Path

import pytest

from ingest.home import Home
from tests.benchmarks.process import measure
from tests.orchestration.served import FAIS, serve, wait_for
from tests.sample_home import copy_of, sample_home

pytestmark = pytest.mark.benchmark

NEW_FILE = "受付番号,事業コード,受付日時,企業名,状態\nY-{0},sme_desk,2026/10/30 10:00,,受付\n"
ROUNDS = 2


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the published sample that the measurements may change."""
    return copy_of(sample_home(tmp_path_factory), tmp_path_factory.mktemp("served") / "home")


def _drop(home: Home, number: int) -> None:
    path = home.inbox / "consultation" / f"新規{number}.csv"
    path.write_text(NEW_FILE.format(number), encoding="utf-8")


def test_from_the_inbox_to_the_readers_beside_a_run(home: Home, tmp_path: Path) -> None:
    current = home.published / "current"
    runs, drops = [], []
    for number in range(ROUNDS):
        _drop(home, number)
        runs.append(measure([*FAIS, "run", "--home", str(home.root)]).seconds)
    served = serve(home, tmp_path / "serve.log")
    try:
        time.sleep(30)  # the servers load their definitions once
        for number in range(ROUNDS, 2 * ROUNDS):
            before = current.readlink()
            _drop(home, number)
            drops.append(wait_for(lambda before=before: current.readlink() != before, 900, "shown"))
    finally:
        served.stop()
    text = f"drop to readers {min(drops):.1f} s (goal 60), fais run {min(runs):.1f} s"
    sys.stdout.write(f"\nBENCH served: {text}, ratio {min(drops) / min(runs):.2f} (goal 2)\n")
