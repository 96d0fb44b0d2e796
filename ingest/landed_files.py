"""The immutable files of one log in landing, named by the content they came from.

Here belongs: which columns go into which file, and their types. Personal columns have a file of
their own beside the rows, so that they can be purged. Not here: when files are written (landing).
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from ingest.atomic import clear_interrupted
from ingest.file_rows import FILE, POSITION, FileRows
from ingest.growing import growing
from ingest.readers import RECORD
from ingest.unknown_columns import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ingest.contracts import Contract
    from ingest.growing import Append
    from ingest.ledger import Delivery

OWNER_ONLY = 0o700


class LandingFolder:
    """The folder of one log."""

    def __init__(self, root: Path, contract: Contract) -> None:
        """Name the folders; nothing is made yet."""
        self.root = root
        self._personal = root / "personal"
        self._issues = root / "issues"
        self._origins = root / "origins"
        self.ledger = root / "ledger"
        self._contract = contract

    def prepare(self) -> None:
        """Make the folders and clear what an interrupted write left of the ledger."""
        for folder in (self.root, self._personal, self._issues, self._origins, self.ledger):
            folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
        clear_interrupted(self.ledger)

    def clear(self) -> None:
        """Clear what an interrupted write left of rows: what it was writing is still to land."""
        clear_interrupted(self.root)

    def write(self, sha256: str, stretches: Iterable[FileRows]) -> Written:
        """Write rows, personal columns, issues and origins of one file, as they come.

        Each file is whole or not there, and none is there before the last stretch came.
        """
        name, written = f"{sha256}.parquet", Written()
        with ExitStack() as files:
            rows, personal, issues = (
                files.enter_context(growing(folder / name))
                for folder in (self.root, self._personal, self._issues)
            )
            origins: Append | None = None
            for stretch in stretches:
                rows(self._rows(sha256, stretch))
                personal(self._personal_columns(sha256, stretch))
                issues(_findings(sha256, stretch))
                if not stretch.origins.is_empty():
                    origins = origins or files.enter_context(growing(self._origins / name))
                    origins(self._origin_rows(sha256, stretch))
                written.add(stretch)
        return written

    def write_for(self, delivery: Delivery, stretches: Iterable[FileRows]) -> Delivery:
        """Write the rows of a delivery; returns it with what they came to. Raises OSError."""
        written = self.write(delivery.sha256 or "", stretches)
        return delivery._replace(
            rows_read=written.rows_read,
            accepted=written.accepted,
            rejected=written.rejected,
            skipped=written.skipped,
            score=written.score,
            advice=written.advice,
            encoding=written.encoding,
        )

    def _rows(self, sha256: str, rows: FileRows) -> pl.DataFrame:
        others = [c.name for c in self._contract.columns if not c.is_personal]
        return rows.accepted.select(*others, _sha(sha256), FILE, _ROW_NUMBER, POSITION)

    def _personal_columns(self, sha256: str, rows: FileRows) -> pl.DataFrame:
        personal = [c.name for c in self._contract.columns if c.is_personal]
        return rows.accepted.select(_sha(sha256), POSITION, *personal, UNKNOWN)

    def _origin_rows(self, sha256: str, rows: FileRows) -> pl.DataFrame:
        log = pl.lit(self._contract.log).alias("log")
        return rows.origins.select(log, _sha(sha256), POSITION, "^origin_.*$")


@dataclass
class Written:
    """What is known of one file once its rows are written."""

    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    encoding: str | None = None
    score: float | None = None
    advice: str | None = None
    """JSON of the advice that goes with the score."""

    @property
    def rows_read(self) -> int:
        """All rows of the sheets that are read."""
        return self.accepted + self.rejected + self.skipped

    def add(self, rows: FileRows) -> None:
        """Count a stretch; how a text is encoded is known for sure at its end."""
        self.accepted += len(rows.accepted)
        self.rejected += rows.rejected
        self.skipped += rows.skipped
        self.encoding = rows.encoding
        if rows.advice is not None:
            self.score, self.advice = rows.score, rows.advice.write_json()


_ROW_NUMBER = pl.col(RECORD).cast(pl.Int64).alias("_row_number")


def _sha(sha256: str) -> pl.Expr:
    return pl.lit(sha256).alias("_sha256")


def _findings(sha256: str, rows: FileRows) -> pl.DataFrame:
    return rows.findings.select(
        _sha(sha256),
        pl.col(FILE).alias("file"),
        _ROW_NUMBER.alias("row_number"),
        pl.col(POSITION).alias("position"),
        pl.exclude(FILE, RECORD, POSITION),
    )
