"""The command `fais`: what each command takes and which room it calls.

Belongs here: commands and exit codes. Not here: work; heavy tools are imported by those who do it.
"""

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from orchestration.cli.errors import friendly_exit
from orchestration.cli.options import (
    REASON,
    AsOfOption,
    ByOption,
    HomeOption,
    JsonOption,
    OverrideOption,
    ReasonOption,
    SnapshotArgument,
    SnapshotsArgument,
)

app = typer.Typer(
    name="fais",
    help="FAIS の実績を集計・検査・公開します。 Count, audit and publish the figures of FAIS.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> NoReturn:
    """Run the command line; ends the process with an exit code of result.py."""
    with friendly_exit():
        app(prog_name="fais")
    sys.exit(0)


@app.command(help="見本のデータで新しい置き場所を作る。 Make a home with sample logs.")
def sample(home: HomeOption = None) -> None:
    """Write the reference logs into a new home."""
    from orchestration.cli.homes import make_sample

    make_sample(home)


@app.command(help="本番用の空の置き場所を作る。 Make an empty home for production.")
def init(home: HomeOption = None) -> None:
    """Make the folders, their Japanese names and the office's README."""
    from orchestration.cli.homes import make_home

    make_home(home)


@app.command(help="届いたファイルの取込みだけを行う。 Only land the delivered files.")
def land(home: HomeOption = None) -> None:
    """Land every log."""
    from orchestration.cli.runs import land_only

    sys.exit(land_only(home))


@app.command(help="取込みから公開までを行う。 Land, build, audit and publish.")
def run(
    home: HomeOption = None,
    as_of: AsOfOption = None,
    override: OverrideOption = None,
    reason: ReasonOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Run the whole flow."""
    from orchestration.cli.runs import run_flow
    from orchestration.publication import Override

    if override and not (reason and by):
        raise typer.BadParameter("--override needs --reason and --by")
    overrides = [Override(check, reason, by) for check in override or ()]
    sys.exit(run_flow(home, as_of.date() if as_of else None, as_json, overrides))


@app.command(help="公開した版の一覧。 List the published snapshots.")
def snapshots(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """List what was published; * marks what readers see."""
    from orchestration.cli.snapshots import show_snapshots

    show_snapshots(home, as_json)


@app.command(help="公開した版が元のままか確かめる。 Check that snapshots are as published.")
def verify(snapshot: SnapshotsArgument = None, home: HomeOption = None) -> None:
    """Check hashes, that files open, and the arithmetic in them."""
    from orchestration.cli.snapshots import verify_snapshots

    sys.exit(verify_snapshots(home, snapshot or []))


@app.command(help="二つの版の違いと原因を示す。 Show what changed between two snapshots, and why.")
def diff(
    before: SnapshotArgument,
    after: SnapshotArgument = "current",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Name the figures that changed, and the files, rows or settings behind them."""
    from orchestration.cli.snapshots import show_difference

    show_difference(home, before, after, as_json)


@app.command(help="公開版を前の版に戻し、公開を保留する。 Go back to an earlier snapshot and hold.")
def rollback(
    reason: Annotated[str, REASON],
    snapshot: Annotated[str | None, typer.Argument(metavar="[SNAPSHOT]")] = None,
    by: ByOption = "",
    home: HomeOption = None,
) -> None:
    """Point `current` back and hold publishing until `fais withdraw` or `fais resume`."""
    from orchestration.cli.snapshots import go_back

    go_back(home, snapshot, reason, by)


@app.command(help="公開の保留を解く。 End the hold on publishing.")
def resume(reason: ReasonOption = "", by: ByOption = "", home: HomeOption = None) -> None:
    """Let the next run publish again."""
    from orchestration.cli.snapshots import go_on

    go_on(home, reason, by)


@app.command(
    help="年度を確定する（その年度の公開値を以後保つ）。 Close a fiscal year: it keeps its values."
)
def close_year(
    year: Annotated[
        int | None,
        typer.Argument(
            metavar="[YEAR]",
            help="年度（例 2025）。なければ一覧。 The fiscal year; none lists what is closed.",
        ),
    ] = None,
    reopen: Annotated[
        bool, typer.Option("--reopen", help="確定を解く（--reason が必要）。 Open it again.")
    ] = False,
    reason: ReasonOption = "",
    by: ByOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep the published values of a year, or let them change again."""
    from orchestration.cli.closing import close, open_again, show_closings

    if year is None:
        show_closings(home, as_json)
    elif reopen:
        open_again(home, year, by, reason)
    else:
        close(home, year, by, reason)


@app.command(help="届いたファイルを取り下げる。 Take a delivery back, or give it back.")
def withdraw(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="受付フォルダーでの名前。 Its name in the inbox."),
    ],
    undo: Annotated[bool, typer.Option("--undo", help="元に戻す。 Give it back.")] = False,
    home: HomeOption = None,
) -> None:
    """Change the status of one delivery; the figures follow at the next run."""
    from orchestration.cli.deliveries import withdraw_file

    withdraw_file(home, file, undo)


@app.command(help="台帳ごとの入力様式（Excel）を作る。 Write an Excel input form for each log.")
def templates(home: HomeOption = None) -> None:
    """Write the forms into the home."""
    from orchestration.cli.deliveries import write_forms

    write_forms(home)


@app.command(help="画面（8501）と Dagster（3000）を開く。 Open the pages and Dagster.")
def serve(
    home: HomeOption = None,
    port: Annotated[
        int, typer.Option("--port", help="画面のポート番号。 Port of the pages.")
    ] = 8501,
    dagster_port: Annotated[
        int, typer.Option("--dagster-port", help="Dagster のポート番号。 Port of Dagster.")
    ] = 3000,
    health_port: Annotated[
        int, typer.Option("--health-port", help="監視用のポート番号。 Port for monitors.")
    ] = 8502,
) -> None:
    """Start the servers and keep them until Ctrl-C."""
    from orchestration.cli.homes import require_home
    from orchestration.serve import serve as serve_home

    serve_home(require_home(home), port, dagster_port, health_port)


@app.command(help="数値の根拠（定義と元の行）を示す。 Show the rows behind a figure.")
def trace(
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="指標コード。 Its id.")],
    year: Annotated[
        int | None, typer.Option("--year", metavar="Y", help="年度（西暦）。 Fiscal year.")
    ] = None,
    period: Annotated[
        str, typer.Option("--period", help="q1–q4、m04–m03。 A quarter or a month of it.")
    ] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="示す行の数。 Rows to show.")] = 20,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show definition, value, and the delivered rows with file and row number."""
    from orchestration.cli.trace_view import Wanted, show_trace

    show_trace(home, indicator, Wanted(year, period, limit), as_json=as_json)


@app.command(help="いまの状態を表示する。 Show how things stand.")
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show what is published, what waits in the inbox, what was refused."""
    from orchestration.cli.status_view import show_status

    show_status(home, as_json)


@app.command(help="控えを一つのファイルに作る。 Back the home up into one file.")
def backup(
    folder: Annotated[
        Path,
        typer.Argument(metavar="FOLDER", help="控えを置く場所。 Where the backup is put."),
    ],
    home: HomeOption = None,
) -> None:
    """Pack what cannot be made again, with the hash of every file."""
    from orchestration.cli.upkeep import write_backup

    write_backup(home, folder)


@app.command(help="控えから新しい置き場所を作る。 Make a new home from a backup.")
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="控えのファイル。 The backup.")],
    check: Annotated[
        bool, typer.Option("--check", help="控えが正常か確かめるだけ。 Only check it.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Check every hash, then unpack into a folder that is not there yet."""
    from orchestration.cli.upkeep import check_backup, restore_backup

    if check:
        check_backup(file)
    else:
        restore_backup(home, file)


@app.command(help="置き場所をこの版の形式にする。 Bring the home to the form of this edition.")
def upgrade(home: HomeOption = None) -> None:
    """Run the steps that the home lacks."""
    from orchestration.cli.upkeep import upgrade_home

    upgrade_home(home)
