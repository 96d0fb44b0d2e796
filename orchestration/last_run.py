"""The note each run leaves about how it ended, for `fais status`.

Belongs here: that note. Not here: the history of runs (Dagster keeps it).
"""

import json
from dataclasses import dataclass
from datetime import datetime

from ingest.home import Home
from orchestration.lock import JST
from orchestration.result import RunResult

NOTE = "last_run.json"


@dataclass(frozen=True)
class LastRun:
    """When the last run ended (ISO, JST) and how."""

    ended_at: str
    outcome: str
    exit_code: int
    message: str


def note_run(home: Home, result: RunResult) -> None:
    """Leave the note of a run that ended now."""
    note = {
        "ended_at": datetime.now(JST).replace(microsecond=0).isoformat(),
        "outcome": result.outcome.value,
        "exit_code": result.exit_code,
        "message": result.message,
    }
    home.logs.mkdir(mode=0o700, exist_ok=True)
    text = json.dumps(note, ensure_ascii=False, indent=2)
    (home.logs / NOTE).write_text(text + "\n", encoding="utf-8")


def read_last_run(home: Home) -> LastRun | None:
    """Return the note of the last run, or None when there is none that can be read."""
    try:
        note = json.loads((home.logs / NOTE).read_text(encoding="utf-8"))
        return LastRun(note["ended_at"], note["outcome"], note["exit_code"], note["message"])
    except (OSError, ValueError, KeyError):
        return None
