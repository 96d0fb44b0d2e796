"""One empty home, laid out and compiled once: what dbt makes of the shipped project."""

import json
from typing import Any

import pytest

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from tests.warehouse import run_dbt


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("models") / "home")
    home.create()
    return home


@pytest.fixture(scope="session")
def workspace(empty_home: Home) -> Workspace:
    return prepare_workspace(empty_home, load_contracts(empty_home.contracts), None)


@pytest.fixture(scope="session")
def manifest(workspace: Workspace) -> dict[str, Any]:
    """dbt's own account of the project: nodes with compiled SQL, exposures, unit tests."""
    run_dbt(workspace, "compile")
    path = workspace.project_dir / "target" / "manifest.json"
    account: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return account


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Models and seeds by unique id."""
    kinds = ("model", "seed")
    return {k: node for k, node in manifest["nodes"].items() if node["resource_type"] in kinds}
