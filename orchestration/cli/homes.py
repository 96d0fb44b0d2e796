"""The commands that make a home, and the check that there is one.

Belongs here: what `fais init` and `fais sample` say. Not here: what a home holds (office_home).
"""

from pathlib import Path

import typer

from ingest.home import Home


def require_home(path: Path | None) -> Home:
    """Return the home that was named; raises HomeError when there is none or it cannot be used."""
    home = Home.locate(path)
    home.check()
    return home


def make_home(path: Path | None) -> None:
    """`fais init`."""
    from orchestration.office_home import README, make_office_home

    home = Home.locate(path)
    contracts = make_office_home(home)
    typer.echo(f"置き場所を作りました。 Home made: {home.root} ({len(contracts)} logs)")
    typer.echo(f"次は {README} を読み、inbox/ にファイルを入れて `fais run`。")
    typer.echo("Next: put files into inbox/, then `fais run`.")


def make_sample(path: Path | None) -> None:
    """`fais sample`."""
    from orchestration.office_home import make_sample_home

    home = Home.locate(path)
    inbox = make_sample_home(home)
    typer.echo(f"見本を作りました。 Sample logs written: {inbox}")
    typer.echo("次は `fais run`。 Next: `fais run`.")
