"""The steps of an upgrade, one function each; a step is never changed once it was released.

Belongs here: changes to files of a home that an edition cannot read as they are, or must not leave
as they are. Not here: what is rebuilt by the next run anyway.
"""

import os
import stat
from pathlib import Path

from ingest.home import Home

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def own_by_owner_only(home: Home) -> None:
    """Take from group and others every right on the home and what is in it. Raises OSError."""
    _close(home.root)
    for folder, folders, files in os.walk(home.root):
        for name in (*folders, *files):
            path = Path(folder, name)
            if not path.is_symlink():
                _close(path)


def _close(path: Path) -> None:
    mode = path.stat().st_mode
    if mode & OTHERS:
        path.chmod(stat.S_IMODE(mode) & ~OTHERS)
