"""Warehouse and recomputation agree on homes that nobody tidied up."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.oracle import recompute
from tests.oracle.compare import disagreements
from tests.oracle.random_homes import AS_OF, Office
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

FEW, MANY = range(2), range(2, 20)


def _check(seed: int, warehouse: TestWarehouse, folder: Path) -> None:
    warehouse.deliver(folder / "inbox", Office(seed).deliver(folder / "inbox"))
    warehouse.land(datetime.now(UTC))
    with warehouse.build(AS_OF) as con:
        assert con.sql("select count(*) from marts.measurement").fetchone() > (500,)
        differing = disagreements(recompute(warehouse.home.root, AS_OF), con)
    assert differing.rows() == []


@pytest.mark.parametrize("seed", FEW)
def test_figures_agree(seed: int, warehouse: TestWarehouse, tmp_path: Path) -> None:
    _check(seed, warehouse, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("seed", MANY)
def test_figures_agree_on_many_homes(seed: int, warehouse: TestWarehouse, tmp_path: Path) -> None:
    _check(seed, warehouse, tmp_path)
