"""What was told already and what waits to be sent: `history/alerts.json`, replaced as a whole.

Belongs here: comparing causes with what was told, and keeping both. Not here: words, sending.
A message is kept before it is sent and struck out after: a crash between may send it twice, with
the same Message-ID, and never loses it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta

from ingest.atomic import write_atomically
from ingest.home import Home
from orchestration.alerts.causes import Cause, Kind, Reading
from orchestration.errors import FlowError

MEMORY = "alerts.json"
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


class MemoryLostError(FlowError):
    """history/alerts.json cannot be read; the line says what to do."""


@dataclass(frozen=True)
class Waiting:
    """A message to one channel that was not taken yet. Times are ISO, JST."""

    channel: str
    to: str
    message_id: str
    subject: str
    body: str
    tries: int = 0
    not_before: str = ""

    def is_due(self, now: datetime) -> bool:
        """Return whether it is to be tried now."""
        return not self.not_before or datetime.fromisoformat(self.not_before) <= now

    def after_failure(self, now: datetime) -> "Waiting":
        """Return it with a longer wait, doubled at each failure."""
        wait = min(FIRST_WAIT * 2**self.tries, LONGEST_WAIT)
        return replace(self, tries=self.tries + 1, not_before=(now + wait).isoformat())


@dataclass(frozen=True)
class Memory:
    """Causes that were told and stand (by key), month ends that were mailed, unsent messages."""

    standing: Mapping[str, Cause] = field(default_factory=dict)
    mailed_months: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True)
class News:
    """What changed since people were last told."""

    raised: Sequence[Cause]
    healed: Sequence[Cause]
    standing: Mapping[str, Cause]


def compare(standing: Mapping[str, Cause], readings: Mapping[Kind, Reading]) -> News:
    """Return what is new, what is well again, and what stands from now on.

    A kind without a reading keeps what stands. A cause whose detail changed is news.
    """
    present = {cause.key: cause for reading in readings.values() for cause in reading.causes}
    unread = {key: cause for key, cause in standing.items() if cause.kind not in readings}
    gone = [
        cause for key, cause in standing.items() if cause.kind in readings and key not in present
    ]
    return News(
        raised=[
            cause
            for key, cause in present.items()
            if key not in standing or standing[key].detail != cause.detail
        ],
        healed=[cause for cause in gone if _is_well(cause, readings[cause.kind])],
        standing={**unread, **present},
    )


def _is_well(cause: Cause, reading: Reading) -> bool:
    return reading.well is None or cause.subject in reading.well


def read_memory(home: Home) -> Memory:
    """Return what is remembered. Raises MemoryLostError: without it everything would be news."""
    path = home.history / MEMORY
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        return Memory(
            standing={key: Cause(**one) for key, one in values["standing"].items()},
            mailed_months=tuple(values["mailed_months"]),
            waiting=tuple(Waiting(**one) for one in values["waiting"]),
        )
    except FileNotFoundError:
        return Memory()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MemoryLostError(
            f"{path}: what was told cannot be read ({type(error).__name__}): "
            "restore it from a backup, or delete it to be told of everything anew"
        ) from None


def write_memory(home: Home, memory: Memory) -> None:
    """Replace what is remembered. Raises OSError."""
    text = json.dumps(asdict(memory), ensure_ascii=False, indent=1) + "\n"
    write_atomically(home.history / MEMORY, lambda path: path.write_text(text, encoding="utf-8"))
