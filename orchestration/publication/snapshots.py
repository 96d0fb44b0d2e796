"""Finding snapshots: the one readers see now, and those beside it. Only reads.

Belongs here: what counts as a snapshot and which one is current. Not here: making one (publish).
"""

from pathlib import Path

from ingest.home import Home
from orchestration.publication.manifest import (
    MANIFEST_FILE,
    Manifest,
    SnapshotError,
    read_manifest,
)

CURRENT = "current"

__all__ = ["CURRENT", "current_snapshot", "find_snapshot", "list_snapshots", "read_manifest"]


def current_snapshot(home: Home) -> Path | None:
    """Return the folder readers see now; None when there is none, or the link leads nowhere."""
    link = home.published / CURRENT
    if not link.is_symlink():
        return None
    folder = home.published / link.readlink().name
    return folder if (folder / MANIFEST_FILE).is_file() else None


def list_snapshots(home: Home) -> list[Manifest]:
    """Return every snapshot that can be read, newest publication first."""
    found = [_manifest_or_none(path.parent) for path in home.published.glob(f"*/{MANIFEST_FILE}")]
    manifests = {manifest.snapshot_id: manifest for manifest in found if manifest is not None}
    return sorted(manifests.values(), key=lambda each: each.published_at, reverse=True)


def find_snapshot(home: Home, input_fingerprint: str) -> Manifest | None:
    """Return the newest snapshot made of just these inputs, or None."""
    for manifest in list_snapshots(home):
        if manifest.input_fingerprint == input_fingerprint:
            return manifest
    return None


def _manifest_or_none(folder: Path) -> Manifest | None:
    if folder.name.startswith(".") or folder.name == CURRENT:
        return None
    try:
        return read_manifest(folder)
    except SnapshotError:
        return None
