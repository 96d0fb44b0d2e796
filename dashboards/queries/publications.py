"""What is published: every snapshot of a home by its manifest, newest first.

Belongs here: finding publications and what their manifests say. Not here: opening one (snapshot).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MANIFEST = "manifest.json"
_CURRENT = "current"
_REMEMBERED = 512


@dataclass(frozen=True)
class LetPass:
    """A check that stopped publication and that a person let pass, with reason and name."""

    check: str
    reason: str
    by: str


@dataclass(frozen=True)
class Publication:
    """One snapshot as its manifest tells it; `as_of` is a day in JST."""

    snapshot_id: str
    as_of: date
    published_at: datetime
    is_sample: bool
    is_of_a_past_day: bool
    """Made for a day that was asked for, beside the one that readers see."""
    let_pass: tuple[LetPass, ...]


def current_id(home: Path) -> str | None:
    """The id of the publication that readers see, None where nothing was published."""
    current = home / "published" / _CURRENT
    return current.resolve().name if current.is_dir() else None


def publications(home: Path) -> tuple[Publication, ...]:
    """Every publication that can be read, newest first."""
    folders = [path.parent for path in (home / "published").glob(f"*/{MANIFEST}")]
    ids = {folder.resolve() for folder in folders if not folder.name.startswith(".")}
    known = [one for one in map(_publication_or_none, ids) if one is not None]
    return tuple(sorted(known, key=lambda one: one.snapshot_id, reverse=True))


def read_publication(folder: Path) -> Publication:
    """What a snapshot's manifest says. Raises OSError, ValueError, KeyError or TypeError."""
    path = folder / MANIFEST
    return _read(path, path.stat().st_mtime_ns)


def _publication_or_none(folder: Path) -> Publication | None:
    try:
        return read_publication(folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=_REMEMBERED)
def _read(path: Path, _changed: int) -> Publication:
    """Remembered by path and time of change: a manifest names every delivered file."""
    written: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return Publication(
        snapshot_id=str(written["snapshot_id"]),
        as_of=date.fromisoformat(written["as_of"]),
        published_at=datetime.fromisoformat(written["published_at"]),
        is_sample=bool(written["is_sample"]),
        is_of_a_past_day=bool(written.get("requested_as_of")),
        let_pass=tuple(LetPass(**entry) for entry in written.get("overrides", ())),
    )
