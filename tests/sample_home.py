"""One published sample home for all tests of a session, whichever worker asks first.

Belongs here: making it once, and copying it for tests that change it.
"""

import fcntl
import shutil
from pathlib import Path

import pytest

from ingest.home import Home
from tests.orchestration.office import fais
from tests.session import session_folder


def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The session's sample home as `fais sample` and `fais run` make it; never change it."""
    session = session_folder(tmp_path_factory)
    home = Home(session / "sample" / "home")
    with (session / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home.published / "current").exists():
            home.root.parent.mkdir(exist_ok=True)
            for command in ("sample", "run"):
                done = fais(command, "--home", str(home.root))
                assert done.returncode == 0, done.stdout + done.stderr
    return home


def copy_of(home: Home, root: Path) -> Home:
    """A copy that a test may change; times and links stay as they are."""
    shutil.copytree(home.root, root, symlinks=True)
    return Home(root)
