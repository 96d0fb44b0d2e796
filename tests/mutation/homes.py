"""Homes whose answer is known: whether a faulty statement changes an answer on one of them.

Belongs here: building each home once, and putting one fault after the other into that build.
A fault that leaves every row of its own model as it was is not followed any further.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb

from dbt_project.workspace import prepare_workspace
from tests import expected
from tests.dbt_project.test_unit_tests import AS_OF, every_example
from tests.mutation.unit_tests import Tried
from tests.oracle import random_homes, recompute
from tests.oracle.compare import disagreements
from tests.warehouse import Statements, TestWarehouse, run_dbt

EXAMPLES = sorted(path for path in expected.EXAMPLES.iterdir() if path.is_dir())
SEED = 0
HOW_MANY_DIFFER = """
    with rebuilt as ({select}
    ),
    missing as (from {relation} except all from rebuilt),
    added as (from rebuilt except all from {relation})
    select count(*) from (from missing union all from added)
"""
IsWrong = Callable[[duckdb.DuckDBPyConnection], bool]


@dataclass(frozen=True)
class Built:
    """A home that stands built, and what tells whether its tables are wrong."""

    name: str
    path: Path
    is_wrong: IsWrong


def built_homes(warehouse: TestWarehouse, folder: Path) -> Iterator[Built]:
    """Each home as soon as it is built; it lasts until the next one is asked for."""
    path = warehouse.home.warehouse / "build.duckdb"
    for example in EXAMPLES:
        for number, is_wrong in enumerate(_example(warehouse, example)):
            yield Built(f"{example.name}/{number}", path, is_wrong)
    yield Built("invariants", path, _all_examples(warehouse, folder / "all"))
    yield Built(f"recomputation of home {SEED}", path, _random_home(warehouse, folder / "random"))


def _example(warehouse: TestWarehouse, example: Path) -> Iterator[IsWrong]:
    """Its inbox on each of its days, and the answer of that day."""
    _land(warehouse, example / "inbox", expected.load(example)["delivered_at"])
    for block in expected.blocks(expected.load(example)):
        warehouse.build(date.fromisoformat(block["as_of"])).close()
        yield lambda con, block=block: bool(expected.differences(con, block))


def _all_examples(warehouse: TestWarehouse, inbox: Path) -> IsWrong:
    """All inboxes in one, where dbt's data tests hold."""
    _land(warehouse, inbox, every_example(inbox))
    warehouse.build(AS_OF).close()
    workspace = prepare_workspace(warehouse.home, warehouse.contracts, AS_OF)
    compiled = run_dbt(workspace, "compile", "--select", "test_type:data").results
    tests = [r.node.compiled_code for r in compiled if r.node.config.severity.lower() == "error"]
    return lambda con: any(con.execute(test).fetchone() is not None for test in tests)


def _random_home(warehouse: TestWarehouse, inbox: Path) -> IsWrong:
    """Untidy deliveries, whose figures are recomputed from what was landed."""
    _land(warehouse, inbox, random_homes.Office(SEED).deliver(inbox))
    warehouse.build(random_homes.AS_OF).close()
    figures = recompute(warehouse.home.root, random_homes.AS_OF)
    return lambda con: not disagreements(figures, con).is_empty()


def _land(warehouse: TestWarehouse, inbox: Path, times: dict[str, str]) -> None:
    warehouse.deliver(inbox, times)
    warehouse.land(datetime.now(UTC))


def shows(
    con: duckdb.DuckDBPyConnection, statements: Statements, fault: Tried, is_wrong: IsWrong
) -> bool:
    """Whether the build's tables are wrong, or cannot be made, with the fault in them.

    The statements are those of all models, parents first; the build is left as it was.
    """
    selects = {relation: select for _, relation, select in statements}
    relation = next(name for name in selects if name.endswith(f'."{fault.model}"'))
    selects[relation] = fault.select or ""
    with _undone(con):
        try:
            if not _differs(con, relation, selects[relation]):
                return False
            for name, select in _made_from(relation, selects):
                con.execute(f"create or replace table {name} as ({select}\n)")
            return is_wrong(con)
        except duckdb.Error:
            return True


def _differs(con: duckdb.DuckDBPyConnection, relation: str, select: str) -> bool:
    counted = HOW_MANY_DIFFER.format(select=select, relation=relation)
    return con.execute(counted).fetchone() != (0,)


@contextmanager
def _undone(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    con.execute("begin")
    try:
        yield
    finally:
        con.execute("rollback")


def _made_from(relation: str, selects: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The relation and all that is made from it, in the order given."""
    made = {relation}
    for name, select in selects.items():
        if name == relation or any(parent in select for parent in made):
            made.add(name)
            yield name, select
