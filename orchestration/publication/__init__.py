"""Publication: from an audited build to an immutable snapshot that readers find at once and whole.

Writing: `gather_inputs`, `input_fingerprint`, `publish`. Reading: `current_snapshot`,
`read_manifest`, `list_snapshots`, `find_snapshot`. Importing this package loads no heavy tool.
"""

from orchestration.publication.closing import ClosedYear, close_year, reopen
from orchestration.publication.differences import Difference, differences
from orchestration.publication.inputs import SnapshotInputs, gather_inputs, input_fingerprint
from orchestration.publication.manifest import InputFile, Manifest, Override, SnapshotError
from orchestration.publication.publish import (
    PublicationBlockedError,
    PublicationError,
    Published,
    publish,
)
from orchestration.publication.record import record_current
from orchestration.publication.relink import relink_current
from orchestration.publication.retention import remove_expired
from orchestration.publication.rollback import resume, roll_back, standing_hold
from orchestration.publication.snapshots import (
    current_snapshot,
    find_snapshot,
    list_snapshots,
    read_manifest,
)
from orchestration.publication.verify import verify

__all__ = [
    "ClosedYear",
    "Difference",
    "InputFile",
    "Manifest",
    "Override",
    "PublicationBlockedError",
    "PublicationError",
    "Published",
    "SnapshotError",
    "SnapshotInputs",
    "close_year",
    "current_snapshot",
    "differences",
    "find_snapshot",
    "gather_inputs",
    "input_fingerprint",
    "list_snapshots",
    "publish",
    "read_manifest",
    "record_current",
    "relink_current",
    "remove_expired",
    "reopen",
    "resume",
    "roll_back",
    "standing_hold",
    "verify",
]
