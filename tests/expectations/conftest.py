"""Fixtures: copies of the small correct build that tests break, and single questions to them."""

from collections.abc import Mapping
from pathlib import Path

import duckdb
import polars as pl
import pytest

from expectations.check import Probe
from expectations.results import CheckResult
from expectations.session import open_session
from expectations.surroundings import Surroundings
from ingest.contracts import Contract, load_contracts
from tests.expectations.builds import RUN_AT, Ask, Build, write_tiny_build


@pytest.fixture(scope="session")
def contracts() -> dict[str, Contract]:
    return load_contracts(None)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, contracts: dict[str, Contract]) -> Path:
    path = tmp_path_factory.mktemp("build") / "build.duckdb"
    write_tiny_build(path, contracts.values())
    return path


@pytest.fixture
def build(template: Path, tmp_path: Path) -> Build:
    """Make a copy of the build after some SQL has been done to it."""

    def make(*statements: str) -> Path:
        path = tmp_path / "build.duckdb"
        path.write_bytes(template.read_bytes())
        with duckdb.connect(str(path)) as connection:
            for statement in statements:
                connection.execute(statement)
        return path

    return make


@pytest.fixture(scope="session")
def around(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Surroundings:
    """The correct build as what readers see, and one landed file of personal columns."""
    landing = tmp_path_factory.mktemp("landing")
    folder = landing / "consultation" / "personal"
    folder.mkdir(parents=True)
    pl.DataFrame({"_sha256": ["aa"], "staff_name": ["職員七号"]}).write_parquet(
        folder / "aa.parquet"
    )
    return Surroundings(landing, template)


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Ask one question of a file."""

    def asked(
        path: Path, probe: Probe, attached: Mapping[str, Path] | None = None
    ) -> list[CheckResult]:
        with open_session(path, RUN_AT, attached) as session:
            return session.ask(probe)

    return asked
