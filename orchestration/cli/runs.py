"""The commands that move data: `fais land` and `fais run`.

Belongs here: what they print and return. Not here: the flow (run).
"""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from orchestration.cli.homes import require_home
from orchestration.cli.progress import reporter_for
from orchestration.result import (
    EXIT_BLOCKED,
    EXIT_ERROR,
    EXIT_LOCKED,
    EXIT_OK,
    EXIT_REFUSED,
    Outcome,
    RunResult,
)

if TYPE_CHECKING:
    from orchestration.publication import Override

STOPPED = (EXIT_ERROR, EXIT_BLOCKED, EXIT_LOCKED)


def land_only(path: Path | None) -> int:
    """`fais land`; returns the exit code."""
    from orchestration.run import land

    home = require_home(path)
    with reporter_for() as reporter:
        intake = land(home, reporter)
    typer.echo(f"取込み {intake.new_files} 件。 Landed {intake.new_files} new files.")
    if intake.has_broken_log:
        return EXIT_ERROR
    return EXIT_REFUSED if intake.not_taken else EXIT_OK


def run_flow(
    path: Path | None, as_of: date | None, as_json: bool, overrides: Sequence["Override"]
) -> int:
    """`fais run`; returns the exit code."""
    from orchestration.run import run

    home = require_home(path)
    with reporter_for() as reporter:
        result = run(home, as_of, reporter, overrides)
    if as_json:
        typer.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        typer.echo(
            headline(result), err=result.exit_code in (EXIT_ERROR, EXIT_BLOCKED, EXIT_LOCKED)
        )
    return result.exit_code


def headline(result: RunResult) -> str:
    """Return the one line people read first."""
    words = {
        Outcome.PUBLISHED: "公開しました",
        Outcome.NOTHING_NEW: "新しいものはありません",
        Outcome.BLOCKED: "検査で止まりました（公開版は前のまま）",
        Outcome.FAILED: "失敗しました（公開版は前のまま）",
        Outcome.HELD: "公開を保留しています（公開版は前のまま）",
    }
    if result.outcome is Outcome.FAILED and result.is_current:
        words[Outcome.FAILED] = "公開しましたが、その後の記録に失敗しました"
    refused = f" / {len(result.not_taken)} not taken" if result.not_taken else ""
    return f"{words[result.outcome]}。 {result.message}{refused}"
