"""A landing killed at any moment: whole files only, and the next one ends where none was killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from ingest.home import Home
from tests.orchestration.office import fais
from tests.sample_home import copy_of

SOAK_ROUNDS = 100
QUICK_ROUNDS = SOAK_ROUNDS // 10
MOMENTS = [
    0.3 + 0.7 * ((37 * seed + 11) % SOAK_ROUNDS) / SOAK_ROUNDS for seed in range(SOAK_ROUNDS)
]
"""Shares of an undisturbed landing's time; before the first of them Python is still starting."""
LAND = "from orchestration.cli import main; main()"
ROW = "C-{0},sme_desk,2025/5/7 10:00,,完了\n"
TIMES = ("delivered_at", "landed_at")


@pytest.fixture(scope="module")
def waiting(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a few dozen files in its inbox, good ones, refused ones and the same again."""
    home = Home(tmp_path_factory.mktemp("kills") / "home")
    home.create()
    folder = home.inbox / "consultation"
    folder.mkdir(exist_ok=True)
    for number in range(30):
        header = "受付番号,事業コード,受付日時,企業名,状態\n" if number % 7 else "表題\n"
        rows = "".join(ROW.format(f"{number % 25}-{row}") for row in range(50))
        path = folder / f"{number}.csv"
        path.write_text(header + rows, encoding="cp932")
        os.utime(path, (1_700_000_000 + number, 1_700_000_000 + number))
    return home


@pytest.fixture(scope="module")
def undisturbed(
    waiting: Home, tmp_path_factory: pytest.TempPathFactory
) -> tuple[float, dict[str, pl.DataFrame]]:
    """Seconds and result of the landing that nobody kills."""
    home = copy_of(waiting, tmp_path_factory.mktemp("undisturbed") / "home")
    started = time.monotonic()
    assert fais("land", "--home", str(home.root)).returncode == 3
    return time.monotonic() - started, _landed(home)


def _landed(home: Home) -> dict[str, pl.DataFrame]:
    """Return every file of landing, which must open, without the times in the ledger."""
    return {
        str(path.relative_to(home.landing)): pl.read_parquet(path).drop(TIMES, strict=False)
        for path in sorted(home.landing.rglob("*.parquet"))
        if not path.name.startswith(".")
    }


def _land_and_kill(home: Home, after_s: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LAND, "land", "--home", str(home.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _survives(
    waiting: Home, undisturbed: tuple[float, dict[str, pl.DataFrame]], root: Path, seed: int
) -> None:
    seconds, expected = undisturbed
    home = copy_of(waiting, root)
    _land_and_kill(home, seconds * MOMENTS[seed])
    _landed(home)
    assert fais("land", "--home", str(home.root)).returncode in (0, 3)
    found = _landed(home)
    assert found.keys() == expected.keys()
    assert [name for name in found if not found[name].equals(expected[name])] == []
    assert not list(home.landing.rglob("*.tmp"))


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(QUICK_ROUNDS))
def test_a_killed_landing_leaves_no_trace(
    waiting: Home,
    undisturbed: tuple[float, dict[str, pl.DataFrame]],
    tmp_path: Path,
    seed: int,
) -> None:
    _survives(waiting, undisturbed, tmp_path / "home", seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(QUICK_ROUNDS, SOAK_ROUNDS))
def test_many_killed_landings_leave_no_trace(
    waiting: Home,
    undisturbed: tuple[float, dict[str, pl.DataFrame]],
    tmp_path: Path,
    seed: int,
) -> None:
    _survives(waiting, undisturbed, tmp_path / "home", seed)
