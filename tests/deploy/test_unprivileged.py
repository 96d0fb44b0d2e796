"""The commands of the units as plain processes: a user without rights, no network but loopback."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("unprivileged.sh")
ROOT = SCRIPT.parents[2]
USER = 64_321
"""No one: only a number, as a container's user is."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of that user."""
    with tempfile.TemporaryDirectory(prefix="fais-deploy-") as name:
        path = Path(name)
        os.chown(path, USER, USER)
        yield path


@pytest.mark.soak
@pytest.mark.skipif(
    os.geteuid() != 0 or not (shutil.which("unshare") and shutil.which("ip")),
    reason="only root may take the network and its rights away from a process",
)
def test_a_server_works_without_rights_and_without_network(folder: Path) -> None:
    done = subprocess.run(
        ["unshare", "--net", "--mount", "sh", str(SCRIPT), str(USER), str(folder)],
        env={
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "PYTHON": sys.executable,
            "FOLDER": str(folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=1200,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for answered in ("8501/_stcore/health 200", "3000/server_info 200", "8502/healthz 200"):
        assert answered in done.stdout
    assert "控えを作りました。" in done.stdout
    assert "open to others" not in done.stdout
