"""What an office knew of a row, and when: first entries, later entries, corrections.

Here belongs: turning each true row into the versions that were written down, each with the day on
which that was (`_recorded_on`). The last version of a key is always the truth. Not here: which
file a version came in (deliveries).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ingest.sample.chance import generator
from ingest.sample.sessions import sessions
from ingest.sample.tables import table

if TYPE_CHECKING:
    from ingest.contracts import Contract

LATE = ((0.93, 0, 0), (0.055, 3, 35), (0.015, 40, 150))
"""How many rows are entered how many days late: share, least, most."""
PROMPT = ("seminar_session", "seminar_attendance", "subsidy_application")
"""Logs entered at once: others refer to their rows, and rosters agree with headcounts."""
MISTYPED = 0.012
SLIPS = {
    "consultation": ("minutes", 15),
    "expert_dispatch": ("visits", 1),
    "activity": ("quantity", 1),
    "outcome": ("quantity", 1),
    "seminar_session": ("headcount", 3),
}
"""Which number is first entered too high, and by how much, before it is corrected."""


@dataclass(frozen=True)
class Stage:
    """An earlier state of a row: from which day, for which rows, and what it said."""

    when: pl.Expr
    only: pl.Expr
    says: dict[str, pl.Expr] = field(default_factory=dict)


def _blank(*columns: str) -> dict[str, pl.Expr]:
    return {name: pl.lit(None) for name in columns}


def _luck(share: float) -> pl.Expr:
    return pl.col("_luck") < share


STAGES: dict[str, tuple[Stage, ...]] = {
    "consultation": (
        Stage(
            pl.col("received_at").dt.date(),
            pl.col("closed_on") > pl.col("received_at").dt.date(),
            {"status": pl.lit("open"), **_blank("closed_on")},
        ),
    ),
    "subsidy_application": (
        Stage(
            pl.col("applied_on"),
            pl.lit(value=True),
            {
                "status": pl.lit("applied"),
                **_blank("decided_on", "granted_yen", "paid_on", "paid_yen", "report_received_on"),
            },
        ),
        Stage(
            pl.col("decided_on"),
            pl.col("status") == "completed",
            {"status": pl.lit("adopted"), **_blank("paid_on", "paid_yen", "report_received_on")},
        ),
    ),
    "seminar_session": (
        Stage(
            pl.col("started_on") - pl.duration(days=30),
            _luck(0.2) | pl.col("_is_registered_for"),
            {"status": pl.lit("planned"), **_blank("headcount")},
        ),
    ),
    "seminar_attendance": (
        Stage(
            pl.col("_held_on") - pl.duration(days=14), _luck(0.04), {"status": pl.lit("registered")}
        ),
    ),
    "student_support": (
        Stage(
            pl.col("supported_on"),
            (pl.col("status") == "completed") & (pl.col("programme_id") != "grad_school"),
            {"status": pl.lit("enrolled")},
        ),
    ),
    "member_register": (
        Stage(pl.col("joined_on"), pl.col("left_on").is_not_null(), _blank("left_on")),
    ),
    "expert_dispatch": (
        Stage(
            pl.col("dispatched_on") - pl.duration(days=10),
            _luck(0.05),
            {"status": pl.lit("planned")},
        ),
    ),
}
FINAL: dict[str, pl.Expr] = {
    "consultation": pl.coalesce("closed_on", pl.col("received_at").dt.date()),
    "subsidy_application": pl.coalesce(
        "paid_on", "decided_on", pl.col("applied_on") + pl.duration(days=20)
    ),
    "seminar_attendance": pl.col("_held_on"),
    "student_support": pl.when(
        (pl.col("status") == "completed") & (pl.col("programme_id") != "grad_school")
    )
    .then(pl.col("supported_on") + pl.duration(days=110))
    .otherwise("supported_on"),
    "member_register": pl.coalesce("left_on", "joined_on"),
}
"""The day on which the truth is known, where that is not the row's own day."""


def versions(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Return the versions of the rows of a log in the order in which they were written down."""
    if "_known_on" in rows.columns:
        return rows.with_columns(_recorded_on=pl.col("_known_on"))
    told = _with_chance(rows, contract)
    truth = FINAL.get(contract.log, pl.col(contract.event_date or ""))
    final = told.with_columns(_recorded_on=truth + pl.duration(days="_lag"))
    earlier = [_stage(told, stage) for stage in STAGES.get(contract.log, ())]
    return (
        pl.concat([*earlier, *_slips(told, contract), final], how="vertical_relaxed")
        .drop("_luck", "_lag", "_held_on", "_is_slip", "_is_registered_for")
        .sort("_recorded_on", maintain_order=True)
    )


def _with_chance(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Add to each row its luck, how late it is entered, and whether it is first mistyped."""
    rng = generator("history", contract.log)
    n = rows.height
    share, least, most = np.array(LATE).T
    which = rng.choice(len(LATE), n, p=share)
    lag = rng.integers(least[which], most[which] + 1) * (contract.log not in PROMPT)
    is_slip = (rng.random(n) < MISTYPED) & (contract.log in SLIPS)
    lag = np.where(is_slip, lag + rng.integers(15, 90, n), lag)
    return _with_sessions(rows, contract.log).with_columns(
        _luck=pl.Series(rng.random(n)), _lag=pl.Series(lag), _is_slip=pl.Series(is_slip)
    )


def _with_sessions(rows: pl.DataFrame, log: str) -> pl.DataFrame:
    """Add when a roster's session is held, and whether people register for a session."""
    if log == "seminar_attendance":
        held = sessions().select("session_id", _held_on="started_on")
        rows = rows.join(held, on="session_id", how="left", maintain_order="left")
    else:
        rows = rows.with_columns(_held_on=pl.lit(None, dtype=pl.Date))
    is_registered_for = pl.lit(value=False)
    if log == "seminar_session":
        is_registered_for = pl.col("programme_id").is_in(table("rosters")["programme"].to_list())
    return rows.with_columns(_is_registered_for=is_registered_for)


def _stage(told: pl.DataFrame, stage: Stage) -> pl.DataFrame:
    when = stage.when + pl.duration(days=pl.when("_is_slip").then(0).otherwise("_lag"))
    return told.filter(stage.only).with_columns(_recorded_on=when).with_columns(**stage.says)


def _slips(told: pl.DataFrame, contract: Contract) -> list[pl.DataFrame]:
    """Return the mistyped first entries of rows that are corrected weeks later."""
    if contract.log not in SLIPS:
        return []
    column, excess = SLIPS[contract.log]
    day = pl.col(contract.event_date or "").cast(pl.Date)
    return [
        told.filter("_is_slip", pl.col(column).is_not_null()).with_columns(
            pl.col(column) + excess, _recorded_on=day
        )
    ]
