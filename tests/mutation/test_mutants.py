"""Are the models' tests worth their name: of small faults in their SQL, most are found.

A fault is found by the unit tests of its model, or else by an example of the data's meaning, an
invariant of every build or the recomputation of a home's figures.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import compress
from pathlib import Path

import duckdb
import pytest

from dbt_project.workspace import prepare_workspace
from tests import expected
from tests.mutation.homes import EXAMPLES, built_homes, shows
from tests.mutation.mutants import Mutant, draw
from tests.mutation.unit_tests import Tried, tried
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

SEEDS = (2026, 2027)
COUNT = 60
QUICK = COUNT // 10
FOLDERS = ("marts", "intermediate", "quality")
SHARE = 0.85
MODELS = Path(__file__).parents[2] / "dbt_project" / "models"
AS_OF = date(2026, 3, 31)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> TestWarehouse:
    """A home that was built once."""
    built = TestWarehouse.made(tmp_path_factory, "mutants")
    example = EXAMPLES[0]
    built.deliver(example / "inbox", expected.load(example)["delivered_at"])
    built.land(datetime.now(UTC))
    built.build(AS_OF).close()
    return built


def _tried(warehouse: TestWarehouse, mutants: Sequence[Mutant]) -> list[Tried]:
    return tried(prepare_workspace(warehouse.home, warehouse.contracts, AS_OF), mutants)


def _survivors(warehouse: TestWarehouse, left: list[Tried], folder: Path) -> list[Tried]:
    """Those that no home with a known answer shows; says of the others which one did."""
    for home in built_homes(warehouse, folder):
        with duckdb.connect(str(home.path), config={"threads": 1}) as con:
            said = [shows(con, warehouse.statements, fault, home.is_wrong) for fault in left]
        for fault in compress(left, said):
            sys.stdout.write(f"\n  {home.name} shows {fault.mutant}")
        left = [fault for fault, is_shown in zip(left, said, strict=True) if not is_shown]
    return left


@pytest.mark.parametrize("seed", SEEDS)
def test_a_fault_is_drawn_from_a_line_once(seed: int) -> None:
    mutants = draw(MODELS, FOLDERS, COUNT, seed)
    assert len({(mutant.path, mutant.line) for mutant in mutants}) == COUNT


def test_unit_tests_alone_find_most_of_a_few_faults(warehouse: TestWarehouse) -> None:
    mutants = draw(MODELS, FOLDERS, COUNT, SEEDS[0])[:QUICK]
    missed = [str(fault.mutant) for fault in _tried(warehouse, mutants) if not fault.is_found]
    assert len(missed) <= QUICK / 3, "\n".join(missed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", SEEDS)
def test_most_faults_are_found(seed: int, warehouse: TestWarehouse, tmp_path: Path) -> None:
    faults = _tried(warehouse, draw(MODELS, FOLDERS, COUNT, seed))
    missed = [fault for fault in faults if not fault.is_found]
    survivors = [str(fault.mutant) for fault in _survivors(warehouse, missed, tmp_path)]
    text = (
        f"\nseed {seed}: of {COUNT} faults {COUNT - len(missed)} found by unit tests, "
        f"{len(missed) - len(survivors)} on homes with a known answer; not found:"
    )
    sys.stdout.write("\n  ".join([text, *survivors]) + "\n")
    assert len(survivors) <= COUNT * (1 - SHARE)
