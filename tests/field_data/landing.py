"""Reading files by the contracts of this folder, and what it came to."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from ingest.contracts import Contract, load_contracts
from ingest.readers import UnreadableFileError
from ingest.reading import FileRows, read_rows
from tests.field_data.cases import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).parent


@functools.cache
def contracts() -> dict[str, Contract]:
    """Return the contracts written for the field data."""
    return load_contracts(HERE / "contracts")


def outcome(log: str, files: Sequence[bytes], like: Outcome) -> Outcome:
    """Read the files of a log; return what the expected outcome is about."""
    read = [read_rows(content, "file", contracts()[log]) for content in files]
    rows = pl.concat([one.accepted for one in read])
    for one in read:
        check_every_row_has_one_fate(one)
    return Outcome(
        accepted=len(rows),
        rejected=sum(one.rejected for one in read),
        skipped=sum(one.skipped for one in read),
        sums={name: rows[name].sum() for name in like.sums},
        filled={name: rows[name].count() for name in like.filled},
        distinct={name: rows[name].n_unique() for name in like.distinct},
        warnings=sum(len(one.findings.filter(severity="warn")) for one in read),
    )


def check_every_row_has_one_fate(rows: FileRows) -> None:
    """Compare the rows counted with the records that are named."""
    found = (rows.findings.filter(severity=severity) for severity in ("reject", "skip"))
    named = [rows.accepted["_position"], *(one["_position"].unique() for one in found)]
    assert pl.concat(named).is_unique().all()
    assert sum(map(len, named)) == rows.rows_read


def refusal(content: bytes) -> UnreadableFileError:
    """Return why a file is refused."""
    with pytest.raises(UnreadableFileError) as refused:
        read_rows(content, "file", contracts()["clinic"])
    return refused.value
