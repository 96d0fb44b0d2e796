"""Finding snapshots: damaged ones and broken links are never taken for the current answer."""

import shutil
from pathlib import Path

import pytest

from ingest.home import Home
from orchestration.publication import (
    SnapshotError,
    SnapshotInputs,
    current_snapshot,
    find_snapshot,
    list_snapshots,
    publish,
    read_manifest,
)
from tests.orchestration.publication.conftest import FINGERPRINT, check, no_audit


@pytest.fixture
def folder(home: Home, build: Path, inputs: SnapshotInputs) -> Path:
    return publish(home, build, [check("marts")], inputs, audit=no_audit).folder


def test_an_empty_home_has_none(home: Home) -> None:
    assert current_snapshot(home) is None
    assert list_snapshots(home) == []
    assert find_snapshot(home, FINGERPRINT) is None


def test_a_home_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert current_snapshot(Home(tmp_path / "nowhere")) is None
    assert list_snapshots(Home(tmp_path / "nowhere")) == []


def test_a_link_that_leads_nowhere_is_no_snapshot(home: Home, folder: Path) -> None:
    shutil.rmtree(folder)
    assert current_snapshot(home) is None


def test_a_snapshot_is_found_by_its_inputs(home: Home, folder: Path) -> None:
    found = find_snapshot(home, FINGERPRINT)
    assert found is not None
    assert found.snapshot_id == folder.name
    assert find_snapshot(home, "0" * 64) is None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"as_of": 3}', '{"as_of": "2025-05-31"'])
def test_a_damaged_manifest_is_one_clear_line_and_out_of_the_list(
    home: Home, folder: Path, text: str
) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(SnapshotError, match=r"manifest[.]json.*fais run"):
        read_manifest(folder)
    assert list_snapshots(home) == []


def test_half_written_folders_are_not_listed(home: Home, folder: Path) -> None:
    shutil.copytree(folder, home.published / ".20250601T120000-abc.partial")
    assert [manifest.snapshot_id for manifest in list_snapshots(home)] == [folder.name]
