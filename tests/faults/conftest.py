"""One home and one undisturbed run of it for all tests that break runs."""

import time
from dataclasses import dataclass

import pytest

from ingest.home import Home
from tests.faults.homes import JUNE, MAY, State, deliver, state
from tests.faults.quick_runs import QuickRuns
from tests.orchestration.office import new_office
from tests.sample_home import copy_of


@dataclass(frozen=True)
class Undisturbed:
    """How long the run takes that nobody breaks, and where it leads."""

    seconds: float
    state: State


@pytest.fixture(scope="package")
def runs(tmp_path_factory: pytest.TempPathFactory) -> QuickRuns:
    """Runs forked from one process that has the tools."""
    return QuickRuns(tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="package")
def published(runs: QuickRuns, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that published May and has June in its inbox; never change it."""
    office = new_office(tmp_path_factory.mktemp("published") / "home")
    deliver(office, "5月.csv", MAY, 5)
    code, said = runs.run(office.home)
    assert code == 0, said
    deliver(office, "6月.csv", JUNE, 6)
    return office.home


@pytest.fixture(scope="package")
def undisturbed(
    runs: QuickRuns, published: Home, tmp_path_factory: pytest.TempPathFactory
) -> Undisturbed:
    """The run of a copy of that home."""
    home = copy_of(published, tmp_path_factory.mktemp("undisturbed") / "home")
    started = time.monotonic()
    code, said = runs.run(home)
    assert code == 0, said
    return Undisturbed(time.monotonic() - started, state(home))
