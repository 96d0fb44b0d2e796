"""Headers of older editions of every log still land: each alias in its turn, by itself."""

from __future__ import annotations

import pytest
from polars.testing import assert_frame_equal

from ingest.contracts import Contract, load_contracts
from ingest.reading import FileRows, read_rows
from tests.ingest.files import delimited
from tests.ingest.messy import clean

CONTRACTS = load_contracts(None)


def edition(contract: Contract, number: int) -> FileRows:
    """The clean table of a log under the n-th name of every column, or its last one."""
    _, *rows = clean(contract)
    names = [column.names[min(number, len(column.names) - 1)] for column in contract.columns]
    return read_rows(delimited([names, *rows], encoding="cp932"), "旧版", contract)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_edition_lands_alike(contract: Contract) -> None:
    today = edition(contract, 0)
    assert not today.accepted.is_empty()
    for number in range(1, max(len(column.names) for column in contract.columns)):
        older = edition(contract, number)
        assert older.rejected == 0
        assert_frame_equal(older.accepted, today.accepted)
