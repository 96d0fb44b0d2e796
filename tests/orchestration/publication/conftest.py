"""Fixtures: a home, a small build that can be published, and inputs that stand for a run."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from expectations import CheckResult
from ingest.home import Home
from orchestration.publication import InputFile, SnapshotInputs
from tests.expectations.builds import TINY_BUILD

FINGERPRINT = "0123456789abcdef" * 4


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


@pytest.fixture
def build(home: Home) -> Path:
    path = home.warehouse / "build.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(TINY_BUILD.read_text(encoding="utf-8"))
    return path


@pytest.fixture
def inputs() -> SnapshotInputs:
    return SnapshotInputs(
        files=(InputFile("consultation", "相談.csv", "aa", "2025-05-31T09:00:00"),),
        fingerprint=FINGERPRINT,
        catalogue={"indicators.csv": "11"},
        contracts={"consultation": "22"},
        versions={"project": "0.1.0"},
        is_sample=True,
    )


def check(expectation: str, **changes: object) -> CheckResult:
    values: dict[str, object] = {
        "severity": "critical",
        "success": True,
        "observed": "0件",
        "error": None,
        "explanation_ja": "説明",
        "action_ja": "対応",
        "owner": "データ担当",
        "run_at": datetime(2025, 5, 31, 18),
    }
    return CheckResult("suite", expectation, **(values | changes))


def no_audit(manager: Path, official: Path) -> list[CheckResult]:
    """The pair's audit takes seconds to import; most tests are about other things."""
    assert manager.is_file()
    assert official.is_file()
    return [check("pair")]
