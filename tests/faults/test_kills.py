"""A run that breaks at any moment: the last good publication serves, the next run repairs."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.failpoints import FAILPOINTS, VARIABLE, Failpoint
from orchestration.history.figures import is_recorded
from orchestration.lock import JST
from orchestration.publication import current_snapshot, read_manifest
from tests.orchestration.office import HEADER, Office, fais, new_office
from tests.sample_home import copy_of

SOAK_ROUNDS = 60
QUICK_ROUNDS = 2
"""Each is a whole run, killed, and another: the rest is for the soak."""
MOMENTS = [((7 * seed + 5) % SOAK_ROUNDS + 0.5) / SOAK_ROUNDS for seed in range(SOAK_ROUNDS)]
"""Shares of an undisturbed run's time after which it is killed, spread over all of it."""
MAY = HEADER + "C-01,sme_desk,2025/5/7 10:00,例示工務店株式会社,経営,完了\n"
JUNE = HEADER + "C-02,sme_desk,2025/6/3 13:30,例示商会株式会社,経営,完了\n"
BREAKS = [(point, way) for point in FAILPOINTS for way in ("kill", "error")]
QUICK_BREAKS = [("built", "error"), ("switched", "kill")]
FIGURES = "select indicator_id, fiscal_year, value, coverage from marts.kpi_yearly order by all"
Figures = list[tuple[object, ...]]


def _deliver(office: Office, name: str, content: str, month: int) -> None:
    path = office.deliver("consultation", name, content)
    seconds = datetime(2025, month, 28, 12, tzinfo=JST).timestamp()
    os.utime(path, (seconds, seconds))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that published May and has June in its inbox."""
    office = new_office(tmp_path_factory.mktemp("kills") / "home")
    _deliver(office, "5月.csv", MAY, 5)
    done = office.say("run")
    assert done.returncode == 0, done.stderr
    _deliver(office, "6月.csv", JUNE, 6)
    return office.home


@pytest.fixture(scope="module")
def undisturbed(published: Home, tmp_path_factory: pytest.TempPathFactory) -> tuple[float, Figures]:
    """Seconds and figures of the same run when nobody kills it."""
    home = copy_of(published, tmp_path_factory.mktemp("undisturbed") / "home")
    started = time.monotonic()
    done = fais("run", "--home", str(home.root))
    assert done.returncode == 0, done.stderr
    return time.monotonic() - started, _figures(home)


def _figures(home: Home) -> Figures:
    path = home.published / "current" / "manager.duckdb"
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(FIGURES).fetchall()


def _is_whole(home: Home) -> bool:
    """Whether the current snapshot's files are those its manifest names."""
    snapshot = current_snapshot(home)
    assert snapshot is not None
    return all(
        hashlib.sha256((snapshot / name).read_bytes()).hexdigest() == digest
        for name, digest in read_manifest(snapshot).files.items()
    )


def _run_and_kill(home: Home, after_s: float) -> None:
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", "run"]
    process = subprocess.Popen(
        [*command, "--home", str(home.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _survives(published: Home, undisturbed: tuple[float, Figures], root: Path, seed: int) -> None:
    seconds, figures = undisturbed
    home = copy_of(published, root)
    _run_and_kill(home, seconds * MOMENTS[seed])
    assert _is_whole(home)
    done = fais("run", "--home", str(home.root))
    assert done.returncode == 0, done.stderr
    assert _figures(home) == figures
    assert _is_whole(home)
    assert not list(home.root.rglob("*.partial"))


def _comes_back(published: Home, figures: Figures, home: Home, point: Failpoint, way: str) -> None:
    """Break a run at a step's end; readers see whole figures, the next run sets all right."""
    copy_of(published, home.root)
    broken = subprocess.run(
        [sys.executable, "-c", "from orchestration.cli import main; main()", "run"],
        env={**os.environ, "FAIS_HOME": str(home.root), VARIABLE: f"{point}:{way}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert broken.returncode == (-signal.SIGKILL if way == "kill" else 1), broken.stderr
    assert "Traceback" not in broken.stderr
    assert _is_whole(home)
    done = fais("run", "--home", str(home.root))
    assert done.returncode == 0, done.stderr
    assert _figures(home) == figures
    assert _is_whole(home)
    assert not list(home.root.rglob("*.partial"))
    shown = current_snapshot(home)
    assert shown is not None
    assert is_recorded(home, shown.name)


@pytest.mark.e2e
@pytest.mark.parametrize("seed", range(QUICK_ROUNDS))
def test_a_killed_run_leaves_no_trace(
    published: Home, undisturbed: tuple[float, Figures], tmp_path: Path, seed: int
) -> None:
    _survives(published, undisturbed, tmp_path / "home", seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(QUICK_ROUNDS, SOAK_ROUNDS))
def test_many_killed_runs_leave_no_trace(
    published: Home, undisturbed: tuple[float, Figures], tmp_path: Path, seed: int
) -> None:
    _survives(published, undisturbed, tmp_path / "home", seed)


@pytest.mark.e2e
@pytest.mark.parametrize(("point", "way"), QUICK_BREAKS)
def test_a_run_that_breaks_between_steps_is_repaired(
    published: Home, undisturbed: tuple[float, Figures], tmp_path: Path, point: Failpoint, way: str
) -> None:
    _comes_back(published, undisturbed[1], Home(tmp_path / "home"), point, way)


@pytest.mark.soak
@pytest.mark.parametrize(("point", "way"), [one for one in BREAKS if one not in QUICK_BREAKS])
def test_a_run_that_breaks_behind_any_step_is_repaired(
    published: Home, undisturbed: tuple[float, Figures], tmp_path: Path, point: Failpoint, way: str
) -> None:
    _comes_back(published, undisturbed[1], Home(tmp_path / "home"), point, way)
