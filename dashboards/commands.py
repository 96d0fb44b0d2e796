"""The command line as the pages use it: to ask how a home stands, and for what staff set going.

Belongs here: starting `fais` and reading its answer. Not here: anything that `fais` does; pages
know no other room, and nothing else of theirs changes a home but a file put into its inbox.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

_PATIENCE_SECONDS = 120


@dataclass(frozen=True)
class Answer:
    """What a command printed, and whether it did what it was asked."""

    is_done: bool
    text: str


def run_command(home: Path, *words: str) -> Answer:
    """Run `fais` on a home. What went wrong is in the text, in words for people."""
    command = [str(Path(sys.executable).with_name("fais")), *words, "--home", str(home)]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(False, f"{type(error).__name__}: fais {' '.join(words)}")
    return Answer(done.returncode == 0, (done.stdout or done.stderr).strip() or done.stderr.strip())


def ask_json(home: Path, *words: str) -> dict[str, Any] | None:
    """The answer of a command that has `--json`; None where it could not tell."""
    answer = run_command(home, *words, "--json")
    try:
        told: dict[str, Any] = json.loads(answer.text)
    except ValueError:
        return None
    return told if answer.is_done else None


def words_of(command: str, target: str, reason: str, by: str) -> Sequence[str]:
    """A command with its reason, as a person would type it."""
    return [word for word in (command, target) if word] + ["--reason", reason, "--by", by]
