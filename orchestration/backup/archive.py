"""The backup file: a tar whose last member lists every other one with its hash.

Belongs here: writing it whole or not at all, checking it, unpacking it whole or not at all. Not
here: what belongs into it (content).
"""

import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from ingest.atomic import flush
from ingest.home import FORMAT, Home
from orchestration.backup.content import files_of, still_copy
from orchestration.errors import FlowError
from orchestration.lock import JST

LIST = "fais-backup.json"
CHUNK = 1 << 20
NAMED_SUM = re.compile(r"-([0-9a-f]{16})[.]tar[.]gz$")
SPEED = 1
"""Most of a home is compressed already: little is gained by trying harder."""


class BackupError(FlowError):
    """A backup cannot be written, or is not what was written; nothing was changed."""


@dataclass(frozen=True)
class Backup:
    """A backup that was written or checked."""

    path: Path
    files: int
    made_at: str
    home_format: int


def back_up(home: Home, folder: Path) -> Backup:
    """Write a backup of a home into a folder. Call it under the run's lock. Raises BackupError."""
    moment = datetime.now(JST)
    if folder.resolve().is_relative_to(home.root.resolve()):
        raise BackupError(f"{folder}: a backup inside the home is lost with it; name another")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".") as scratch:
            packed = _pack(home, Path(scratch), moment)
            check(packed)  # what cannot be read back is no backup
            name = f"fais-{home.root.name}-{moment:%Y%m%dT%H%M%S}-{_sum(packed)}.tar.gz"
            flush(packed)
            path = packed.replace(folder / name)
        flush(folder)
    except (OSError, sqlite3.Error, tarfile.TarError) as error:
        raise BackupError(f"{folder}: no backup was written ({_one_line(error)})") from None
    return check(path)


def check(path: Path) -> Backup:
    """Read a backup to its end. Raises BackupError unless every file is the one that was packed."""
    with _opened(path) as archive:
        if (named := NAMED_SUM.search(path.name)) and named[1] != _sum(path):
            raise BackupError(f"{path}: the backup is damaged (it has not the sum in its name)")
        found, listed = dict[str, str](), None
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if member.name == LIST and content:
                listed = json.loads(content.read())
            else:
                found[member.name] = _hash(member, content)
    if listed is None:
        raise BackupError(f"{path}: the backup is cut short (it has no list of its files)")
    if listed["home_format"] > FORMAT:
        raise BackupError(
            f"{path}: made by a newer edition (home format {listed['home_format']}, this one "
            f"knows {FORMAT}): install that edition to restore it"
        )
    if wrong := sorted(set(found.items()) ^ set(listed["files"].items())):
        raise BackupError(f"{path}: the backup is damaged: {wrong[0][0]} is not as it was packed")
    return Backup(path, len(found), listed["made_at"], listed["home_format"])


def restore(path: Path, home: Home) -> Backup:
    """Make a new home from a backup. Raises BackupError; then there is no home, not half of one."""
    root = home.root
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise BackupError(f"{root} is not empty: a backup is restored into a new folder only")
    backup = check(path)
    partial = root.with_name(f".{root.name}.restoring-{os.getpid()}")
    try:
        partial.mkdir(parents=True, mode=0o700)
        with _opened(path) as archive:
            members = (member for member in archive if member.name != LIST)
            archive.extractall(partial, members=members, filter="data")
        Home(partial).create()
        os.sync()
        partial.replace(root)
        flush(root.parent)
    except OSError as error:
        raise BackupError(f"{root}: nothing was restored ({_one_line(error)})") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return backup


def _pack(home: Home, scratch: Path, moment: datetime) -> Path:
    hashes, target = dict[str, str](), scratch / "backup"
    target.touch(mode=0o600)
    with tarfile.open(target, mode="w:gz", compresslevel=SPEED) as archive:
        for path in files_of(home):
            still = still_copy(path, scratch)
            member = archive.gettarinfo(still, arcname=str(path.relative_to(home.root)))
            if member.islnk():  # two names of one file are two files
                member.type, member.size = tarfile.REGTYPE, still.stat().st_size
            hashes[member.name] = _add(archive, member, still)
        listed = {
            "files": hashes,
            "made_at": moment.isoformat(timespec="seconds"),
            "home_format": FORMAT,
        }
        text = json.dumps(listed, ensure_ascii=False).encode()
        last = tarfile.TarInfo(LIST)
        last.size = len(text)
        archive.addfile(last, io.BytesIO(text))
    return target


def _add(archive: tarfile.TarFile, member: tarfile.TarInfo, path: Path) -> str:
    """Add one member; return its hash."""
    if not member.isfile():
        archive.addfile(member)
        return _hash(member, None)
    with path.open("rb") as content:
        digest = _hash(member, content)
        content.seek(0)
        archive.addfile(member, content)
    return digest


def _sum(path: Path) -> str:
    """Return the sum that a backup carries in its name; it covers every bit of the file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()[:16]


def _hash(member: tarfile.TarInfo, content: IO[bytes] | None) -> str:
    """Return a hash of kind, target and content of a member."""
    digest = hashlib.sha256(member.type + member.linkname.encode() + b"\0")
    while chunk := content.read(CHUNK) if content else b"":
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup; whatever cannot be read in it is one error for people."""
    try:
        with tarfile.open(path, "r:gz") as archive:
            yield archive
    except FileNotFoundError:
        raise BackupError(f"{path}: there is no such backup") from None
    except (
        tarfile.TarError,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        KeyError,
        TypeError,
    ) as error:
        raise BackupError(f"{path}: the backup is damaged ({_one_line(error)})") from None


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
