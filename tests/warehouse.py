"""Homes for tests: deliver files with their times, land them, build the warehouse in process.

Belongs here: what any test needs to get from an inbox to built tables without the CLI.
dbt builds once per home; after that its compiled statements are run directly, which gives the same
tables in a tenth of the time (tests/dbt_project holds the two against each other).
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.landing import land_log

DATA = ("inbox", "landing", "rejected")


class TestWarehouse:
    """A home that is emptied between tests, and its dbt project parsed and compiled once."""

    __test__ = False

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.home.create()
        self.contracts = load_contracts(self.home.contracts)
        self._statements: list[tuple[str, str, str]] = []

    def deliver(self, inbox: Path, delivered_at: Mapping[str, str]) -> None:
        """Empty the home and lay an inbox into it, each file with its time of delivery."""
        for folder in DATA:
            shutil.rmtree(self.home.root / folder, ignore_errors=True)
        self.home.create()
        shutil.copytree(inbox, self.home.inbox, dirs_exist_ok=True)
        for name, text in delivered_at.items():
            seconds = datetime.fromisoformat(text).timestamp()
            os.utime(self.home.inbox / name, (seconds, seconds))

    def land(self, now: datetime) -> None:
        """Land every log of the inbox as if the look were taken at `now`."""
        for contract in self.contracts.values():
            land_log(self.home, contract, now)

    def build(self, as_of: date | None) -> duckdb.DuckDBPyConnection:
        """Build the warehouse as of a day and open it for reading."""
        workspace = prepare_workspace(self.home, self.contracts, as_of)
        self._lay_out_empty_landing()
        if not self._statements:
            self._statements = list(_compiled(run_dbt(workspace, "build", *NO_TESTS)))
        else:
            _replay(workspace, self._statements)
        return duckdb.connect(str(workspace.build_path), read_only=True)

    @contextmanager
    def changed(self, model: str, select: str) -> Iterator[None]:
        """Build with another statement for a model while the block runs, once it was built."""
        kept = self._statements
        self._statements = [
            (kind, relation, select if relation.endswith(f'."{model}"') else own)
            for kind, relation, own in kept
        ]
        try:
            yield
        finally:
            self._statements = kept

    def _lay_out_empty_landing(self) -> None:
        """Give every log a file that no ledger names, so that compiled views fit every inbox."""
        empty, landing = self.home.warehouse / "empty", self.home.landing
        for log in self.contracts:
            copies = {
                landing / log: f"{log}.parquet",
                landing / log / "personal": f"{log}.personal.parquet",
                landing / log / "issues": "issues.parquet",
                landing / log / "origins": "origins.parquet",
            }
            for folder, name in copies.items():
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(empty / name, folder / "nobody.parquet")


NO_TESTS = ("--exclude-resource-type", "test", "unit_test")


def run_dbt(workspace: Workspace, *arguments: str) -> Any:
    """Run dbt in this process; AssertionError with its messages when it fails."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    os.environ.update(workspace.env)
    where = ["--project-dir", str(workspace.project_dir)]
    where += ["--profiles-dir", str(workspace.profiles_dir), "--quiet"]
    outcome = dbtRunner().invoke([*arguments, *where])
    DuckDBConnectionManager.close_all_connections()
    assert outcome.success, outcome.exception or [
        result.message for result in outcome.result if result.status in ("error", "fail")
    ]
    return outcome.result


def _compiled(results: Any) -> Iterator[tuple[str, str, str]]:
    """(kind, relation, select) of every model, parents first."""
    nodes = {result.node.unique_id: result.node for result in results.results}
    parents = {name: set(node.depends_on_nodes) for name, node in nodes.items()}
    for name in TopologicalSorter(parents).static_order():
        node = nodes.get(name)
        if node is not None and node.resource_type == "model":
            relation = f'"{node.schema}"."{node.alias}"'
            yield node.config.materialized, relation, node.compiled_code


def _replay(workspace: Workspace, statements: list[tuple[str, str, str]]) -> None:
    requested = str(workspace.project_dir / "seeds" / "run_context.csv")
    with duckdb.connect(str(workspace.build_path)) as con:
        con.execute(
            "create or replace table catalogue.run_context as "
            "select * from read_csv(?, header = true, all_varchar = true)",
            [requested],
        )
        for kind, relation, select in statements:
            con.execute(f"create or replace {kind} {relation} as ({select}\n)")
