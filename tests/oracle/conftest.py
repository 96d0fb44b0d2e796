"""One warehouse for the tests that hold it against plain recomputation: dbt builds it once."""

import pytest

from tests.oracle.test_printed_figures import print_figures
from tests.warehouse import TestWarehouse


@pytest.fixture(scope="package")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> TestWarehouse:
    """A home that prints the figures of the ledger's tests; other tests do not look at them."""
    built = TestWarehouse.made(tmp_path_factory, "recomputed")
    print_figures(built.home.catalogue)
    return built
