"""Publication: from an audited build to an immutable snapshot that readers find at once and whole.

Writing: `gather_inputs`, `input_fingerprint`, `publish`. Reading: `current_snapshot`,
`read_manifest`, `list_snapshots`, `find_snapshot`. Importing this package loads no heavy tool.
"""

from orchestration.publication.inputs import SnapshotInputs, gather_inputs, input_fingerprint
from orchestration.publication.manifest import InputFile, Manifest, SnapshotError
from orchestration.publication.publish import (
    PublicationBlockedError,
    PublicationError,
    Published,
    publish,
)
from orchestration.publication.snapshots import (
    current_snapshot,
    find_snapshot,
    list_snapshots,
    read_manifest,
)

__all__ = [
    "InputFile",
    "Manifest",
    "PublicationBlockedError",
    "PublicationError",
    "Published",
    "SnapshotError",
    "SnapshotInputs",
    "current_snapshot",
    "find_snapshot",
    "gather_inputs",
    "input_fingerprint",
    "list_snapshots",
    "publish",
    "read_manifest",
]
