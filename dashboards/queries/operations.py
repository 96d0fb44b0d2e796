"""How a home stands, what was published when, what changed between two snapshots.

Asked of `fais`, which owns these questions; a comparison of two snapshots is remembered for good,
since neither ever changes, the state of the home for a few seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.commands import ask_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_SECONDS = 10
_REMEMBERED = 32


@dataclass(frozen=True)
class Event:
    """One time readers were shown something else, or publishing was held or resumed."""

    at: str
    event: str
    snapshot_id: str
    reason: str
    by: str


@dataclass(frozen=True)
class PublishedSnapshot:
    """One snapshot of the list; days and times as ISO text, times with their zone."""

    snapshot_id: str
    as_of: str
    published_at: str
    requested_as_of: str | None
    is_current: bool
    files: int


@dataclass(frozen=True)
class FigureChange:
    """One value that differs between two snapshots; `month` is None for the whole year."""

    indicator_id: str
    fiscal_year: int
    month: str | None
    before: float | None
    after: float | None
    cause: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class RowChange:
    """One delivered row behind the changed values."""

    log: str
    record_id: str
    change: str
    file: str
    row_number: int


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two snapshots."""

    figures: tuple[FigureChange, ...]
    rows: tuple[RowChange, ...]
    files: tuple[tuple[str, str], ...]
    settings: tuple[str, ...]
    opened_periods: int


@dataclass(frozen=True)
class State:
    """How the home stands: what waits, what is to be corrected, what runs, how a run ended."""

    waiting: tuple[str, ...]
    refused: tuple[str, ...]
    to_correct: tuple[str, ...]
    running: str | None
    last_run: Mapping[str, Any] | None


@st.cache_data(show_spinner=False, ttl=_SECONDS, max_entries=_REMEMBERED)
def state(home: Path) -> State | None:
    """The state of the home; None where it could not be told."""
    told = ask_json(home, "status")
    if told is None:
        return None
    running = told.get("running")
    return State(
        waiting=tuple(told["waiting"]),
        refused=tuple(one["file"] for one in told["refused"]),
        to_correct=tuple(told["to_correct"]),
        running=running and str(running["command"]),
        last_run=told.get("last_run"),
    )


@st.cache_data(show_spinner=False, ttl=_SECONDS, max_entries=_REMEMBERED)
def published(home: Path) -> tuple[tuple[PublishedSnapshot, ...], tuple[Event, ...]]:
    """The snapshots and the journal, newest first; both empty where they could not be told."""
    told = ask_json(home, "snapshots") or {"snapshots": [], "journal": []}
    return (
        tuple(PublishedSnapshot(**_only(one, PublishedSnapshot)) for one in told["snapshots"]),
        tuple(Event(**_only(one, Event)) for one in reversed(told["journal"])),
    )


@st.cache_data(show_spinner=False, max_entries=_REMEMBERED)
def difference(home: Path, before: str, after: str) -> Difference | None:
    """What changed from one snapshot to another; None where they cannot be compared."""
    told = ask_json(home, "diff", before, after)
    if told is None:
        return None
    return Difference(
        figures=tuple(FigureChange(**_listed(one)) for one in told["figures"]),
        rows=tuple(RowChange(**one) for one in told["rows"]),
        files=tuple(told["files"].items()),
        settings=tuple(told["settings"]),
        opened_periods=told["opened_periods"],
    )


def forget_state() -> None:
    """Ask anew at the next look: something was set going."""
    state.clear()
    published.clear()


def _only(told: Mapping[str, Any], kind: type) -> dict[str, Any]:
    """The fields of a kind out of what was told: later editions may tell more."""
    wanted: Sequence[str] = list(kind.__annotations__)
    return {name: told[name] for name in wanted}


def _listed(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**_only(told, FigureChange), "files": tuple(told["files"])}
