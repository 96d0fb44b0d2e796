"""Timing of whole processes, with the memory of the process and all its children."""

import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import psutil

INTERVAL_S = 0.05


@dataclass(frozen=True)
class Measured:
    """What one finished process took: wall seconds, and the peak of its tree in bytes."""

    seconds: float
    peak_bytes: int
    returncode: int


def measure(command: Sequence[str], env: Mapping[str, str] | None = None) -> Measured:
    """Run a command to its end; its output is thrown away."""
    started = time.monotonic()
    process = subprocess.Popen(
        list(command), env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, _tree_bytes(process.pid))
        time.sleep(INTERVAL_S)
    return Measured(time.monotonic() - started, peak, process.returncode)


def _tree_bytes(pid: int) -> int:
    try:
        parent = psutil.Process(pid)
        tree = [parent, *parent.children(recursive=True)]
        return sum(member.memory_info().rss for member in tree)
    except psutil.NoSuchProcess:
        return 0
