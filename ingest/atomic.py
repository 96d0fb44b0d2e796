"""Files that are there whole or not at all, whenever the machine stops.

Here belongs: writing one file atomically and clearing what an interrupted write left. Not here:
what is in the files.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEMPORARY = ".tmp"


@contextmanager
def whole(path: Path, *, is_lasting: bool = True) -> Iterator[Path]:
    """Yield a temporary file's name beside `path`; flush it to disk and rename it at the end.

    Nothing is there when the block ends by an error. Should the power fail just then, what is not
    lasting may be the file of before, whole too. Raises OSError.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}{_TEMPORARY}")
    try:
        yield temporary
        flush(temporary)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    if is_lasting:
        flush(path.parent)


def write_atomically(path: Path, write: Callable[[Path], object]) -> None:
    """Have `write` fill a file that is there whole or not at all. Raises OSError."""
    with whole(path) as temporary:
        write(temporary)


def clear_interrupted(folder: Path) -> None:
    """Remove what writes that never finished left in a folder and those below it."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.endswith(_TEMPORARY) and name.startswith("."):
                Path(place, name).unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Have the disk keep a file, or a folder's names. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
