"""A home, and a way to land the test log in it at chosen times."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest

from ingest.home import Home
from ingest.landing import LandingReport, land_log
from ingest.ledger import JST, Delivery, read_ledger
from tests.ingest.papers import CONTRACT

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2025, 6, 1, 9, 0, tzinfo=JST)
"""When the test home is looked into for the first time; each landing is an hour later."""


@dataclass
class Desk:
    """The office: drops files, and lands the log."""

    home: Home
    now: datetime = FIRST
    fingerprint: str = CONTRACT.fingerprint

    def drop(self, name: str, content: bytes, at: datetime | None = None) -> Path:
        """Put a file into the inbox with a modification time; without one, just now."""
        path = self.home.inbox / CONTRACT.log / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        self.touch(path, at or self.now - timedelta(minutes=1))
        return path

    def touch(self, path: Path, at: datetime) -> None:
        """Set a modification time."""
        nanoseconds = int(at.timestamp()) * 10**9
        os.utime(path, ns=(nanoseconds, nanoseconds))

    def land(self) -> LandingReport:
        """Look into the inbox; the next look is an hour later."""
        contract = replace(CONTRACT, fingerprint=self.fingerprint)
        report = land_log(self.home, contract, self.now)
        self.now += timedelta(hours=1)
        return report

    @property
    def folder(self) -> Path:
        """Landing of the log."""
        return self.home.landing / CONTRACT.log

    def ledger(self) -> list[Delivery]:
        """All deliveries noted."""
        return read_ledger(self.folder / "ledger")

    def landed(self, kind: str = "") -> pl.DataFrame:
        """Return the only landed file of a kind: rows, `personal` or `issues`."""
        (path,) = (self.folder / kind).glob("*.parquet")
        return pl.read_parquet(path)

    def files(self) -> dict[str, bytes]:
        """Everything in landing but the last look, by path."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and path.name != "look.json"
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    home = Home(tmp_path / "home")
    home.create()
    return Desk(home)
