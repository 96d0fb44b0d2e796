"""Which files of a home belong into a backup, and a still copy of those that are being written.

Belongs here: that choice. Not here: packing (archive). Left out is what every run makes anew: the
build, logs, locks, Dagster's settings and parsed models. Deliveries are in it, so that a home can
be landed anew, and rejected workbooks, for someone may be correcting one.
"""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from ingest.home import Home

MADE_ANEW = (
    "warehouse",
    "logs",
    "dagster/manifests",
    "dagster/storage",
    "dagster/dagster.yaml",
    "dagster/workspace.yaml",
)
MOMENTARY = (".lock", ".tmp", ".partial", "-wal", "-shm", "-journal")
DATABASE = ".db"


def files_of(home: Home) -> Iterator[Path]:
    """Yield the files, links and folders of a home that a backup holds, in a fixed order."""
    left_out = {home.root / name for name in MADE_ANEW}
    yield from _below(home.root, left_out)


def still_copy(path: Path, folder: Path) -> Path:
    """Return a file that does not change while it is packed.

    Everything in a home is replaced as a whole but Dagster's databases: of those SQLite makes a
    copy. Raises sqlite3.Error.
    """
    if path.suffix != DATABASE or path.is_symlink():
        return path
    copy = folder / "copy.db"
    copy.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _below(folder: Path, left_out: set[Path]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path in left_out or path.name.endswith(MOMENTARY) or not _is_kept(path):
            continue
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, left_out)


def _is_kept(path: Path) -> bool:
    """Return whether it is a file, a folder or a link; sockets and the like are not."""
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode)
