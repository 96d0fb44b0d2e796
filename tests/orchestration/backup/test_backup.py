"""A backup comes back whole on another home, or not at all."""

import os
import sqlite3
import stat
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.contracts import load_contracts
from ingest.home import Home
from orchestration.backup import BackupError, back_up, restore
from orchestration.backup.content import files_of
from orchestration.dagster_home import open_instance
from orchestration.history.journal import read_journal
from orchestration.publication import current_snapshot, verify
from orchestration.run import nothing_new
from tests.orchestration.office import Office, fais, new_office
from tests.sample_home import sample_home

CURRENT = "20260501T060000-aaaaaaaa"
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with something of everything: deliveries, links, a snapshot, a database in use."""
    office = new_office(tmp_path_factory.mktemp("lived") / "home")
    home = office.home
    office.deliver("consultation", "5月.csv")
    (home.inbox / "相談受付簿").symlink_to("consultation", target_is_directory=True)
    snapshot = home.published / CURRENT
    snapshot.mkdir()
    (snapshot / "manager.duckdb").write_bytes(os.urandom(300_000))
    (home.published / "current").symlink_to(CURRENT)
    (home.history / "journal.jsonl").write_text("{}\n", encoding="utf-8")
    (home.warehouse / "build.duckdb").write_bytes(b"made anew")
    (home.logs / "daemon.log").write_text("said", encoding="utf-8")
    (home.root / "run.lock").touch()
    (home.dagster / "history" / "runs").mkdir(parents=True)
    with closing(sqlite3.connect(home.dagster / "history" / "runs.db")) as connection:
        connection.execute("pragma journal_mode = wal")
        connection.execute("create table runs (run_id)")
        connection.execute("insert into runs values ('one')")
        connection.commit()
    return home


@pytest.fixture(scope="module")
def backup(lived: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of it."""
    return back_up(lived, tmp_path_factory.mktemp("backups")).path


def content(home: Home) -> dict[str, object]:
    """What a backup is to bring back, by name: text of links, bytes of files."""
    found: dict[str, object] = {}
    for path in files_of(home):
        name = str(path.relative_to(home.root))
        if path.is_symlink():
            found[name] = path.readlink()
        elif path.suffix == ".db":
            with closing(sqlite3.connect(path)) as connection:
                found[name] = list(connection.iterdump())
        else:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


def test_another_home_gets_everything_that_cannot_be_made_again(
    lived: Home, backup: Path, tmp_path: Path
) -> None:
    other = Home(tmp_path / "other")
    restore(backup, other)
    assert content(other) == content(lived)
    assert (other.published / "current" / "manager.duckdb").is_file()
    assert not (other.warehouse / "build.duckdb").exists()
    assert stat.S_IMODE(other.root.stat().st_mode) == 0o700
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_times_of_deliveries_come_back(lived: Home, backup: Path, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    restore(backup, other)
    name = Path("inbox", "consultation", "5月.csv")
    seconds = int((lived.root / name).stat().st_mtime)
    assert int((other.root / name).stat().st_mtime) == seconds


@QUICK
@given(where=st.floats(0.0, 1.0, exclude_max=True), flip=st.integers(1, 255))
def test_one_changed_byte_refuses_the_whole_backup(
    backup: Path, tmp_path: Path, where: float, flip: int
) -> None:
    damaged = tmp_path / backup.name
    content = bytearray(backup.read_bytes())
    content[int(where * len(content))] ^= flip
    damaged.write_bytes(content)
    other = Home(tmp_path / "other")
    try:
        restore(damaged, other)
    except BackupError:
        assert not other.root.exists()
        assert list(tmp_path.glob(".other*")) == []
    else:
        pytest.fail("a damaged backup was restored")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_that_is_cut_short_is_refused(backup: Path, tmp_path: Path, share: float) -> None:
    short = tmp_path / "short.tar.gz"
    whole = backup.read_bytes()
    short.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupError, match=r"short.tar.gz: the backup is (damaged|cut short)"):
        restore(short, Home(tmp_path / "other"))
    assert not (tmp_path / "other").exists()


def test_a_file_more_or_less_than_listed_is_refused(backup: Path, tmp_path: Path) -> None:
    changed = tmp_path / "changed.tar.gz"
    with tarfile.open(backup) as source, tarfile.open(changed, "w:gz") as target:
        for member in source:
            if not member.name.endswith("journal.jsonl"):
                target.addfile(member, source.extractfile(member) if member.isfile() else None)
    with pytest.raises(BackupError, match=r"history/journal.jsonl is not as it was packed"):
        restore(changed, Home(tmp_path / "other"))


def test_a_home_that_is_there_is_never_overwritten(
    office: Office, backup: Path, lived: Home
) -> None:
    before = content(office.home)
    with pytest.raises(BackupError, match="is not empty"):
        restore(backup, office.home)
    assert content(office.home) == before
    with pytest.raises(BackupError, match="inside the home"):
        back_up(lived, lived.logs)


def test_a_newer_editions_backup_is_refused(
    lived: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.backup.archive.FORMAT", 3)
    newer = back_up(lived, tmp_path / "backups").path
    monkeypatch.undo()
    with pytest.raises(BackupError, match=r"newer edition \(home format 3, this one knows 2\)"):
        restore(newer, Home(tmp_path / "other"))


def test_dagsters_database_is_whole_though_it_is_written_meanwhile(
    office: Office, tmp_path: Path
) -> None:
    path = office.home.dagster / "runs.db"
    stop = threading.Event()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table pairs (one, other)")

    def write() -> None:
        with closing(sqlite3.connect(path)) as writer:
            while not stop.is_set():
                writer.execute("insert into pairs values (?, ?)", ("x" * 5_000, "x" * 5_000))
                writer.commit()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = back_up(office.home, tmp_path / "backups").path
    finally:
        stop.set()
        thread.join()
    other = Home(tmp_path / "other")
    restore(made, other)
    with closing(sqlite3.connect(other.dagster / "runs.db")) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("select count(*) from pairs where one != other").fetchone() == (
            0,
        )


def test_a_disk_that_fails_leaves_no_backup(
    lived: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("orchestration.backup.archive._add", full)
    with pytest.raises(BackupError, match=r"no backup was written .*No space left"):
        back_up(lived, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_the_commands_say_what_they_did(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert office.say("backup", str(folder)).returncode == 0
    (made,) = folder.iterdir()
    checked = fais("restore", str(made), "--check")
    assert checked.stdout.startswith("控えは正常です。")
    restored = fais("restore", str(made), "--home", str(tmp_path / "other"))
    assert restored.returncode == 0
    assert Home(tmp_path / "other").exists
    again = fais("restore", str(made), "--home", str(tmp_path / "other"))
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


@pytest.mark.e2e
def test_a_published_home_comes_back_with_its_tables_history_and_runs(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    home, other = sample_home(tmp_path_factory), Home(tmp_path / "other")
    restore(back_up(home, tmp_path / "backups").path, other)
    shown = current_snapshot(other)
    assert shown is not None
    assert shown.name == (home.published / "current").readlink().name
    assert verify(shown) == []  # every published table by the hash of its file
    assert read_journal(other) == read_journal(home)
    with open_instance(home) as here, open_instance(other) as there:
        assert [run.run_id for run in there.get_runs()] == [run.run_id for run in here.get_runs()]
        (newest,) = there.get_runs(limit=1)
        assert len(there.all_logs(newest.run_id)) == len(here.all_logs(newest.run_id)) > 100
    assert nothing_new(other, load_contracts(other.contracts), None) is not None
