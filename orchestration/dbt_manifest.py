"""The dbt manifest of a home: what Dagster knows of the models, parsed only when they changed.

Belongs here: preparing the home's dbt workspace, parsing it, keeping the result. Not here: models.

Dagster's servers load definitions at any time, also while a run builds in that workspace. So
whoever touches the workspace holds its lock, and a reader that finds it held takes the manifest
kept last.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import Contract
from ingest.home import Home
from orchestration.errors import BuildError
from orchestration.lock import file_lock
from orchestration.telemetry import quiet_environment

LOCK_FILE = "dbt.lock"
DBT = Path(sys.executable).with_name("dbt")


@dataclass(frozen=True)
class Manifest:
    """A parsed project: the file, and the fingerprint of the workspace it was parsed from."""

    path: Path

    @property
    def fingerprint(self) -> str:
        """The workspace's fingerprint; it names the file."""
        return self.path.stem


def build_file(home: Home) -> Path:
    """Return the file dbt builds: written by one run at a time, never served."""
    return home.warehouse / "build.duckdb"


def load_manifest(home: Home, contracts: Mapping[str, Contract]) -> Manifest:
    """Return the manifest of the home as it is now; of its last parse while a run is building.

    Raises CatalogueError for a catalogue row that cannot be used, BuildError when dbt cannot parse.
    """
    kept = _kept(home)
    with _held(home, is_patient=kept is None) as is_held:
        if not is_held and kept:
            return kept
        workspace = prepare_workspace(home, contracts, None)
        if kept and kept.fingerprint == workspace.fingerprint:
            return kept
        _parse(workspace)
        return _keep(home, workspace)


def workspace_fingerprint(home: Home, contracts: Mapping[str, Contract]) -> str:
    """Return the fingerprint of models, contracts and catalogue as they are now.

    Raises CatalogueError for a catalogue row that cannot be used.
    """
    with _held(home, is_patient=True):
        return prepare_workspace(home, contracts, None).fingerprint


@contextmanager
def build_workspace(
    home: Home, contracts: Mapping[str, Contract], as_of: date | None, manifest: Manifest
) -> Iterator[Workspace]:
    """Hold the workspace, laid out for a build as of a day.

    Raises BuildError when contracts or catalogue are no longer those of the manifest.
    """
    with _held(home, is_patient=True):
        workspace = prepare_workspace(home, contracts, as_of)
        if workspace.fingerprint != manifest.fingerprint:
            raise BuildError(
                "contracts or catalogue changed since Dagster loaded them: "
                "reload the code location `fais` in Dagster, or run again"
            )
        yield workspace


@contextmanager
def _held(home: Home, is_patient: bool) -> Iterator[bool]:
    home.dagster.mkdir(mode=0o700, parents=True, exist_ok=True)
    with file_lock(home.dagster / LOCK_FILE, is_patient) as is_held:
        yield is_held


def _folder(home: Home) -> Path:
    return home.dagster / "manifests"


def _kept(home: Home) -> Manifest | None:
    found = sorted(_folder(home).glob("*.json"), key=lambda path: path.stat().st_mtime)
    return Manifest(found[-1]) if found else None


def _keep(home: Home, workspace: Workspace) -> Manifest:
    folder = _folder(home)
    folder.mkdir(exist_ok=True)
    kept = folder / f"{workspace.fingerprint}.json"
    parsed = json.loads((workspace.project_dir / "target" / "manifest.json").read_bytes())
    _attach_tests(parsed)
    kept.with_suffix(".tmp").write_text(json.dumps(parsed), encoding="utf-8")
    kept.with_suffix(".tmp").replace(kept)
    for older in set(folder.glob("*.json")) - {kept}:
        older.unlink()
    return Manifest(kept)


def _attach_tests(parsed: dict[str, Any]) -> None:
    """Say of tests on several models which one they are about: the first that they name.

    Without it dagster-dbt shows no check for them.
    """
    for node in parsed["nodes"].values():
        is_test = node["resource_type"] == "test" and not node.get("attached_node")
        if is_test and len(node["refs"]) > 1 and "dagster" not in node["config"]["meta"]:
            node["config"]["meta"]["dagster"] = {"ref": node["refs"][0]}


def _parse(workspace: Workspace) -> None:
    project, profiles = str(workspace.project_dir), str(workspace.profiles_dir)
    done = subprocess.run(
        [DBT, "--no-use-colors", "parse", "--project-dir", project, "--profiles-dir", profiles],
        cwd=workspace.project_dir,
        env=quiet_environment(workspace.env),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        log = workspace.project_dir / "logs" / "dbt.log"
        raise BuildError(f"dbt cannot parse the models: {_last_line(done.stdout)} (see {log})")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "no output"
