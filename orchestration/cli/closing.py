"""The command that closes a fiscal year (年度確定), reopens it, and lists what is closed.

Belongs here: what it prints. Not here: the work (orchestration.publication.closing).
"""

import getpass
import json
from dataclasses import asdict
from pathlib import Path

import typer

from orchestration.cli.homes import require_home
from orchestration.history.closed_years import closings
from orchestration.lock import run_lock
from orchestration.publication import close_year, reopen

COMMAND = "fais close-year"


def close(path: Path | None, fiscal_year: int, by: str, reason: str) -> None:
    """`fais close-year YEAR`."""
    home = require_home(path)
    with run_lock(home.root, COMMAND):
        closed = close_year(home, fiscal_year, by or _login(), reason)
    shown = closed.closing.snapshot_id
    typer.echo(
        f"{fiscal_year}年度を確定しました。公開版 {shown} の値（{closed.figures} 指標）を保ちます。"
    )
    if closed.owed:
        typer.echo(
            f"未着の窓口がある値が {closed.owed} 件あります。そのまま確定しました。 "
            f"{closed.owed} figures were closed although desks still owe deliveries.",
            err=True,
        )
    typer.echo(
        f"次の `fais run` から表示に出ます。 FY{fiscal_year} is closed: `fais run` shows it."
    )


def open_again(path: Path | None, fiscal_year: int, by: str, reason: str) -> None:
    """`fais close-year YEAR --reopen`."""
    home = require_home(path)
    with run_lock(home.root, COMMAND):
        reopen(home, fiscal_year, by or _login(), reason)
    typer.echo(
        f"{fiscal_year}年度の確定を解きました。次の `fais run` で届いた記録どおりの値になります。 "
        f"FY{fiscal_year} is open again: `fais run`."
    )


def show_closings(path: Path | None, as_json: bool) -> None:
    """`fais close-year` without a year: every closing there was."""
    found = closings(require_home(path))
    if as_json:
        typer.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, default=str))
        return
    for one in found:
        again = f"  再開 reopened {one.reopened_at} {one.reopened_by} {one.reopen_reason}"
        state = again if one.reopened_at else ""
        typer.echo(
            f"FY{one.fiscal_year}  {one.closed_at}  {one.closed_by}  {one.snapshot_id}{state}"
        )
    if not found:
        typer.echo("確定した年度はありません。 No year is closed.")


def _login() -> str:
    """Return who is logged in; nobody in a container without users."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
