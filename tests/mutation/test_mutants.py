"""Are the models' tests worth their name: of small faults in their SQL, most are found.

A fault is found by the unit tests of its model, or else by an example of the data's meaning.
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from dbt_project.workspace import prepare_workspace
from tests import expected
from tests.mutation.mutants import Mutant, draw
from tests.test_examples import EXAMPLES
from tests.warehouse import TestWarehouse, run_dbt

pytestmark = pytest.mark.e2e

SEED = 2026
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
    _land(built, EXAMPLES[0])
    built.build(AS_OF).close()
    return built


@pytest.fixture(scope="module")
def mutants() -> list[Mutant]:
    """The drawn faults."""
    return draw(MODELS, FOLDERS, COUNT, SEED)


def _land(warehouse: TestWarehouse, example: Path) -> None:
    warehouse.deliver(example / "inbox", expected.load(example)["delivered_at"])
    warehouse.land(datetime.now(UTC))


def _is_found(warehouse: TestWarehouse, mutant: Mutant, examples: Sequence[Path]) -> bool:
    """Whether a unit test of the model or an example fails with the line as the mutant has it."""
    workspace = prepare_workspace(warehouse.home, warehouse.contracts, AS_OF)
    path = workspace.project_dir / "models" / mutant.path
    path.write_text(mutant.applied_to(path.read_text(encoding="utf-8")), encoding="utf-8")
    try:
        run_dbt(workspace, "test", "--select", f"test_type:unit,{path.stem}")
        compiled = run_dbt(workspace, "compile", "--select", path.stem).results[0].node
    except AssertionError:
        return True
    with warehouse.changed(path.stem, compiled.compiled_code):
        return any(_differ(warehouse, example) for example in examples)


def _differ(warehouse: TestWarehouse, example: Path) -> bool:
    """Whether an example's answer is no longer given."""
    _land(warehouse, example)
    try:
        return any(_differences(warehouse, example))
    except duckdb.Error:
        return True


def _differences(warehouse: TestWarehouse, example: Path) -> Iterator[bool]:
    for block in expected.blocks(expected.load(example)):
        with warehouse.build(date.fromisoformat(block["as_of"])) as con:
            yield bool(expected.differences(con, block))


def _survivors(
    warehouse: TestWarehouse, drawn: Sequence[Mutant], examples: Sequence[Path]
) -> list[str]:
    return [str(mutant) for mutant in drawn if not _is_found(warehouse, mutant, examples)]


def test_a_fault_is_drawn_from_a_line_once(mutants: list[Mutant]) -> None:
    assert len({(mutant.path, mutant.line) for mutant in mutants}) == COUNT


def test_unit_tests_alone_find_most_of_a_few_faults(
    warehouse: TestWarehouse, mutants: list[Mutant]
) -> None:
    survivors = _survivors(warehouse, mutants[:QUICK], examples=[])
    assert len(survivors) <= QUICK / 3, "\n".join(survivors)


@pytest.mark.soak
def test_most_faults_are_found(warehouse: TestWarehouse, mutants: list[Mutant]) -> None:
    survivors = _survivors(warehouse, mutants, EXAMPLES)
    found = COUNT - len(survivors)
    sys.stdout.write("\n  ".join([f"\n{found} of {COUNT} faults found; not found:", *survivors]))
    assert len(survivors) <= COUNT * (1 - SHARE)
