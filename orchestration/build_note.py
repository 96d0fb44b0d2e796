"""What the build file was made of, written beside it before dbt runs, read when it is published.

Belongs here: that note, and that a build without a fresh audit cannot pass as audited. Not here:
gathering inputs (publication), building.
Rebuilding parts of the warehouse in the Dagster UI leaves no note: such a build is not published.
"""

import json
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path

import duckdb

from expectations import CheckResult
from ingest.home import Home
from orchestration.dbt_manifest import build_file
from orchestration.errors import BuildError, FlowError
from orchestration.publication import InputFile, SnapshotInputs

NOTE = "build.json"
VERDICTS = "quality.check"
PATIENCE_SECONDS = 120.0
HELD = "Could not set lock"
"""How DuckDB says that another process has the file open."""


class NotReadyError(FlowError):
    """The build cannot be published as it is; the line says which step is missing."""


def begin_build(home: Home, *, is_whole: bool) -> None:
    """Forget what the build was made of and how its audit went: it is about to change.

    A whole build begins with no file, so that no table of older models stays and none has to be
    renamed and dropped. Waits for a dbt that a killed run left behind; raises BuildError when that
    does not end. A build file that is damaged is removed: it is made anew from landing.
    """
    (home.warehouse / NOTE).unlink(missing_ok=True)
    build = build_file(home)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while build.exists():
        try:
            with duckdb.connect(str(build)) as connection:
                connection.execute(f"drop table if exists {VERDICTS}")
        except duckdb.Error as error:
            _wait_or_remove(build, str(error).partition("\n")[0], deadline)
        else:
            if is_whole:
                build.unlink()
            return


def _wait_or_remove(build: Path, reason: str, deadline: float) -> None:
    if HELD not in reason:
        build.unlink()
    elif time.monotonic() > deadline:
        raise BuildError(f"{build} is held by another program: {reason}")
    else:
        time.sleep(1)


def note_build(home: Home, inputs: SnapshotInputs, requested: date | None) -> None:
    """Note what a whole build was made of, and the day that was asked for (None: the newest)."""
    note = {"inputs": asdict(inputs), "requested": requested.isoformat() if requested else None}
    (home.warehouse / NOTE).write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def read_note(home: Home) -> tuple[SnapshotInputs, date | None]:
    """Return what the build was made of. Raises NotReadyError when it is not a whole one."""
    try:
        note = json.loads((home.warehouse / NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotReadyError(
            "the warehouse was not built as a whole: materialise all assets, or run `fais run`"
        ) from None
    inputs = note["inputs"]
    inputs["files"] = tuple(InputFile(**file) for file in inputs["files"])
    requested = note["requested"]
    return SnapshotInputs(**inputs), date.fromisoformat(requested) if requested else None


def read_verdicts(home: Home) -> list[CheckResult]:
    """Return the results of the build's audit. Raises NotReadyError when it was not audited."""
    try:
        with duckdb.connect(str(build_file(home)), read_only=True) as connection:
            found = connection.execute(f"select * from {VERDICTS}")
            names = [column[0] for column in found.description or []]
            return [CheckResult(**dict(zip(names, row, strict=True))) for row in found.fetchall()]
    except (duckdb.CatalogException, duckdb.IOException, TypeError) as error:
        raise NotReadyError(
            f"the build was not audited ({str(error).partition(chr(10))[0]}): "
            "materialise quality/check first, or run `fais run`"
        ) from None
