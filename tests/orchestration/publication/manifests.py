"""Manifests of snapshots that tests invent, and where they lie in a home."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from ingest.home import Home
from orchestration.publication.manifest import MANIFEST_FILE, Manifest


def invented(snapshot_id: str, as_of: date, published_at: datetime, **known: Any) -> Manifest:
    """Return a manifest of a snapshot made of nothing; `known` are other fields that matter."""
    fields: dict[str, Any] = {
        "is_sample": False,
        "inputs": (),
        "input_fingerprint": "",
        "catalogue": {},
        "contracts": {},
        "row_counts": {},
        "checks": {"total": 1, "failed_warnings": 0, "failed_critical": 0},
        "versions": {},
        "files": {},
    }
    return Manifest(snapshot_id, as_of, published_at, **(fields | known))


def lay(home: Home, manifest: Manifest, *, is_current: bool = True) -> Path:
    """Publish a folder with nothing but its manifest; return it."""
    folder = home.published / manifest.snapshot_id
    folder.mkdir()
    (folder / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
    if is_current:
        (home.published / "current").symlink_to(manifest.snapshot_id)
    return folder
