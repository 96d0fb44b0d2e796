"""The manifest of a snapshot: what it was made of, what is in it, and how its audit went.

Belongs here: its fields and its JSON. Not here: gathering them (inputs, publish) or finding
snapshots (snapshots).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path

MANIFEST_FILE = "manifest.json"
MANAGER, OFFICIAL = "manager.duckdb", "official.duckdb"


class SnapshotError(Exception):
    """A snapshot cannot be read; the text is one line: which one, what is wrong, what to do."""


@dataclass(frozen=True)
class InputFile:
    """One landed delivery. `delivered_at` is ISO, naive Japan time."""

    log: str
    file: str
    sha256: str
    delivered_at: str


@dataclass(frozen=True)
class Override:
    """A check that failed and was let pass: which, why, and who said so."""

    check: str
    reason: str
    by: str


@dataclass(frozen=True)
class Manifest:
    """Everything known about a snapshot. `as_of` is a day in JST, `published_at` has its zone."""

    snapshot_id: str
    as_of: date
    published_at: datetime
    is_sample: bool
    inputs: tuple[InputFile, ...]
    input_fingerprint: str
    """Equal for two runs that would publish the same."""
    catalogue: Mapping[str, str]
    """sha256 by file name."""
    contracts: Mapping[str, str]
    """sha256 by log."""
    row_counts: Mapping[str, Mapping[str, int]]
    """Rows by table, by file."""
    checks: Mapping[str, int]
    """total, failed_warnings, failed_critical."""
    versions: Mapping[str, str]
    files: Mapping[str, str]
    """sha256 by file name."""
    requested_as_of: date | None = None
    """The past day that was asked for; None for a snapshot of everything known."""
    closed_years: Mapping[str, str] = field(default_factory=dict)
    """When each closed year was closed (ISO, naive Japan time), by year."""
    overrides: tuple["Override", ...] = ()
    """Checks that stopped publication and that a person let pass."""

    def to_json(self) -> str:
        """Return the text of manifest.json."""
        values = asdict(self) | {
            "as_of": self.as_of.isoformat(),
            "published_at": self.published_at.isoformat(),
            "requested_as_of": self.requested_as_of and self.requested_as_of.isoformat(),
        }
        return json.dumps(values, ensure_ascii=False, indent=2) + "\n"

    @staticmethod
    def from_json(text: str) -> "Manifest":
        """Return the manifest written in a text. Raises ValueError, KeyError or TypeError."""
        values = json.loads(text)
        values["as_of"] = date.fromisoformat(values["as_of"])
        values["published_at"] = datetime.fromisoformat(values["published_at"])
        values["inputs"] = tuple(InputFile(**entry) for entry in values["inputs"])
        requested = values.get("requested_as_of")
        values["requested_as_of"] = date.fromisoformat(requested) if requested else None
        values["overrides"] = tuple(Override(**entry) for entry in values.get("overrides", ()))
        return Manifest(**values)


def read_manifest(snapshot: Path) -> Manifest:
    """Return the manifest of a snapshot's folder. Raises SnapshotError when it cannot be read."""
    path = snapshot / MANIFEST_FILE
    try:
        return Manifest.from_json(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = type(error).__name__
        raise SnapshotError(
            f"{path}: the manifest cannot be read ({reason}); publish again with `fais run`"
        ) from None
