"""What the assets need from outside: the home they work on, who lands its files, who is told.

Belongs here: Dagster resources. Not here: what the assets do with them.
The command line hands in its own (lock already held, files already landed, a progress bar).
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import dagster as dg
from pydantic import Field

from ingest.contracts import Contract
from ingest.home import Home
from orchestration.alerts import tell
from orchestration.jobs import JOB, MONTH_JOB
from orchestration.landings import Landed, land_one
from orchestration.last_run import note_run
from orchestration.lock import JST, run_lock
from orchestration.publication import Override
from orchestration.reporting import Reporter
from orchestration.run_events import events_of, read_result

WHOLE = (JOB, MONTH_JOB)


class HomeResource(dg.ConfigurableResource["HomeResource"]):
    """The home a run works on, locked while it runs, so that two runs never mix.

    `as_of` is the day the run is made for ("" = the day of the newest delivery). `let_pass` names
    checks that may fail this once, for the reason and on the word of the person given with them.
    `patience_seconds` is how long the run waits for another one to free the home.
    """

    root: str
    as_of: str = ""
    patience_seconds: float = 0.0
    let_pass: list[str] = Field(default_factory=list)
    let_pass_reason: str = ""
    let_pass_by: str = ""

    @property
    def home(self) -> Home:
        """Paths of the home."""
        return Home(Path(self.root))

    @property
    def day(self) -> date | None:
        """The requested as_of."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The checks to let pass; none without a reason and a name."""
        if not (self.let_pass_reason and self.let_pass_by):
            return ()
        return tuple(
            Override(check, self.let_pass_reason, self.let_pass_by) for check in self.let_pass
        )

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["HomeResource"]:
        """Take the lock before the first asset, note at the end what the run came to, and tell.

        Raises LockedError that names the holder.
        """
        run_id = context.run.run_id if context.run else ""
        command = f"Dagster run {run_id[:8]}" if run_id else "Dagster run of assets"
        with run_lock(Path(self.root), command, self.patience_seconds):
            try:
                yield self
            finally:
                _note_end(self.home, context)
        tell(self.home, datetime.now(JST))


class LockedHome(HomeResource):
    """A home whose lock the command line holds already."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["LockedHome"]:
        """Hand the home on as it is."""
        del context
        yield self


def _note_end(home: Home, context: dg.InitResourceContext) -> None:
    """Leave the same note as the command line, for a run of everything; parts have no result."""
    if context.run is None or context.instance is None or context.run.job_name not in WHOLE:
        return
    events = events_of(context.instance, context.run.run_id)
    note_run(home, read_result(events, f"Dagster run {context.run.run_id[:8]}"))


class Lander:
    """Lands a log when its asset is materialised."""

    def land(self, home: Home, contract: Contract) -> Landed:
        """Land one log now."""
        return land_one(home, contract, datetime.now(JST))


class AlreadyLanded(Lander):
    """Answers with what the command line landed a moment ago, under the same lock."""

    def __init__(self, landed: Mapping[str, Landed]) -> None:
        self._landed = landed

    def land(self, home: Home, contract: Contract) -> Landed:
        """Return what landing this log came to."""
        return self._landed.get(contract.log) or super().land(home, contract)


def default_resources(home: Home) -> dict[str, object]:
    """Return the resources of a run that the Dagster UI starts."""
    return {
        "home": HomeResource(root=str(home.root)),
        "lander": Lander(),
        "reporter": Reporter(),
    }
