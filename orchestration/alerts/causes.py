"""What is wrong now: runs, refused files, late desks, targets at risk, read from the home's files.

Belongs here: which causes there are, and what cannot be said. Not here: what was told already
(memory), words (templates.yaml). A failed read is no good news: a kind that cannot be read now is
left out of the answer, and what was told of it stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from ingest.home import Home, HomeError
from orchestration.last_run import read_last_run
from orchestration.publication import SnapshotError, current_snapshot, read_manifest
from orchestration.publication.manifest import MANAGER
from orchestration.result import Outcome
from orchestration.status import read_status

Kind = Literal["run_failed", "gate_blocked", "file_refused", "desk_late", "target_at_risk"]

LATE = """
    select
        concat_ws('/', late.log, late.programme_id) as subject,
        strftime(late.due_on, '%Y-%m-%d') as detail,
        concat_ws(' ', late.log, programme.name_ja) as name,
        coalesce(strftime(late.last_delivered_at, '%Y-%m-%d'), 'なし') as last_delivered
    from quality.delivery as late
    left join marts.programme as programme using (programme_id)
    where late.due_on < $today
    order by late.due_on, subject
"""
PACE = """
    select
        pace.indicator_id || '/' || pace.fiscal_year as subject,
        pace.status as detail,
        indicator.name_ja as name,
        pace.value_to_date,
        target.target,
        pace.forecast_low,
        pace.forecast_high,
        indicator.unit_ja as unit,
        pace.fiscal_year = max(pace.fiscal_year) over () as is_this_year
    from marts.kpi_pace as pace
    inner join marts.indicator as indicator using (indicator_id)
    left join marts.target as target using (indicator_id, fiscal_year)
    qualify pace.as_of = max(pace.as_of) over (partition by pace.indicator_id, pace.fiscal_year)
    order by subject
"""
AT_RISK, WELL = ("at_risk", "off_track"), ("on_track", "achieved")


@dataclass(frozen=True)
class Cause:
    """One thing that is wrong: `subject` names it, another `detail` is news about it."""

    kind: Kind
    subject: str
    detail: str
    words: Mapping[str, str]
    """What the template's line takes."""

    @property
    def key(self) -> str:
        """Name the cause among all."""
        return f"{self.kind}:{self.subject}"


@dataclass(frozen=True)
class Reading:
    """The causes of one kind, and which subjects count as well now (None: all that are gone)."""

    causes: Sequence[Cause]
    well: frozenset[str] | None = None


def present_causes(home: Home, today: date) -> dict[Kind, Reading]:
    """Return what is wrong, by kind; kinds that cannot be judged now are left out.

    `today` is a day in JST: it decides which desk is late.
    """
    return {**_of_runs(home), **_of_files(home), **_of_figures(home, today)}


def _of_runs(home: Home) -> dict[Kind, Reading]:
    """A run that failed says nothing of the gate; one that is held says nothing of either."""
    last = read_last_run(home)
    if last is None or last.outcome == Outcome.HELD:
        return {}
    cause = {"message": last.message, "ended_at": last.ended_at}
    if last.outcome == Outcome.FAILED:
        return {"run_failed": Reading([Cause("run_failed", "run", last.message, cause)])}
    blocked = [Cause("gate_blocked", "gate", last.message, cause)]
    is_blocked = last.outcome == Outcome.BLOCKED
    return {"run_failed": Reading([]), "gate_blocked": Reading(blocked if is_blocked else [])}


def _of_files(home: Home) -> dict[Kind, Reading]:
    try:
        refused = read_status(home).refused
    except (HomeError, SnapshotError, OSError, duckdb.Error):
        return {}
    causes = [
        Cause(
            "file_refused",
            one.file,
            one.version,
            {"file": one.file, "reason": one.message_ja or one.message_en},
        )
        for one in refused
    ]
    return {"file_refused": Reading(causes)}


def _of_figures(home: Home, today: date) -> dict[Kind, Reading]:
    try:
        snapshot = current_snapshot(home)
        if snapshot is None:
            return {}
        manifest = read_manifest(snapshot)
        # A sample stands still: by today's date all of its desks would be late.
        day = manifest.as_of if manifest.is_sample else today
        with duckdb.connect(str(snapshot / MANAGER), read_only=True) as connection:
            late = list(_late(connection, day))
            return {"desk_late": Reading(late), "target_at_risk": _at_risk(connection)}
    except (SnapshotError, OSError, duckdb.Error):
        return {}


def _late(connection: duckdb.DuckDBPyConnection, day: date) -> Iterator[Cause]:
    for subject, due_on, name, last in connection.execute(LATE, {"today": day}).fetchall():
        words = {"name": name, "due_on": due_on, "last_delivered": last}
        yield Cause("desk_late", subject, due_on, words)


def _at_risk(connection: duckdb.DuckDBPyConnection) -> Reading:
    """A year that passed is no news: only a status of its own heals what was told of it."""
    rows = connection.execute(PACE).fetchall()
    causes = [
        Cause(
            "target_at_risk",
            subject,
            status,
            {
                "name": name,
                "value": _number(value, unit),
                "target": _number(target, unit),
                "forecast": f"{_number(low, '')}～{_number(high, unit)}",
                "status": {"at_risk": "要注意", "off_track": "未達見込み"}[status],
            },
        )
        for subject, status, name, value, target, low, high, unit, is_this_year in rows
        if is_this_year and status in AT_RISK
    ]
    return Reading(causes, frozenset(row[0] for row in rows if row[1] in WELL))


def _number(value: float | None, unit: str | None) -> str:
    return "—" if value is None else f"{round(value, 1):,.10g}{unit or ''}"
