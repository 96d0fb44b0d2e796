"""The lock of a home: one writer, named to the second, freed by a crash."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from orchestration.lock import LockedError, current_holder, run_lock


def _hold(root: Path, told: Connection) -> None:
    with run_lock(root, "fais run"):
        told.send(os.getpid())
        signal.pause()


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[multiprocessing.process.BaseProcess]:
    """Another process that holds the lock of tmp_path."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_hold, args=(tmp_path, theirs))
    process.start()
    assert ours.recv() == process.pid
    yield process
    process.kill()
    process.join()


def test_second_writer_is_told_who_holds_the_home(
    tmp_path: Path, holder: multiprocessing.process.BaseProcess
) -> None:
    with pytest.raises(LockedError, match=rf"`fais run` \(process {holder.pid}, since 20"):
        run_lock(tmp_path, "fais land").__enter__()
    found = current_holder(tmp_path)
    assert found is not None
    assert (found.pid, found.command) == (holder.pid, "fais run")


def test_a_crash_frees_the_home(
    tmp_path: Path, holder: multiprocessing.process.BaseProcess
) -> None:
    holder.kill()
    holder.join()
    assert current_holder(tmp_path) is None
    with run_lock(tmp_path, "fais run"):
        pass


def test_a_look_leaves_the_home_free(tmp_path: Path) -> None:
    assert current_holder(tmp_path) is None
    with run_lock(tmp_path, "fais run"):
        pass
    assert current_holder(tmp_path) is None


def test_an_error_inside_frees_the_home(tmp_path: Path) -> None:
    with pytest.raises(KeyError), run_lock(tmp_path, "fais run"):
        raise KeyError
    with run_lock(tmp_path, "fais run"):
        pass


def test_only_the_owner_can_read_the_lock(tmp_path: Path) -> None:
    with run_lock(tmp_path, "fais run"):
        assert (tmp_path / "run.lock").stat().st_mode & 0o777 == 0o600
