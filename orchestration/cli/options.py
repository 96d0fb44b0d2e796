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
