"""Named places between the steps of a run where tests let it break.

Belongs here: the names, and breaking there when FAIS_FAILPOINT says `NAME:kill` or `NAME:error`.
Without that variable nothing happens. Not here: what must hold afterwards (tests/faults).
"""

import errno
import os
import signal
from typing import Literal, get_args

VARIABLE = "FAIS_FAILPOINT"

Failpoint = Literal[
    "landed",
    "built",
    "audited",
    "manager_written",
    "official_written",
    "manifest_written",
    "named",
    "switched",
    "recorded",
    "retained",
]
FAILPOINTS: tuple[Failpoint, ...] = get_args(Failpoint)
"""In the order in which a run passes them; each stands behind the step it names."""


def failpoint(name: Failpoint) -> None:
    """Break here if told to: as a killed process, or as a disk that is full (OSError)."""
    point, _, way = os.environ.get(VARIABLE, "").partition(":")
    if point != name:
        return
    if way == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError(errno.ENOSPC, f"No space left on device (failpoint {name})")
