"""How a home stands, read from its files alone: no heavy tool, no lock, nothing written.

Belongs here: what people ask first when they sit down. Not here: how it is printed (cli).
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from ingest.home import Home
from ingest.inbox import InboxFile, look_into
from orchestration.last_run import LastRun, read_last_run
from orchestration.lock import Holder, current_holder
from orchestration.publication import current_snapshot, read_manifest

LEDGERS = "*/ledger/deliveries.parquet"
NEWEST_DELIVERIES = """
    select log, file, status, size, mtime_ns, message_ja, message_en
    from read_parquet(?)
    qualify row_number() over (partition by log, file order by landed_at desc) = 1
"""


class Delivery(NamedTuple):
    """The newest ledger row of one file name."""

    log: str
    file: str
    status: str
    size: int
    mtime_ns: int
    message_ja: str | None
    message_en: str | None


@dataclass(frozen=True)
class Published:
    """What readers see now."""

    snapshot_id: str
    as_of: str
    published_at: str
    failed_warnings: int


@dataclass(frozen=True)
class RefusedFile:
    """A file in the inbox that could not be taken, and why."""

    file: str
    message_ja: str
    message_en: str
    version: str
    """Another one when the file was delivered anew under its name."""


@dataclass(frozen=True)
class Status:
    """The state of one home. Times are ISO, JST."""

    home: str
    is_sample: bool
    published: Published | None
    waiting: tuple[str, ...]
    """Files in the inbox that no run has looked at in their present form."""
    refused: tuple[RefusedFile, ...]
    to_correct: tuple[str, ...]
    """Workbooks of refused rows."""
    running: Holder | None
    last_run: LastRun | None

    def as_json(self) -> dict[str, Any]:
        """Return plain values for `--json`."""
        return asdict(self)


def read_status(home: Home) -> Status:
    """Return how the home stands. Raises HomeError when there is none."""
    home.check()
    known = {(row.log, row.file): row for row in _newest_deliveries(home)}
    present = {(log, file.name): file for log, file in inbox_files(home.inbox)}
    return Status(
        home=str(home.root),
        is_sample=home.is_sample,
        published=_published(home),
        waiting=tuple(
            f"inbox/{log}/{file}"
            for (log, file), found in present.items()
            if not _is_seen(found, known.get((log, file)))
        ),
        refused=tuple(
            RefusedFile(
                f"inbox/{row.log}/{row.file}",
                row.message_ja or "",
                row.message_en or "",
                f"{row.size}-{row.mtime_ns}",
            )
            for key, row in known.items()
            if row.status == "refused" and key in present
        ),
        to_correct=tuple(
            f"rejected/{path.parent.name}/{path.name}"
            for path in sorted(home.rejected.glob("*/[!~.]*.xlsx"))
        ),
        running=current_holder(home.root),
        last_run=read_last_run(home),
    )


def _published(home: Home) -> Published | None:
    snapshot = current_snapshot(home)
    if snapshot is None:
        return None
    manifest = read_manifest(snapshot)
    return Published(
        manifest.snapshot_id,
        str(manifest.as_of),
        str(manifest.published_at),
        manifest.checks["failed_warnings"],
    )


def _newest_deliveries(home: Home) -> list[Delivery]:
    ledgers = sorted(str(path) for path in home.landing.glob(LEDGERS))
    if not ledgers:
        return []
    with duckdb.connect() as connection:
        rows = connection.execute(NEWEST_DELIVERIES, [ledgers]).fetchall()
    return sorted(Delivery(*row) for row in rows)


def inbox_files(inbox: Path) -> Iterator[tuple[str, InboxFile]]:
    """Yield (folder, file) of the logs' own folders; their Japanese names are links to the same."""
    for folder in sorted(inbox.iterdir()):
        if not folder.is_symlink():
            yield from ((folder.name, file) for file in look_into(folder).files)


def _is_seen(file: InboxFile, delivery: Delivery | None) -> bool:
    return delivery is not None and (file.size, file.mtime_ns) == (delivery.size, delivery.mtime_ns)
