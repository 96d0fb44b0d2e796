"""The meaning, executable: every example's inbox, built at its day, gives the example's answer."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests import expected
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

EXAMPLES = sorted(path for path in expected.EXAMPLES.iterdir() if path.is_dir())


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> TestWarehouse:
    return TestWarehouse.made(tmp_path_factory, "examples")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_example_gives_its_answer(example: Path, warehouse: TestWarehouse) -> None:
    answer = expected.load(example)
    warehouse.deliver(example / "inbox", answer["delivered_at"])
    warehouse.land(datetime.now(UTC))
    for block in expected.blocks(answer):
        with warehouse.build(date.fromisoformat(block["as_of"])) as con:
            assert expected.differences(con, block) == []
