"""The commands that keep a home: `fais backup`, `fais restore`, `fais upgrade`.

Belongs here: what they print. Not here: the work (backup, upgrade).
"""

from pathlib import Path

import typer

from ingest.home import FORMAT, Home
from orchestration.cli.homes import require_home
from orchestration.lock import run_lock

PATIENCE_SECONDS = 1800.0
"""A backup at night waits for the run that goes on."""


def write_backup(path: Path | None, folder: Path) -> None:
    """`fais backup`."""
    from orchestration.backup import back_up

    home = require_home(path)
    with run_lock(home.root, "fais backup", PATIENCE_SECONDS):
        done = back_up(home, folder)
    size = done.path.stat().st_size / 2**20
    typer.echo(f"控えを作りました。 Backed up: {done.path} ({done.files} files, {size:.1f} MiB)")


def check_backup(file: Path) -> None:
    """`fais restore --check`."""
    from orchestration.backup import check

    done = check(file)
    typer.echo(f"控えは正常です。 The backup is whole: {done.files} files, made {done.made_at}")


def restore_backup(path: Path | None, file: Path) -> None:
    """`fais restore`."""
    from orchestration.backup import restore

    home = Home.locate(path)
    done = restore(file, home)
    typer.echo(f"控えから戻しました。 Restored: {home.root} ({done.files} files, {done.made_at})")
    typer.echo("次は `fais verify`、`fais run`。 Next: `fais verify`, then `fais run`.")


def upgrade_home(path: Path | None) -> None:
    """`fais upgrade`."""
    from orchestration.upgrade import upgrade

    home = require_home(path)
    with run_lock(home.root, "fais upgrade"):
        done = upgrade(home)
    for line in done:
        typer.echo(f"  {line}")
    typer.echo(f"この版の形式です（{FORMAT}）。 The home has the form of this edition ({FORMAT}).")
