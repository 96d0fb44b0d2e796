"""The examples, as far as reading alone can answer them: files and issues before references."""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from ingest.contracts import load_contracts
from ingest.findings import REQUIRED_MISSING
from ingest.home import Home
from ingest.landing import land_log
from ingest.ledger import JST, read_ledger
from ingest.rows import SKIPPED
from ingest.values import ERA_OVERRUN, OUT_OF_RANGE, UNKNOWN_VALUE, UNPARSABLE
from tests import expected

if TYPE_CHECKING:
    from pathlib import Path

RULES = {
    REQUIRED_MISSING, UNPARSABLE, UNKNOWN_VALUE, OUT_OF_RANGE, ERA_OVERRUN, *SKIPPED,
}  # fmt: skip
NOW = datetime(2030, 1, 1, tzinfo=JST)
EXAMPLES = {
    path.name: expected.load(path) for path in sorted(expected.EXAMPLES.iterdir()) if path.is_dir()
}


def rejects_by_reference(answer: dict[str, Any]) -> set[tuple[str, str]]:
    """Return log and file of those in which references reject rows: the models count them."""
    return {
        (log, file)
        for log, file, _, _, severity, rule in answer.get("issues", [])
        if severity == "reject" and rule not in RULES
    }


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def land(home: Home, example: str) -> None:
    answer = EXAMPLES[example]
    shutil.copytree(expected.EXAMPLES / example / "inbox", home.inbox, dirs_exist_ok=True)
    for name, text in answer["delivered_at"].items():
        seconds = datetime.fromisoformat(text).timestamp()
        os.utime(home.inbox / name, (seconds, seconds))
    contracts = load_contracts(None)
    for folder in home.inbox.iterdir():
        land_log(home, contracts[folder.name], NOW)


def found_issues(home: Home) -> set[tuple[Any, ...]]:
    file = pl.col("file").str.split("#").list.first()
    return {
        (path.parent.parent.name, *row)
        for path in home.landing.glob("*/issues/*.parquet")
        for row in pl.read_parquet(path)
        .select(file, "row_number", "column_name", "severity", "rule")
        .rows()
    }


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_lands_as_it_says(example: str, home: Home) -> None:
    answer = EXAMPLES[example]
    land(home, example)
    rows = [d for path in home.landing.iterdir() for d in read_ledger(path / "ledger")]
    deliveries = {(d.log, d.file): d for d in rows}
    listed = {
        (log, file): (status, *counts) for log, file, *counts, status in answer.get("files", [])
    }
    exempt = rejects_by_reference(answer)
    for key, delivery in deliveries.items():
        status, *counts = listed.get(key, ("duplicate" if is_copy(delivery, rows) else "landed",))
        assert delivery.status == status, key
        if counts and key not in exempt:
            assert [delivery.accepted, delivery.rejected, delivery.skipped] == counts, key
        day = datetime.fromisoformat(answer["delivered_at"]["/".join(key)])
        assert delivery.delivered_at == day.replace(tzinfo=None)


def is_copy(delivery: Any, deliveries: list[Any]) -> bool:
    return any(
        other.sha256 == delivery.sha256 and other.delivered_at < delivery.delivered_at
        for other in deliveries
    )


@pytest.mark.parametrize(
    "example", [name for name, answer in EXAMPLES.items() if "issues" in answer]
)
def test_the_issues_of_reading_are_found(example: str, home: Home) -> None:
    land(home, example)
    issues = [tuple(issue) for issue in EXAMPLES[example]["issues"] if issue[-1] in RULES]
    assert set(issues) <= found_issues(home)
