"""The commands about what is published: list, check, compare, undo, go on.

Belongs here: what they print and return. Not here: the work (orchestration.publication).
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import typer

from ingest.home import Home
from orchestration.cli.homes import require_home
from orchestration.errors import FlowError
from orchestration.history.journal import read_journal
from orchestration.lock import run_lock
from orchestration.publication import (
    Difference,
    Manifest,
    SnapshotError,
    current_snapshot,
    differences,
    list_snapshots,
    resume,
    roll_back,
    verify,
)
from orchestration.result import EXIT_ERROR, EXIT_OK

SHOWN = 40
CURRENT_WORD = "current"


def show_snapshots(path: Path | None, as_json: bool) -> None:
    """`fais snapshots`."""
    home = require_home(path)
    shown = current_snapshot(home)
    listed = list_snapshots(home)
    if as_json:
        entries = [_as_json(one, shown) for one in listed]
        journal = [asdict(entry) for entry in read_journal(home)]
        typer.echo(json.dumps({"snapshots": entries, "journal": journal}, ensure_ascii=False))
        return
    for one in listed:
        mark = "*" if shown and one.snapshot_id == shown.name else " "
        past = f"  --as-of {one.requested_as_of}" if one.requested_as_of else ""
        typer.echo(f"{mark} {one.snapshot_id}  {one.as_of} 現在{past}  {len(one.inputs)} files")


def verify_snapshots(path: Path | None, names: list[str]) -> int:
    """`fais verify`; returns the exit code: 1 when anything is wrong."""
    home = require_home(path)
    problems = 0
    for folder in _folders(home, names):
        found = verify(folder)
        problems += len(found)
        typer.echo(f"{folder.name}  {'NG' if found else 'OK'}", err=bool(found))
        for line in found:
            typer.echo(f"  {line}", err=True)
    return EXIT_ERROR if problems else EXIT_OK


def show_difference(path: Path | None, before: str, after: str, as_json: bool) -> None:
    """`fais diff`."""
    home = require_home(path)
    found = differences(_folder(home, before), _folder(home, after))
    if as_json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, default=str, indent=2))
        return
    for line in _lines(found):
        typer.echo(line)


def go_back(path: Path | None, target: str | None, reason: str, by: str) -> None:
    """`fais rollback`."""
    home = require_home(path)
    with run_lock(home.root, "fais rollback"):
        hold = roll_back(home, target, reason, by)
    typer.echo(f"公開版を {hold.shown_snapshot} に戻し、公開を保留しました。")
    typer.echo(f"Readers see {hold.shown_snapshot} again. {hold}")


def go_on(path: Path | None, reason: str, by: str) -> None:
    """`fais resume`."""
    home = require_home(path)
    with run_lock(home.root, "fais resume"):
        was_held = resume(home, reason, by)
    if was_held:
        typer.echo("保留を解きました。次の `fais run` で公開します。 The hold is over: `fais run`.")
    else:
        typer.echo("保留はありません。 Nothing was held.")


def _folder(home: Home, name: str) -> Path:
    """Return the folder of a snapshot; `current` and the beginning of an id will do."""
    shown = current_snapshot(home)
    if name == CURRENT_WORD and shown:
        return shown
    found = [one.snapshot_id for one in list_snapshots(home) if one.snapshot_id.startswith(name)]
    if len(found) != 1:
        known = "no snapshot" if not found else f"{len(found)} snapshots"
        raise FlowError(f"{home.published}: {known} of the name {name!r}: see `fais snapshots`")
    return home.published / found[0]


def _folders(home: Home, names: list[str]) -> list[Path]:
    if names:
        return [_folder(home, name) for name in names]
    folders = sorted(
        one
        for one in home.published.iterdir()
        if one.is_dir() and not one.is_symlink() and not one.name.startswith(".")
    )
    if not folders:
        raise SnapshotError(f"{home.published}: nothing is published yet: `fais run`")
    return folders


def _lines(found: Difference) -> Iterator[str]:
    yield f"{found.before} → {found.after}"
    yield f"変わった値 Changed figures  {len(found.figures)}"
    for one in found.figures[:SHOWN]:
        period = f"{one.month:%Y-%m}" if one.month else f"FY{one.fiscal_year}"
        behind = ", ".join(one.files) or one.cause
        values = f"{_number(one.before)} → {_number(one.after)}"
        yield f"  {one.indicator_id}  {period}  {values}  [{behind}]"
    yield from _rest(len(found.figures))
    yield f"ファイル Files  {len(found.files)}"
    yield from (f"  {name}  {change}" for name, change in found.files.items())
    yield f"行 Rows  {len(found.rows)}"
    for row in found.rows[:SHOWN]:
        yield f"  {row.change}  {row.log} {row.record_id}  {row.file}:{row.row_number}"
    yield from _rest(len(found.rows))
    if found.definitions:
        yield f"定義 Definitions  {len(found.definitions)}"
        for field in found.definitions[:SHOWN]:
            yield f"  {field.indicator_id}.{field.field}  {field.before} → {field.after}"
        yield from _rest(len(found.definitions))
    if found.settings:
        yield f"設定 Settings  {', '.join(found.settings)}"
    if found.opened_periods:
        yield f"新しい期間 Periods that began since  {found.opened_periods} figures"


def _rest(count: int) -> Iterator[str]:
    if count > SHOWN:
        yield f"  … {count - SHOWN} more (--json)"


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:,.10g}"


def _as_json(one: Manifest, shown: Path | None) -> dict[str, object]:
    return {
        "snapshot_id": one.snapshot_id,
        "as_of": one.as_of.isoformat(),
        "published_at": one.published_at.isoformat(),
        "requested_as_of": one.requested_as_of and one.requested_as_of.isoformat(),
        "is_current": shown is not None and shown.name == one.snapshot_id,
        "files": len(one.inputs),
        "overrides": [asdict(override) for override in one.overrides],
    }
