"""A run that breaks at any moment: the last good publication serves, the next run repairs."""

import signal
from pathlib import Path

import pytest

from ingest.home import Home
from orchestration.failpoints import FAILPOINTS
from orchestration.publication import current_snapshot
from tests.faults.conftest import Undisturbed
from tests.faults.homes import differing, is_whole, leftovers, times_shown
from tests.faults.quick_runs import QuickRuns
from tests.sample_home import copy_of

pytestmark = pytest.mark.e2e

SOAK_ROUNDS = 60
QUICK_ROUNDS = 2
"""Landings alone, which cost a tenth, are killed ten times more (test_landing_kills)."""
MOMENTS = [((7 * seed + 5) % SOAK_ROUNDS + 0.5) / SOAK_ROUNDS for seed in range(SOAK_ROUNDS)]
"""Shares of an undisturbed run's time after which it is killed, spread over all of it."""
BREAKS = [f"{point}:{way}" for point in FAILPOINTS for way in ("kill", "error")]
QUICK_BREAKS = ("named:error", "switched:kill")
"""A tenth of them."""


def _is_set_right(runs: QuickRuns, home: Home, undisturbed: Undisturbed) -> None:
    """Readers see whole figures all the time, and the next run leads where none was broken."""
    assert is_whole(home)
    code, said = runs.run(home)
    assert code == 0, said
    assert is_whole(home)
    assert differing(home, undisturbed.state) == []
    assert times_shown(home) == [1, 1]
    assert leftovers(home) == []


def _breaks(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, root: Path, breaks_at: str
) -> None:
    home = copy_of(published, root)
    before = current_snapshot(published)
    code, said = runs.run(home, breaks_at)
    assert code == (-signal.SIGKILL if breaks_at.endswith(":kill") else 1), said
    assert "Traceback" not in said
    shown = current_snapshot(home)
    assert shown is not None
    assert before is not None
    is_new = breaks_at.partition(":")[0] in ("switched", "recorded", "retained")
    assert (shown.name != before.name) == is_new
    _is_set_right(runs, home, undisturbed)


def _is_killed(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, root: Path, seed: int
) -> None:
    """Every other time what it started lives on, as when memory runs out."""
    home = copy_of(published, root)
    runs.run_and_kill(home, undisturbed.seconds * MOMENTS[seed], with_children=seed % 2 == 0)
    _is_set_right(runs, home, undisturbed)


@pytest.mark.parametrize("breaks_at", QUICK_BREAKS)
def test_a_run_that_breaks_between_steps_is_repaired(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path, breaks_at: str
) -> None:
    _breaks(runs, published, undisturbed, tmp_path / "home", breaks_at)


@pytest.mark.soak
@pytest.mark.parametrize("breaks_at", [one for one in BREAKS if one not in QUICK_BREAKS])
def test_a_run_that_breaks_behind_any_step_is_repaired(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path, breaks_at: str
) -> None:
    _breaks(runs, published, undisturbed, tmp_path / "home", breaks_at)


@pytest.mark.parametrize("seed", range(QUICK_ROUNDS))
def test_a_killed_run_leaves_no_trace(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    _is_killed(runs, published, undisturbed, tmp_path / "home", seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(QUICK_ROUNDS, SOAK_ROUNDS))
def test_many_killed_runs_leave_no_trace(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path, seed: int
) -> None:
    _is_killed(runs, published, undisturbed, tmp_path / "home", seed)
