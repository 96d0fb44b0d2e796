"""Homes for tests: deliver files with their times, land them, build the warehouse in process.

Belongs here: what any test needs to get from an inbox to built tables without the CLI.
One home serves many tests in turn: parsing the dbt project is most of a small build's time.
"""

import os
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from dbt_project.workspace import prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.landing import land_log

DATA = ("inbox", "landing", "rejected")


class TestWarehouse:
    """A home that is emptied between tests, and dbt with its parsed project at hand."""

    __test__ = False

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self.home.create()
        self.contracts = load_contracts(self.home.contracts)
        self._manifest: Any = None

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

    def build(self, as_of: date | None, *arguments: str) -> duckdb.DuckDBPyConnection:
        """Build the warehouse and open it for reading; raises AssertionError when dbt fails."""
        from dbt.cli.main import dbtRunner

        workspace = prepare_workspace(self.home, self.contracts, as_of)
        os.environ.update(workspace.env)
        where = ["--project-dir", str(workspace.project_dir)]
        where += ["--profiles-dir", str(workspace.profiles_dir), "--quiet"]
        if self._manifest is None:
            self._manifest = dbtRunner().invoke(["parse", *where]).result
        command = list(arguments) or ["build", "--exclude-resource-type", "test", "unit_test"]
        outcome = dbtRunner(manifest=self._manifest).invoke([*command, *where])
        assert outcome.success, outcome.exception or [
            result.message for result in outcome.result if result.status == "error"
        ]
        return duckdb.connect(str(workspace.build_path), read_only=True)
