"""Runs for tests that break many of them: `fais run` in a fork of a process that has the tools.

Belongs here: starting such runs, and the statements of their stand-in for dbt. A fork that is
killed is as dead as any process. Not here: which runs are broken and what must hold (test_kills).
"""

import json
import multiprocessing
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from graphlib import TopologicalSorter
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from orchestration.failpoints import VARIABLE
from tests.faults import stand_in_dbt
from tests.warehouse import run_dbt

PRELOADED = ["tests.faults.tools"]
OUTPUT = "told.txt"


class QuickRuns:
    """Starts runs on any home of the shipped contracts and catalogue."""

    def __init__(self, folder: Path) -> None:
        """Compile the project once, in a folder of its own."""
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(PRELOADED)
        self._dbt = folder / "dbt"
        self._manifest, statements = _compiled(Home(folder / "compiled"))
        (folder / "statements.json").write_text(statements, encoding="utf-8")
        words = [sys.executable, stand_in_dbt.__file__, str(folder / "statements.json")]
        called = f'#!/bin/sh\nexec {shlex.join(words)} "$FAIS_HOME" "$@"\n'
        self._dbt.write_text(called, encoding="utf-8")
        self._dbt.chmod(0o700)

    def start(self, home: Home, breaks_at: str = "") -> ForkServerProcess:
        """Begin a run that breaks at a failpoint (`NAME:way`), or nowhere."""
        target = home.warehouse / "dbt" / "target"
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._manifest, target / "manifest.json")
        process = self._context.Process(
            target=_fais_run, args=(home.root, self._dbt, breaks_at), daemon=False
        )
        process.start()
        return process

    def run(self, home: Home, breaks_at: str = "") -> tuple[int, str]:
        """Run to the end; returns the exit code, negative for a signal, and what was said."""
        process = self.start(home, breaks_at)
        process.join()
        assert process.exitcode is not None
        return process.exitcode, (home.root.parent / OUTPUT).read_text(encoding="utf-8")

    def run_and_kill(self, home: Home, after_s: float, with_children: bool) -> int:
        """Run and kill the process after some seconds, alone or with the dbt that it started."""
        process = self.start(home)
        process.join(after_s)
        if process.exitcode is None:
            assert process.pid is not None
            with suppress(ProcessLookupError):
                (os.killpg if with_children else os.kill)(process.pid, signal.SIGKILL)
            process.join()
        assert process.exitcode is not None
        return process.exitcode


def _fais_run(root: Path, dbt: Path, breaks_at: str) -> None:
    """What the fork does: the command line, with dbt's stand-in."""
    os.setsid()
    with (root.parent / OUTPUT).open("w") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    from orchestration import cli, dbt_manifest
    from orchestration.assets import warehouse

    os.environ |= {"FAIS_HOME": str(root), VARIABLE: breaks_at}
    dbt_manifest.DBT = warehouse.DBT = dbt
    sys.argv = ["fais", "run"]
    cli.main()


def _compiled(home: Home) -> tuple[Path, str]:
    """The project's manifest, and what dbt would run: (unique id, statement), parents first."""
    home.create()
    contracts = load_contracts(None)
    workspace = prepare_workspace(home, contracts, None)
    for log in contracts:
        _lay_out(home, log)
    nodes = {one.node.unique_id: one.node for one in run_dbt(workspace, "compile").results}
    text = json.dumps([*_seeds(workspace), *_models(nodes)], ensure_ascii=False)
    own = str(home.root.absolute())
    return workspace.project_dir / "target" / "manifest.json", text.replace(own, stand_in_dbt.PLACE)


def _lay_out(home: Home, log: str) -> None:
    """Have every source of rows there, so that no statement leaves one out."""
    empty, landing = home.warehouse / "empty", home.landing / log
    copies = {
        landing: log,
        landing / "personal": f"{log}.personal",
        landing / "issues": "issues",
        landing / "origins": "origins",
        landing / "ledger": "deliveries",
        home.history: "company_keys",
    }
    for folder, name in copies.items():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(empty / f"{name}.parquet", folder / f"{name}.parquet")


def _seeds(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for seed in sorted((workspace.project_dir / "seeds").glob("*.csv")):
        rows = f"select * from read_csv('{seed.absolute()}', header = true, all_varchar = true)"
        yield f"seed.fais.{seed.stem}", _made("table", "catalogue", seed.stem, rows)


def _models(nodes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parents = {name: set(node.depends_on_nodes) for name, node in nodes.items()}
    for name in TopologicalSorter(parents).static_order():
        node = nodes.get(name)
        if node is not None and node.resource_type == "model":
            kind = node.config.materialized
            yield name, _made(kind, node.schema, node.alias, node.compiled_code)


def _made(kind: str, schema: str, name: str, rows: str) -> str:
    return (
        f'create schema if not exists "{schema}"; '
        f'create or replace {kind} "{schema}"."{name}" as ({rows}\n)'
    )
