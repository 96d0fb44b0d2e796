"""One story for the tests of this folder: five days of a home, lived once and looked at by all."""

import pytest

from tests.history.living import LivingHome
from tests.history.story import Story, five_days
from tests.warehouse import TestWarehouse


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Five days, their snapshots put aside, `published/` lost, and each day asked for again."""
    warehouse = TestWarehouse.made(tmp_path_factory, "history")
    return five_days(LivingHome(warehouse), tmp_path_factory.mktemp("aside"))
