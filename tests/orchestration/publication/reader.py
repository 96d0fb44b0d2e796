"""A reader as the pages are one: visits to whatever is current, in a process of its own.

Belongs here: what it looks at. A visit asks which publication is current once, opens it the way the
pages do, and reads it several times, while others are published. It prints one line of JSON: how
many visits, of how many publications, how many saw theirs overtaken, and what went wrong.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from dashboards.queries.publications import current_id
from dashboards.queries.snapshot import Audience, NothingToShowError, open_snapshot

SHOWN = (
    "select value from marts.kpi_yearly where indicator_id = 'desk.members' order by fiscal_year"
)
LOOKS = 5
PAUSE_S = 0.1
READING = "reading"
"""What the files are called that say a reader has begun."""


@dataclass(frozen=True)
class Visit:
    """What one visit saw."""

    snapshot_id: str
    is_overtaken: bool
    wrong: str | None


def visits(home: Path) -> Iterator[Visit]:
    """Yield one visit after the other until the home says stop."""
    while not (home / "stop").exists():
        snapshot_id = current_id(home) or ""
        try:
            wrong = _visit(home, snapshot_id)
        except NothingToShowError as error:
            wrong = f"{error.key} {error.values}"
        yield Visit(snapshot_id, current_id(home) != snapshot_id, wrong)
        (home / f"{os.getpid()}.{READING}").touch()


def _visit(home: Path, snapshot_id: str) -> str | None:
    """Look at the managers' page several times, at the officials' page, and open both again."""
    seen = []
    audiences: tuple[Audience, ...] = ("manager", "official", "manager")
    for audience in audiences:
        opened = open_snapshot(home, audience, snapshot_id)
        with closing(opened.connection):
            for _ in range(LOOKS):
                seen.append([opened.snapshot_id, opened.rows(SHOWN)])
                time.sleep(PAUSE_S)
    if any(one != [snapshot_id, seen[0][1]] for one in seen):
        return f"{snapshot_id}: two publications in one visit"
    return None


if __name__ == "__main__":
    seen = list(visits(Path(sys.argv[1])))
    told = {
        "visits": len(seen),
        "publications": len({one.snapshot_id for one in seen}),
        "overtaken": sum(one.is_overtaken for one in seen),
        "wrong": [one.wrong for one in seen if one.wrong],
    }
    sys.stdout.write(json.dumps(told) + "\n")
