"""Every log, clean or written in any style and any format, lands as the same rows."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ingest.contracts import Contract, load_contracts
from ingest.reading import FileRows, read_rows
from tests.ingest.files import RECORDS, TABLES, delimited
from tests.ingest.messy import ROWS, clean, messy

CONTRACTS = load_contracts(None)
QUICK = sorted({*TABLES, *RECORDS} - {"xls"})
"""Old workbooks are read in a process of their own; one test reads one for each log."""
FEW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(params=list(CONTRACTS))
def contract(request: pytest.FixtureRequest) -> Contract:
    return CONTRACTS[request.param]


def landed(rows: FileRows) -> pl.DataFrame:
    return rows.accepted.select(pl.exclude("_file", "_record", "_position"))


def same_as_clean(contract: Contract, name: str, seed: int) -> FileRows:
    chance = random.Random(seed)  # noqa: S311
    table = messy(contract, chance, has_margins=name in TABLES)
    rows = read_rows((TABLES | RECORDS)[name](table), "表", contract)
    plain = read_rows(delimited(clean(contract)), "表", contract)
    assert len(plain.accepted) == ROWS, plain.findings
    assert rows.rejected == 0, rows.findings.filter(severity="reject")["message_en"].to_list()
    assert rows.findings.filter(severity="warn")["message_en"].to_list() == []
    assert_frame_equal(landed(rows), landed(plain))
    return rows


@FEW
@given(name=st.sampled_from(QUICK), seed=st.integers(0, 10**6))
def test_any_style_lands_as_the_clean_one(contract: Contract, name: str, seed: int) -> None:
    rows = same_as_clean(contract, name, seed)
    assert rows.skipped == (5 if name in TABLES else 0)


@pytest.mark.parametrize("log", ["consultation", "target"])
def test_old_workbooks_land_as_the_clean_table(log: str) -> None:
    same_as_clean(CONTRACTS[log], "xls", seed=1)
