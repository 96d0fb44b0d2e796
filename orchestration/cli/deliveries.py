"""The commands about deliveries: `fais withdraw` and `fais templates`.

Belongs here: what they print. Not here: the ledger (ingest.withdrawal), forms (ingest.templates).
"""

from pathlib import Path

import typer

from orchestration.cli.homes import require_home
from orchestration.lock import run_lock


def withdraw_file(path: Path | None, file: str, undo: bool) -> None:
    """`fais withdraw`."""
    from ingest.withdrawal import withdraw

    home = require_home(path)
    with run_lock(home.root, "fais withdraw"):
        done = withdraw(home, file, undo=undo)
    one = done.delivery
    name = f"{one.log}/{one.file}"
    if undo:
        typer.echo(f"取り下げを取り消しました。 Given back: {name} ({one.accepted} rows)")
    else:
        typer.echo(f"取り下げました。 Withdrawn: {name} ({one.accepted} rows)")
        typer.echo("同じ内容を入れ直しても取り下げのままです。戻すには --undo を付けます。")
        typer.echo("The same bytes stay withdrawn however often they are delivered, until --undo.")
    for other in done.standing:
        day = f"{other.delivered_at:%Y-%m-%d}"
        typer.echo(f"同名の {day} の版は有効です。 The version of {day} under this name stands.")
    typer.echo("数値は次の `fais run` で変わります。 Figures follow at the next `fais run`.")


def write_forms(path: Path | None) -> None:
    """`fais templates`."""
    from ingest.contracts import load_contracts
    from ingest.templates import write_templates

    home = require_home(path)
    forms = write_templates(home, load_contracts(home.contracts))
    typer.echo(f"入力様式を {len(forms)} 件作りました。 Forms written: {home.templates}")
