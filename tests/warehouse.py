"""Homes for tests: deliver files with their times, land them, build the warehouse in process.

Belongs here: what any test needs to get from an inbox to built tables without the CLI.
dbt builds once per session and project; after that its compiled statements are run directly, which
gives the same tables in a tenth of the time (tests/dbt_project holds the two against each other).
"""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any, Self

import duckdb
import pytest

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.landing import land_log
from tests.session import session_folder

Statements = list[tuple[str, str, str]]
DATA = ("inbox", "landing", "rejected")


class TestWarehouse:
    """A home that is emptied between tests, and its dbt project parsed and compiled once.

    Homes of one session whose projects are the same take the first one's build over.
    """

    __test__ = False

    def __init__(self, root: Path, session: Path) -> None:
        self.home = Home(root)
        self.home.create()
        self.contracts = load_contracts(self.home.contracts)
        self._session = session
        self._statements: Statements = []

    @classmethod
    def made(cls, tmp_path_factory: pytest.TempPathFactory, name: str) -> Self:
        """A warehouse of this test session in a folder of its own."""
        root = tmp_path_factory.mktemp(name) / "home"
        return cls(root, session_folder(tmp_path_factory))

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
            self._statements = self._take_over(workspace)
        _replay(workspace, self._statements)
        return duckdb.connect(str(workspace.build_path), read_only=True)

    @property
    def statements(self) -> Statements:
        """(kind, relation, select) of every model, parents first, once it was built."""
        return self._statements

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

    def manifest(self) -> dict[str, Any]:
        """dbt's own account of the project: nodes with compiled SQL, exposures, tests."""
        kept = self._kept(prepare_workspace(self.home, self.contracts, None))
        account: dict[str, Any] = json.loads((kept / MANIFEST).read_text(encoding="utf-8"))
        return account

    def _take_over(self, workspace: Workspace) -> Statements:
        """The statements and the build file of this project, made by whoever asks first."""
        kept = self._kept(workspace)
        shutil.copyfile(kept / workspace.build_path.name, workspace.build_path)
        text = (kept / STATEMENTS).read_text(encoding="utf-8").replace(HOME, self._root)
        return [(kind, relation, select) for kind, relation, select in json.loads(text)]

    def _kept(self, workspace: Workspace) -> Path:
        """The folder with what dbt made of this project, for all homes of the session."""
        kept = self._session / "builds" / _project_hash(workspace, self._root)
        kept.mkdir(parents=True, exist_ok=True)
        with (kept / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (kept / STATEMENTS).exists():
                self._lay_out_empty_landing()
                compiled = list(_compiled(run_dbt(workspace, "build", *NO_TESTS)))
                shutil.copyfile(workspace.build_path, kept / workspace.build_path.name)
                shutil.copyfile(workspace.project_dir / "target" / MANIFEST, kept / MANIFEST)
                text = json.dumps(compiled).replace(self._root, HOME)
                (kept / STATEMENTS).write_text(text, encoding="utf-8")
        return kept

    @property
    def _root(self) -> str:
        return str(self.home.root.absolute())

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


HOME = "{home}"
STATEMENTS, MANIFEST = "statements.json", "manifest.json"
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


def _project_hash(workspace: Workspace, root: str) -> str:
    """What compiled statements depend on, wherever the home lies; rows of seeds are read anew."""
    digest = hashlib.sha256()
    paths = [workspace.project_dir / "dbt_project.yml", workspace.project_dir / "profiles.yml"]
    for folder in ("models", "macros"):
        paths += sorted((workspace.project_dir / folder).rglob("*.*"))
    for path in paths:
        text = path.read_text(encoding="utf-8").replace(root, HOME)
        digest.update(f"{path.relative_to(workspace.project_dir)}\n{text}".encode())
    return digest.hexdigest()


def _compiled(results: Any) -> Iterator[tuple[str, str, str]]:
    """(kind, relation, select) of every model, parents first."""
    nodes = {result.node.unique_id: result.node for result in results.results}
    parents = {name: set(node.depends_on_nodes) for name, node in nodes.items()}
    for name in TopologicalSorter(parents).static_order():
        node = nodes.get(name)
        if node is not None and node.resource_type == "model":
            relation = f'"{node.schema}"."{node.alias}"'
            yield node.config.materialized, relation, node.compiled_code


def _replay(workspace: Workspace, statements: Statements) -> None:
    # For a handful of rows one thread and one transaction cost two thirds of many.
    with duckdb.connect(str(workspace.build_path), config={"threads": 1}) as con:
        con.execute("begin")
        for seed in (workspace.project_dir / "seeds").glob("*.csv"):
            con.execute(
                f"create or replace table catalogue.{seed.stem} as "
                "select * from read_csv(?, header = true, all_varchar = true)",
                [str(seed)],
            )
        for kind, relation, select in statements:
            con.execute(f"create or replace {kind} {relation} as ({select}\n)")
        con.execute("commit")
