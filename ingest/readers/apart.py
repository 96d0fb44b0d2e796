"""Workbooks in the formats xls and ods, opened in a process of their own with limits.

An xls is a file system of linked sectors: a few wrong bytes make the library that reads it take all
the memory there is, and end the process. In an ods it may search for ever. Here belongs: that
process and what it hands back. Not here: what becomes of the cells (workbook). Run as a module, it
reads a workbook from standard input.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

from ingest.readers.sheet import UnreadableFileError

if TYPE_CHECKING:
    import polars as pl

MEMORY_BYTES = 3 << 30
"""Address space of the process: a full xls sheet (16.7 million cells) takes a third of it."""
SECONDS = 120
"""A full xls sheet takes ten."""


def frames_apart(content: bytes) -> dict[str, pl.DataFrame]:
    """Return the cells of every worksheet by its name.

    Raises UnreadableFileError when the process fails, however it does.
    """
    import polars as pl

    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=content, capture_output=True, timeout=SECONDS,
            check=True,
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        raise UnreadableFileError("broken_workbook") from None
    head, _, body = done.stdout.partition(b"\n")
    found, start = {}, 0
    for name, length in json.loads(head):
        found[name] = pl.read_ipc_stream(body[start : start + length])
        start += length
    return found


def _hand_over() -> None:
    """Read a workbook from standard input; write names and lengths, then the cells (Arrow)."""
    from ingest.readers.workbook import open_sheets

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    parts = []
    for name, frame in open_sheets(sys.stdin.buffer.read()):
        file = io.BytesIO()
        frame.write_ipc_stream(file)
        parts.append((name, file.getvalue()))
    head = json.dumps([(name, len(part)) for name, part in parts])
    sys.stdout.buffer.write(b"".join([head.encode(), b"\n", *(part for _, part in parts)]))


if __name__ == "__main__":
    _hand_over()
