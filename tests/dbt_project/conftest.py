"""The shipped project as dbt understands it, without any row."""

from typing import Any

import pytest

from tests.warehouse import TestWarehouse


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """dbt's own account of the project: nodes with compiled SQL, exposures, unit tests."""
    return TestWarehouse.made(tmp_path_factory, "models").manifest()


@pytest.fixture(scope="session")
def models(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Models and seeds by unique id."""
    kinds = ("model", "seed")
    return {k: node for k, node in manifest["nodes"].items() if node["resource_type"] in kinds}
