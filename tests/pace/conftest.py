"""One home for all worlds: it is emptied between them, and its dbt project is compiled once."""

import pytest

from tests.warehouse import TestWarehouse


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> TestWarehouse:
    return TestWarehouse.made(tmp_path_factory, "pace")
