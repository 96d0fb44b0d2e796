"""`fais status` on paper: a few lines in both languages, the next step last.

Belongs here: wording. Not here: what is known (status).
"""

import json
from collections.abc import Iterator
from pathlib import Path

import typer

from ingest.home import Home
from orchestration.status import Status, read_status

SHOWN_FILES = 10


def show_status(path: Path | None, as_json: bool) -> None:
    """Print how the home stands."""
    status = read_status(Home.locate(path))
    if as_json:
        typer.echo(json.dumps(status.as_json(), ensure_ascii=False, indent=2))
        return
    for line in lines(status):
        typer.echo(line)


def lines(status: Status) -> Iterator[str]:
    """Yield the lines people read."""
    sample = "（サンプルデータ sample）" if status.is_sample else ""
    yield f"置き場所 Home        {status.home}{sample}"
    yield f"公開中 Published    {_published(status)}"
    if status.running:
        holder = status.running
        since = holder.started_at
        yield f"実行中 Running      {holder.command}（process {holder.pid}, since {since}）"
    if status.last_run:
        yield f"前回 Last run       {status.last_run.ended_at} {status.last_run.message}"
    yield f"未取込み Waiting    {len(status.waiting)} 件"
    yield from _listed(status.waiting)
    yield f"受付不可 Refused    {len(status.refused)} 件"
    yield from _listed([f"{file.file}: {file.message_ja}" for file in status.refused])
    yield f"訂正待ち To correct {len(status.to_correct)} 件"
    yield from _listed(status.to_correct)
    yield f"次に Next           {next_step(status)}"


def next_step(status: Status) -> str:
    """Return what to do now."""
    if status.running:
        return "実行が終わるのを待つ。 Wait for the run to end."
    if status.waiting:
        return "`fais run` で取り込む。 Run `fais run`."
    if status.refused:
        return (
            "受付不可のファイルを直して入れ直す。 Correct the refused files and deliver them again."
        )
    if status.to_correct:
        return "rejected/ の行を直して入れ直す。 Correct the rows in rejected/, deliver them again."
    if status.published is None:
        return "inbox/ にファイルを入れて `fais run`。 Put files into inbox/, then `fais run`."
    return "`fais serve` で見る。 Look with `fais serve`."


def _published(status: Status) -> str:
    if status.published is None:
        return "まだありません。 Nothing yet."
    shown = status.published
    warnings = f" / 注意 {shown.failed_warnings} warnings" if shown.failed_warnings else ""
    return f"{shown.as_of} 現在（{shown.snapshot_id}）{warnings}"


def _listed(names: list[str] | tuple[str, ...]) -> Iterator[str]:
    for name in names[:SHOWN_FILES]:
        yield f"  - {name}"
    if len(names) > SHOWN_FILES:
        yield f"  … {len(names) - SHOWN_FILES}"
