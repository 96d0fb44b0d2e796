"""The hold: after a rollback nothing new is shown to readers, or the bad figures would return.

Belongs here: what a hold is, and when it ends: when a delivery that came with the bad snapshot is
withdrawn, or a person says `fais resume`. Not here: pointing `current` back (publication.rollback).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from ingest.atomic import write_atomically
from ingest.home import Home
from orchestration.errors import FlowError

HOLD = "hold.json"


class HeldError(FlowError):
    """Nothing that readers would see may be published now; the line says why and what to do."""


@dataclass(frozen=True)
class Suspect:
    """A delivery that came with the bad snapshot."""

    log: str
    file: str
    sha256: str


@dataclass(frozen=True)
class Hold:
    """Why publishing is held. `since` is ISO, JST."""

    since: str
    reason: str
    by: str
    bad_snapshot: str
    """What readers saw before the rollback."""
    shown_snapshot: str
    """What they see now."""
    suspects: tuple[Suspect, ...]
    """Deliveries that the bad snapshot had and the shown one has not."""

    def __str__(self) -> str:
        """Say what holds, and what ends it."""
        files = ", ".join(f"{one.log}/{one.file}" for one in self.suspects) or "no new delivery"
        return (
            f"publishing is held since {self.since} ({self.reason}): take the bad delivery back "
            f"with `fais withdraw` (came with {self.bad_snapshot}: {files}), or say `fais resume`"
        )


def read_hold(home: Home) -> Hold | None:
    """Return the hold, or None. Raises HeldError when its file is damaged: it may hold."""
    path = home.history / HOLD
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        values["suspects"] = tuple(Suspect(**one) for one in values["suspects"])
        return Hold(**values)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise HeldError(
            f"{path}: the note of a hold cannot be read ({type(error).__name__}): "
            "look at what is published, then say `fais resume`"
        ) from None


def write_hold(home: Home, hold: Hold) -> None:
    """Hold publishing. Raises OSError."""
    text = json.dumps(asdict(hold), ensure_ascii=False, indent=2) + "\n"
    write_atomically(home.history / HOLD, lambda path: path.write_text(text, encoding="utf-8"))


def release_hold(home: Home) -> None:
    """End the hold; harmless where there is none."""
    (home.history / HOLD).unlink(missing_ok=True)


def ends_with(hold: Hold, landed: Iterable[tuple[str, str]]) -> bool:
    """Return whether a suspect was taken back; `landed` holds (log, sha256) of what is landed."""
    still = set(landed)
    return any((one.log, one.sha256) not in still for one in hold.suspects)
