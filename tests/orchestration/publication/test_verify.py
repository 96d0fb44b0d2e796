"""Every kind of damage to a published snapshot is found and named."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.publication import SnapshotInputs, disk, verify
from tests.orchestration.publication.publishing import published


def _forge(folder: Path, file: str, statement: str) -> None:
    """Change a file and the manifest with it, as somebody would who knows the hashes."""
    with duckdb.connect(str(folder / file)) as connection:
        connection.execute(statement)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"][file] = disk.sha256_of(folder / file)
    path.write_text(json.dumps(manifest), encoding="utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda at: (at / "official.duckdb").unlink(), "is missing"),
    "changed": (lambda at: (at / "manager.duckdb").open("ab").write(b"x"), "its hash differs"),
    "added": (lambda at: (at / "notes.txt").write_text("x"), "does not belong"),
    "moved": (lambda at: at, "holds the manifest of"),
    "manifest": (lambda at: (at / "manifest.json").write_text("{}"), "cannot be read"),
    "rows": (
        lambda at: _forge(at, "manager.duckdb", "delete from marts.company"),
        "other rows than its manifest says",
    ),
    "figures": (
        lambda at: _forge(at, "manager.duckdb", "update marts.kpi_yearly set value = value + 1"),
        "arithmetic.months_add_up_to_the_year fails",
    ),
    "pair": (
        lambda at: _forge(at, "official.duckdb", "update marts.kpi_monthly set value = 1"),
        "official.same_rows_as_the_manager_file fails",
    ),
}


def test_a_snapshot_as_published_is_whole(home: Home, build: Path, inputs: SnapshotInputs) -> None:
    assert verify(published(home, build, inputs).folder) == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_named(damage: str, home: Home, build: Path, inputs: SnapshotInputs) -> None:
    folder = published(home, build, inputs).folder
    do, said = DAMAGES[damage]
    do(folder)
    if damage == "moved":
        folder = folder.rename(folder.with_name("20200101T000000-00000000"))
    assert any(said in problem for problem in verify(folder)), verify(folder)
