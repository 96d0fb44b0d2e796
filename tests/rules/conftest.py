"""One warehouse for all tests of this folder: built once, replayed for every inbox."""

import pytest

from tests.warehouse import TestWarehouse


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> TestWarehouse:
    return TestWarehouse.made(tmp_path_factory, "rules")
