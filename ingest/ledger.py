"""The ledger of a log: one row per delivery, and the last look at its inbox folder.

Here belongs: what is remembered of deliveries and the clock rules that follow from it. Not here:
reading files. What the ledger does not name does not exist.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from ingest.atomic import whole, write_atomically
from ingest.home import HomeError

if TYPE_CHECKING:
    from pathlib import Path

JST = timezone(timedelta(hours=9), "JST")

SCHEMA = pl.Schema(
    {
        "log": pl.String(),
        "file": pl.String(),
        "sha256": pl.String(),
        "size": pl.Int64(),
        "mtime_ns": pl.Int64(),
        "delivered_at": pl.Datetime("us"),
        "landed_at": pl.Datetime("us"),
        "status": pl.String(),
        "rows_read": pl.Int64(),
        "accepted": pl.Int64(),
        "rejected": pl.Int64(),
        "skipped": pl.Int64(),
        "score": pl.Float64(),
        "encoding": pl.String(),
        "message_en": pl.String(),
        "message_ja": pl.String(),
        "contract_fingerprint": pl.String(),
        "is_future_mtime": pl.Boolean(),
        "advice": pl.String(),
    }
)


class Delivery(NamedTuple):
    """One row of the ledger. Times are naive Japan time; counts are null unless it landed."""

    log: str
    file: str
    sha256: str | None
    """None when the file could not even be opened."""
    size: int
    mtime_ns: int
    delivered_at: datetime
    landed_at: datetime
    status: str
    """landed, duplicate, refused or withdrawn."""
    contract_fingerprint: str
    is_future_mtime: bool
    rows_read: int | None = None
    accepted: int | None = None
    rejected: int | None = None
    skipped: int | None = None
    score: float | None = None
    """How machine-readable it is, 0 to 100."""
    encoding: str | None = None
    message_en: str | None = None
    message_ja: str | None = None
    advice: str | None = None
    """The rules of machine-readability that it breaks: JSON, a list of score.SCHEMA."""


def read_ledger(folder: Path) -> list[Delivery]:
    """Return all deliveries in the order they were noted; none when there is no ledger yet.

    Raises HomeError when it is damaged.
    """
    path = _deliveries(folder)
    if not path.is_file():
        return []
    try:
        noted = pl.read_parquet(path)
    except pl.exceptions.PolarsError as error:
        raise HomeError(
            f"{path}: cannot be read ({type(error).__name__}): put {folder.parent} back from a "
            "backup, or take it away: then what lies in the inbox lands anew"
        ) from None
    # A ledger of an earlier edition lacks columns that came later.
    filled = pl.concat([SCHEMA.to_frame(), noted], how="diagonal")
    return list(map(Delivery._make, filled.select(Delivery._fields).rows()))


def write_ledger(folder: Path, deliveries: list[Delivery]) -> None:
    """Replace the ledger as a whole."""
    rows = pl.DataFrame(deliveries, schema=Delivery._fields, orient="row", schema_overrides=SCHEMA)
    frame = rows.select(SCHEMA.names())
    write_atomically(_deliveries(folder), frame.write_parquet)


def last_look(folder: Path) -> datetime | None:
    """Return when the inbox folder was last looked into; None before the first time."""
    path = _look(folder)
    if not path.is_file():
        return None
    text = json.loads(path.read_text(encoding="utf-8"))["looked_at"]
    return naive_jst(datetime.fromisoformat(text))


def note_look(folder: Path, now: datetime) -> None:
    """Remember that the inbox folder was looked into."""
    text = json.dumps({"looked_at": now.replace(tzinfo=JST).isoformat()}) + "\n"
    with whole(_look(folder), is_lasting=False) as path:
        path.write_text(text, encoding="utf-8")


def delivered_at(mtime_ns: int, looked_at: datetime | None, now: datetime) -> tuple[datetime, bool]:
    """Return when a file was delivered, and whether its own clock lies in the future.

    It is the later of its modification time and the last look that did not yet see it; a time in
    the future counts as now.
    """
    seconds, nanoseconds = divmod(mtime_ns, 10**9)
    modified = naive_jst(datetime.fromtimestamp(seconds, JST)) + timedelta(
        microseconds=nanoseconds // 1000
    )
    later = max(modified, looked_at) if looked_at else modified
    return min(later, now), modified > now


def naive_jst(moment: datetime) -> datetime:
    """Return a moment as Japan's clocks show it, without zone."""
    return moment.astimezone(JST).replace(tzinfo=None)


def _deliveries(folder: Path) -> Path:
    return folder / "deliveries.parquet"


def _look(folder: Path) -> Path:
    return folder / "look.json"
