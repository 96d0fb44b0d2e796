"""Options that several commands share.

Belongs here: how they are spelt and explained. Not here: what a command does with them.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home",
        metavar="DIR",
        help="データの置き場所（既定は環境変数 FAIS_HOME、なければ ./var）。"
        " The home folder (default: FAIS_HOME, else ./var).",
    ),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        formats=["%Y-%m-%d"],
        help="その日の終わりまでに届いた分だけで作る（例 2025-03-31）。現在の公開版は変わりません。"
        " Build what was known by the end of that day (JST); the current snapshot stays.",
    ),
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="結果を JSON で出力する。 Print the result as JSON."),
]
REASON = typer.Option("--reason", metavar="TEXT", help="理由。 Why.")
ReasonOption = Annotated[str, REASON]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="誰の判断か。 Who decided.")]
OverrideOption = Annotated[
    list[str] | None,
    typer.Option(
        "--override",
        metavar="CHECK",
        help="公開を止めた検査を今回だけ通す（--reason と --by が必要）。"
        " Let a check that stops publication pass this once (needs --reason and --by).",
    ),
]
SnapshotArgument = Annotated[
    str,
    typer.Argument(
        metavar="SNAPSHOT",
        help="版の名前、その先頭、または current。 A snapshot's id, or `current`.",
    ),
]
SnapshotsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SNAPSHOT]...", help="既定はすべての版。 All of them by default."),
]
