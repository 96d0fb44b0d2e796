"""A reader as a page is one: sessions on whatever is current, in a process of its own.

Belongs here: what it looks at. A session resolves `current` once and reads both files of that
snapshot; it prints one line of JSON: how many sessions, and what went wrong in them.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

SHOWN = (
    "select value from marts.kpi_yearly where indicator_id = 'desk.members' order by fiscal_year"
)


def sessions(home: Path) -> Iterator[str | None]:
    """Yield what went wrong in each session (None: nothing), until the home says stop."""
    while not (home / "stop").exists():
        try:
            yield _session((home / "published" / "current").resolve(strict=True))
        except (OSError, ValueError, duckdb.Error) as error:
            yield f"{type(error).__name__}: {error}"


def _session(snapshot: Path) -> str | None:
    named = json.loads((snapshot / "manifest.json").read_text(encoding="utf-8"))["snapshot_id"]
    manager, official, again = (
        _read(snapshot / f"{name}.duckdb") for name in ("manager", "official", "manager")
    )
    if named != snapshot.name:
        return f"{snapshot.name} holds the manifest of {named}"
    return None if manager == official == again else f"{named}: two snapshots in one session"


def _read(path: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(SHOWN).fetchall()


if __name__ == "__main__":
    seen = list(sessions(Path(sys.argv[1])))
    told = {"sessions": len(seen), "wrong": [one for one in seen if one]}
    sys.stdout.write(json.dumps(told) + "\n")
