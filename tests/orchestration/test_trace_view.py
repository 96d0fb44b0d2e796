"""`fais trace` prints what is behind a figure, and one line where there is no such figure."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ingest.home import Home
from orchestration.cli.app import app
from orchestration.cli.trace_view import TraceError
from orchestration.publication.manifest import MANIFEST_FILE
from tests.dashboards.published_home import AS_OF, SNAPSHOT, publish
from tests.orchestration.publication.manifests import invented

NAME = "sme_desk.consultations"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published home whose figure of September 2026 has thirty rows in one file."""
    root = tmp_path_factory.mktemp("traced")
    Home(root).create()
    published_at = datetime.fromisoformat("2026-11-01T09:12:00+09:00")
    manifest = invented(SNAPSHOT, AS_OF, published_at, is_sample=True)
    (publish(root) / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
    return root


def _trace(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["trace", *arguments, "--home", str(home)])


def test_rows_with_file_and_number(home: Path) -> None:
    said = _trace(home, NAME, "--year", "2026", "--period", "m09", "--limit", "2").output
    assert "相談受付簿のうち状態が受付・完了のものの件数" in said
    assert "30（1 files）" in said
    assert "consultation_202609.xlsx#受付:34" in said
    assert "28" in said.splitlines()[-1]


def test_as_json(home: Path) -> None:
    answer = json.loads(_trace(home, NAME, "--json", "--limit", "0").output)
    assert answer["indicator_id"] == NAME
    assert answer["starts_on"] == "2026-04-01"
    assert answer["row_count"] == 30
    assert answer["rows"] == []


def test_a_ratio_names_what_it_divides(home: Path) -> None:
    assert "all.adopted ÷ all.decided" in _trace(home, "all.adoption_rate").output


def test_an_unknown_indicator_is_told_with_its_neighbours(home: Path) -> None:
    problem = _trace(home, "sme_desk.consultation").exception
    assert isinstance(problem, TraceError)
    assert f"did you mean {NAME}" in str(problem)


@pytest.mark.parametrize("period", ["m11", "q9", "x"])
def test_a_period_that_has_not_begun_is_told_with_those_that_have(home: Path, period: str) -> None:
    problem = _trace(home, NAME, "--period", period).exception
    assert isinstance(problem, TraceError)
    assert "m10" in str(problem)


def test_nothing_published(tmp_path: Path) -> None:
    Home(tmp_path).create()
    problem = _trace(tmp_path, NAME).exception
    assert isinstance(problem, TraceError)
    assert "fais run" in str(problem)
