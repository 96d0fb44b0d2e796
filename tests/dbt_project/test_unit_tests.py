"""dbt's own tests: unit tests of models, and what must hold of every build.

The unit tests lie beside their models (*.unit_tests.yml). For them to run relations must exist,
rows need not.
"""

import json
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dbt_project.workspace import Workspace, prepare_workspace
from tests import expected
from tests.warehouse import NO_TESTS, TestWarehouse, run_dbt

pytestmark = pytest.mark.e2e

ONE_EXAMPLE = "19_newest_version_wins"
AS_OF = date(2026, 3, 31)
PUBLISHED = (
    "select schema_name, table_name from duckdb_tables() where schema_name in ('marts', 'quality')"
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> TestWarehouse:
    """A home that was built once, with the rows of one example."""
    built = TestWarehouse.made(tmp_path_factory, "unit_tests")
    example = expected.EXAMPLES / ONE_EXAMPLE
    built.deliver(example / "inbox", expected.load(example)["delivered_at"])
    built.land(datetime.now(UTC))
    built.build(AS_OF).close()
    return built


def prepared(warehouse: TestWarehouse, as_of: date | None = None) -> Workspace:
    return prepare_workspace(warehouse.home, warehouse.contracts, as_of)


def names(outcome: Any) -> set[str]:
    return {result.node.unique_id for result in outcome.results}


def test_every_dbt_test_passes(warehouse: TestWarehouse) -> None:
    ran = names(run_dbt(prepared(warehouse), "test"))
    kinds = {name.partition(".")[0] for name in ran}
    assert kinds == {"test", "unit_test"}


@pytest.mark.parametrize(
    ("model", "old", "new"),
    [
        ("marts/kpi_yearly", "nullif(target.target, 0)", "target.target"),
        ("intermediate/int_session_people", "> 0.1 *", ">= 0.1 *"),
        ("quality/file", "where not is_accepted", "where is_accepted"),
    ],
)
def test_a_changed_model_fails_its_unit_test(
    warehouse: TestWarehouse, model: str, old: str, new: str
) -> None:
    workspace = prepared(warehouse)
    path = workspace.project_dir / "models" / f"{model}.sql"
    sql = path.read_text(encoding="utf-8")
    assert old in sql
    path.write_text(sql.replace(old, new), encoding="utf-8")
    with pytest.raises(AssertionError):
        run_dbt(workspace, "test", "--select", f"test_type:unit,{path.stem}")


def test_the_documentation_is_made_without_the_internet(warehouse: TestWarehouse) -> None:
    workspace = prepared(warehouse)
    run_dbt(workspace, "docs", "generate")
    assert (workspace.project_dir / "target" / "catalog.json").stat().st_size > 0


def every_example(folder: Path) -> dict[str, str]:
    """Lay the inboxes of all examples into one; the time of delivery of each file."""
    times = {}
    for example in sorted(path for path in expected.EXAMPLES.iterdir() if path.is_dir()):
        for name, text in expected.load(example)["delivered_at"].items():
            source = example / "inbox" / name
            target = folder / Path(name).parent / f"{example.name[:2]}_{source.name}"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
            times[str(target.relative_to(folder))] = text
    return times


def published_tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute(PUBLISHED).fetchall()
        return {
            f"{schema}.{table}": con.execute(f"from {schema}.{table} order by all").fetchall()
            for schema, table in tables
        }


@pytest.fixture(scope="module")
def delivered(warehouse: TestWarehouse, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All examples at once: every oddity of a log that has a rule, in one inbox."""
    inbox = tmp_path_factory.mktemp("examples") / "inbox"
    warehouse.deliver(inbox, every_example(inbox))
    warehouse.land(datetime.now(UTC))
    warehouse.build(AS_OF).close()
    return prepared(warehouse, AS_OF)


def test_compiled_statements_alone_give_the_tables_of_a_full_build(delivered: Workspace) -> None:
    replayed = published_tables(delivered.build_path)
    run_dbt(delivered, "build", *NO_TESTS)
    assert published_tables(delivered.build_path) == replayed
    assert replayed["marts.kpi_yearly"]


def test_what_must_hold_of_every_build_holds_of_all_examples_at_once(delivered: Workspace) -> None:
    assert len(names(run_dbt(delivered, "test", "--select", "test_type:data"))) > 100


def test_a_build_scans_each_landed_log_at_most_twice(
    warehouse: TestWarehouse, delivered: Workspace
) -> None:
    """Once what pages may show and once what only tells persons apart, however many models ask."""
    scans: Counter[str] = Counter()
    with duckdb.connect(str(delivered.build_path), read_only=True) as con:
        for kind, _, select in warehouse.statements:
            for log in warehouse.contracts:
                if kind == "table" and f'"raw"."{log}"' in select:
                    scans[log] += _operators(con, select).count("READ_PARQUET")
    assert set(scans) == set(warehouse.contracts)
    assert max(scans.values()) <= 2, scans


def _operators(con: duckdb.DuckDBPyConnection, select: str) -> list[str]:
    """The names of all operators in the plan of a statement."""
    ((_, plan),) = con.execute(f"explain (format json) {select}").fetchall()
    names, open_nodes = [], list(json.loads(plan))
    while open_nodes:
        node = open_nodes.pop()
        names.append(node["name"].strip())
        open_nodes += node["children"]
    return names
