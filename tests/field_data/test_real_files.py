"""The real files land with the totals their publishers state.

Their licences are unknown, so they are no part of the project: FAIS_FIELD_DATA names their folder,
and without it this file is not collected (conftest).
"""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.reading import read_rows
from tests.field_data.cases import CASES, TRAPS, Case
from tests.field_data.landing import contracts, outcome, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(os.environ["FAIS_FIELD_DATA"])


def contents(pattern: str) -> list[bytes]:
    files = sorted(FOLDER.glob(pattern))
    assert files, f"{FOLDER / pattern}: no such file"
    return [path.read_bytes() for path in files]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.log)
def test_a_real_file_lands_with_the_totals_of_its_publisher(case: Case) -> None:
    assert outcome(case.log, contents(case.real_files), case.real) == case.real


@pytest.mark.parametrize(("_make", "files", "reason"), TRAPS)
def test_a_real_trap_gets_its_line(_make: Callable[[], bytes], files: str, reason: str) -> None:
    assert [refusal(content).reason for content in contents(files)] == [reason]


def test_each_month_begins_where_the_last_one_ended() -> None:
    contract = contracts()["population"]
    rows = [
        read_rows(content, "file", contract).accepted.row(0, named=True)
        for content in contents("16_*/*_20[0-9]*.xlsx")
    ]
    assert [b["population"] - a["population"] for a, b in pairwise(rows)] == [
        row["change"] for row in rows[1:]
    ]
