"""A lost `current`: the link is pointed again at what readers saw last, as the journal tells.

Belongs here: that one repair, at the beginning of a run. It needs no new build, and also mends a
home whose publishing is held. Not here: choosing another snapshot (rollback).
"""

from ingest.home import Home
from orchestration.history.journal import read_journal
from orchestration.publication import disk
from orchestration.publication.snapshots import CURRENT, current_snapshot
from orchestration.publication.verify import verify


def relink_current(home: Home) -> str | None:
    """Point `current` again at what was shown last; returns its id, None where nothing was done.

    Nothing is done while the link leads to a snapshot, nor when what was shown last is gone or
    damaged: then the run publishes anew. Raises OSError.
    """
    link = home.published / CURRENT
    shown = [entry.snapshot_id for entry in read_journal(home) if entry.snapshot_id]
    if not shown or current_snapshot(home) or (link.is_dir() and not link.is_symlink()):
        return None
    if verify(home.published / shown[-1]):
        return None
    disk.switch_link(link, shown[-1])
    return shown[-1]
