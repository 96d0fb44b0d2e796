"""The immutable files of one log in landing, named by the content they came from.

Here belongs: which columns go into which file, and their types. Personal columns have a file of
their own beside the rows, so that they can be purged. Not here: when files are written (landing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ingest.atomic import clear_interrupted, write_atomically
from ingest.readers import RECORD
from ingest.reading import FILE, POSITION, FileRows
from ingest.unknown_columns import UNKNOWN

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.contracts import Contract

OWNER_ONLY = 0o700


class LandingFolder:
    """The folder of one log."""

    def __init__(self, root: Path, contract: Contract) -> None:
        """Name the folders; nothing is made yet."""
        self._root = root
        self._personal = root / "personal"
        self._issues = root / "issues"
        self._origins = root / "origins"
        self.ledger = root / "ledger"
        self._contract = contract

    def prepare(self) -> None:
        """Make the folders and clear what an interrupted write left."""
        for folder in (self._root, self._personal, self._issues, self._origins, self.ledger):
            folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        clear_interrupted(self._root)

    def write(self, sha256: str, rows: FileRows) -> None:
        """Write rows, personal columns and issues of one file; each is whole or not there."""
        name = f"{sha256}.parquet"
        sha = pl.lit(sha256).alias("_sha256")
        personal = [c.name for c in self._contract.columns if c.is_personal]
        others = [c.name for c in self._contract.columns if not c.is_personal]
        row_number = pl.col(RECORD).cast(pl.Int64)
        accepted = rows.accepted.select(
            *others, sha, FILE, row_number.alias("_row_number"), POSITION
        )
        _write(accepted, self._root / name)
        _write(rows.accepted.select(sha, POSITION, *personal, UNKNOWN), self._personal / name)
        findings = rows.findings.select(
            sha,
            pl.col(FILE).alias("file"),
            row_number.alias("row_number"),
            pl.col(POSITION).alias("position"),
            pl.exclude(FILE, RECORD, POSITION),
        )
        _write(findings, self._issues / name)
        if not rows.origins.is_empty():
            log = pl.lit(self._contract.log).alias("log")
            _write(rows.origins.select(log, sha, POSITION, "^origin_.*$"), self._origins / name)


def _write(frame: pl.DataFrame, path: Path) -> None:
    write_atomically(path, frame.write_parquet)
