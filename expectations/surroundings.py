"""What a build is held against besides itself: the snapshot readers see, and what landed.

Belongs here: naming those files, and leaving out what cannot be opened. Not here: the questions.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

BEFORE = "before"


@dataclass(frozen=True)
class Surroundings:
    """Files beside the build; without them the questions that need them find nothing."""

    landing: Path | None = None
    """Where personal columns lie (`<log>/personal/*.parquet`)."""
    before: Path | None = None
    """The manager file that readers see now."""

    @property
    def attached(self) -> dict[str, Path]:
        """The snapshot before under its alias, unless it is damaged: then nothing is compared."""
        return {BEFORE: self.before} if self.before and _opens(self.before) else {}


ALONE = Surroundings()
"""A build with nothing beside it."""


def _opens(path: Path) -> bool:
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            connection.execute("from marts.kpi_yearly limit 1")
    except (duckdb.Error, OSError):
        return False
    return True
