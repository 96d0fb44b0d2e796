"""The disk's side of a publication: what is flushed, hashed, private, and switched in one step.

Belongs here: file system calls whose order keeps a snapshot whole on a power loss. Not here: what
is in the files.
"""

import hashlib
import shutil
from pathlib import Path

from ingest.atomic import flush

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
PARTIAL = ".partial"
NEW_LINK = ".current.new"


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def make_partial(published: Path, snapshot_id: str) -> Path:
    """Make the hidden folder a snapshot is written in. Raises OSError."""
    partial = published / f".{snapshot_id}{PARTIAL}"
    partial.mkdir(mode=PRIVATE_FOLDER)
    return partial


def remove_leftovers(published: Path) -> None:
    """Remove what a publication that never finished left behind."""
    for leftover in published.glob(f".*{PARTIAL}"):
        shutil.rmtree(leftover)
    (published / NEW_LINK).unlink(missing_ok=True)


def commit(partial: Path, final: Path) -> None:
    """Flush a written folder with all its files, then give it its name for good."""
    for path in sorted(partial.iterdir()):
        path.chmod(PRIVATE_FILE)
        flush(path)
    flush(partial)
    partial.rename(final)
    flush(final.parent)


def switch_link(link: Path, target: str) -> None:
    """Point a link at a name beside it, in one step: readers see the old or the new one."""
    new = link.with_name(NEW_LINK)
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    flush(link.parent)
