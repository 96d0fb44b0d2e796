"""Is a snapshot still what was published: every file unchanged, readable, and in agreement?

Belongs here: looking at one snapshot and saying what is wrong with it. Nothing is written.
Not here: what follows from it (rollback, the command line).
"""

from collections.abc import Iterator
from pathlib import Path

import duckdb

from expectations import violated
from orchestration.publication import disk
from orchestration.publication.files import count_rows
from orchestration.publication.manifest import (
    MANAGER,
    MANIFEST_FILE,
    OFFICIAL,
    Manifest,
    SnapshotError,
    read_manifest,
)


def verify(snapshot: Path) -> list[str]:
    """Return what is wrong with a snapshot's folder, a line for each; empty when it is whole.

    Asked are the manifest, the hash of every file, whether they open with the rows counted when
    they were published, and the audit's arithmetic on the figures in them.
    """
    try:
        manifest = read_manifest(snapshot)
    except SnapshotError as error:
        return [str(error)]
    return list(_damaged(snapshot, manifest)) or list(_wrong(snapshot, manifest))


def _damaged(snapshot: Path, manifest: Manifest) -> Iterator[str]:
    """Yield files that are missing, changed or not of this snapshot."""
    if manifest.snapshot_id != snapshot.name:
        yield f"{snapshot}: the folder holds the manifest of {manifest.snapshot_id}"
    for name, sha256 in manifest.files.items():
        path = snapshot / name
        if not path.is_file():
            yield f"{path}: the file is missing"
        elif disk.sha256_of(path) != sha256:
            yield f"{path}: the file is not the one that was published (its hash differs)"
    for path in sorted(snapshot.iterdir()):
        if path.name not in (MANIFEST_FILE, *manifest.files):
            yield f"{path}: the file does not belong to the snapshot"


def _wrong(snapshot: Path, manifest: Manifest) -> Iterator[str]:
    """Yield files that cannot be opened or whose figures disagree."""
    try:
        for name, counted in manifest.row_counts.items():
            if count_rows(snapshot / name) != counted:
                yield f"{snapshot / name}: it has other rows than its manifest says"
        for check in violated(snapshot / MANAGER, snapshot / OFFICIAL):
            yield f"{snapshot}: {check}"
    except duckdb.Error as error:
        yield f"{snapshot}: a file cannot be read ({str(error).partition(chr(10))[0]})"
