"""One run of the assets, in this process, on the home's Dagster instance.

Belongs here: starting Dagster's job. Not here: the assets (assets/), whether a run is needed (run),
what became of it (run_events).
"""

import contextlib
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.home import Home
from orchestration.dagster_home import open_instance
from orchestration.jobs import JOB, QUIET_CONSOLE
from orchestration.landings import Landed
from orchestration.lock import JST
from orchestration.lost_runs import close_lost_runs
from orchestration.publication import Override
from orchestration.reporting import Reporter
from orchestration.result import RunResult
from orchestration.run_events import read_result
from orchestration.telemetry import quiet_process

if TYPE_CHECKING:
    from dagster import ExecuteInProcessResult

COMMAND_TAG, COMMAND = "fais/command", "fais run"
NEVER_RETRIED = {"dagster/max_retries": "0"}
"""People see how their command ended; the daemon retries only what it started itself."""


def refresh(
    home: Home,
    as_of: date | None,
    landed: Mapping[str, Landed],
    reporter: Reporter,
    overrides: Sequence[Override] = (),
) -> RunResult:
    """Materialise every asset of the home, its files being landed already.

    Raises ContractError, CatalogueError or BuildError before anything is built.
    """
    log = _log_path(home)
    with quiet_process(), log.open("a", encoding="utf-8") as output, _spoken_to(output):
        done = _execute(home, as_of, landed, reporter, overrides)
    return read_result(done.all_events, str(log))


def _execute(
    home: Home,
    as_of: date | None,
    landed: Mapping[str, Landed],
    reporter: Reporter,
    overrides: Sequence[Override],
) -> "ExecuteInProcessResult":
    from orchestration.definitions import build_defs
    from orchestration.resources import AlreadyLanded, LockedHome

    defs = build_defs(
        home,
        {
            "home": LockedHome(
                root=str(home.root),
                as_of=as_of.isoformat() if as_of else "",
                let_pass=[one.check for one in overrides],
                let_pass_reason=overrides[0].reason if overrides else "",
                let_pass_by=overrides[0].by if overrides else "",
            ),
            "lander": AlreadyLanded(landed),
            "reporter": reporter,
        },
    )
    day = as_of.isoformat() if as_of else "newest"
    tags = {COMMAND_TAG: COMMAND, "fais/as_of": day, **NEVER_RETRIED}
    with open_instance(home) as instance:
        # We hold the lock, so no other run of the command line is alive; Dagster's may wait for it.
        close_lost_runs(instance, {COMMAND_TAG: COMMAND})
        return defs.resolve_job_def(JOB).execute_in_process(
            run_config=QUIET_CONSOLE, instance=instance, raise_on_error=False, tags=tags
        )


def _log_path(home: Home) -> Path:
    home.logs.mkdir(mode=0o700, exist_ok=True)
    return home.logs / f"run-{datetime.now(JST):%Y%m%dT%H%M%S}.log"


@contextlib.contextmanager
def _spoken_to(output: io.TextIOBase) -> Iterator[None]:
    """Send what the tools say to a file; the terminal is for the reporter."""
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        yield
