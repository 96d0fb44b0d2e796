"""Recording a publication in history: the journal's line, and the values it changed.

Belongs here: doing so once for each snapshot that became current, also for one whose run was killed
between the switch and this step. Call it under the run's lock. Not here: the files (history).
"""

import duckdb

from ingest.home import Home
from orchestration.errors import FlowError
from orchestration.history.figures import FOLDER, is_recorded, record_figures
from orchestration.history.journal import Event, note, read_journal
from orchestration.lock import JST
from orchestration.publication.differences import compare, delivery_changes
from orchestration.publication.manifest import MANAGER, Manifest, SnapshotError, read_manifest
from orchestration.publication.snapshots import current_snapshot

_NOT_KNOWN = (
    "create temp table behind (indicator_id text, fiscal_year int, month date, files text[])"
)
_BEHIND = (
    "create temp table behind as select indicator_id, fiscal_year, month, files from explained"
)


def record_current(home: Home) -> None:
    """Record the current snapshot where that has not been done.

    Raises FlowError when history is damaged, OSError from the disk.
    """
    folder = current_snapshot(home)
    if folder is None:
        return
    shown = [entry.snapshot_id for entry in read_journal(home)]
    if not is_recorded(home, folder.name):
        try:
            _record_figures(home, read_manifest(folder), shown)
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise FlowError(
                f"{home.history / FOLDER}: the values of {folder.name} cannot be recorded "
                f"({reason}): put the folder back from a backup, or take a damaged file away, "
                "then run again"
            ) from None
    if folder.name not in shown:
        manifest = read_manifest(folder)
        note(home, Event.PUBLISHED, folder.name, at=manifest.published_at)


def _record_figures(home: Home, manifest: Manifest, shown: list[str]) -> None:
    new = home.published / manifest.snapshot_id / MANAGER
    with duckdb.connect() as connection:
        try:
            before = read_manifest(home.published / shown[-1])
            old = home.published / before.snapshot_id / MANAGER
            compare(connection, old, new, before.as_of, delivery_changes(before, manifest))
            connection.execute(_BEHIND)
        except (IndexError, SnapshotError, duckdb.Error):
            # The one before is gone or damaged: the values are recorded without what is behind.
            connection.execute(_NOT_KNOWN)
        since = manifest.published_at.astimezone(JST).replace(tzinfo=None)
        record_figures(home, connection, new, manifest.snapshot_id, since)
