"""Every fault as a model of its own with the unit tests of its model: two calls of dbt for all.

Belongs here: laying faulty models out beside the right ones, running their unit tests, and their
compiled statements. Not here: which faults there are (mutants), what else finds them (homes).
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dbt_project.workspace import Workspace
from tests.mutation.mutants import Mutant
from tests.warehouse import run_dbt

FOLDER = "mutants"
QUIET = ("--log-level", "none", "--no-fail-fast")


@dataclass(frozen=True)
class Tried:
    """What came of a fault: the unit tests that found it, and its statement for what they miss."""

    mutant: Mutant
    found_by: list[str]
    """Names of unit tests that fail, or cannot run, with it."""
    select: str | None
    """Its compiled SQL; None where it cannot be compiled."""

    @property
    def model(self) -> str:
        """The name of the model that the fault is in."""
        return Path(self.mutant.path).stem

    @property
    def is_found(self) -> bool:
        """Whether a unit test found it, or dbt cannot even compile it."""
        return bool(self.found_by) or self.select is None


def tried(workspace: Workspace, mutants: Sequence[Mutant]) -> list[Tried]:
    """Run the unit tests of each mutant's model against the mutant, whose inputs were built."""
    names = {f"{Path(m.path).stem}__{number}": m for number, m in enumerate(mutants)}
    tests = _lay_out(workspace.project_dir / "models", names)
    outcomes = _outcomes(workspace)
    assert set(outcomes) == tests, "every copy of a unit test runs"
    found: dict[str, list[str]] = {name: [] for name in names}
    for (model, test), status in outcomes.items():
        if status != "pass":
            found[model].append(test)
    compiled = {node.name: node.compiled_code for node in _compiled(workspace)}
    return [Tried(m, found[name], compiled.get(name)) for name, m in names.items()]


def _lay_out(models: Path, names: dict[str, Mutant]) -> set[tuple[str, str]]:
    """Write each mutant as a model with its unit tests; (model, test) of all."""
    unit_tests = [
        test
        for path in sorted(models.rglob("*.unit_tests.yml"))
        for test in yaml.safe_load(path.read_text(encoding="utf-8"))["unit_tests"]
    ]
    folder = models / FOLDER
    folder.mkdir()
    laid_out = set()
    for name, mutant in names.items():
        path = models / mutant.path
        faulty = mutant.applied_to(path.read_text(encoding="utf-8"))
        (folder / f"{name}.sql").write_text(faulty, encoding="utf-8")
        copies = [{**test, "model": name} for test in unit_tests if test["model"] == path.stem]
        # One file for each: dbt tells unit tests of one file apart by their names alone.
        text = yaml.safe_dump({"unit_tests": copies}, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        laid_out |= {(name, test["name"]) for test in copies}
    return laid_out


def _outcomes(workspace: Workspace) -> dict[tuple[str, str], str]:
    """How each unit test of a mutant ended."""
    report = workspace.project_dir / "target" / "run_results.json"
    report.unlink(missing_ok=True)
    # Failing is what these tests are for; whether they all ran at all is in the report.
    with suppress(AssertionError):
        run_dbt(workspace, "test", "--select", f"test_type:unit,fais.{FOLDER}", *QUIET)
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    ids = [(*result["unique_id"].split("."), result["status"]) for result in results]
    return {(model, test): status for *_, model, test, status in ids}


def _compiled(workspace: Workspace) -> Iterator[Any]:
    for result in run_dbt(workspace, "compile", "--select", f"fais.{FOLDER}", *QUIET).results:
        yield result.node
