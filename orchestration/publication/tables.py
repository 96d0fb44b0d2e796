"""The published tables as data (tables.yaml): who may read each, and which of its rows.

Belongs here: reading that list. Not here: copying tables (files).
"""

from dataclasses import dataclass
from importlib import resources
from typing import Literal

import yaml

Audience = Literal["manager", "official"]


@dataclass(frozen=True)
class PublishedTable:
    """One table of the build that readers get."""

    table: str
    """Schema and name."""
    audience: str
    """all, or manager."""
    required: bool
    sorted_by: str
    official_rows: str = "true"
    """Which rows officials see; `build` is the build's name."""

    def is_for(self, audience: Audience) -> bool:
        """Whether these readers get the table at all."""
        return self.audience in ("all", audience)

    def rows_for(self, audience: Audience) -> str:
        """Return the condition for the rows these readers get."""
        return self.official_rows if audience == "official" else "true"


def published_tables() -> list[PublishedTable]:
    """Return the list in the order of its file."""
    file = resources.files("orchestration.publication") / "tables.yaml"
    return [PublishedTable(**entry) for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]
