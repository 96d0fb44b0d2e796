"""The mail of a month's end: the headline figures as they were known by its last evening.

Belongs here: which month is due, and the figures in words. Not here: making that snapshot (the
schedule of month ends), sending.
"""

from datetime import date, datetime

import duckdb

from ingest.home import Home
from orchestration.alerts.messages import Message, common_words, message
from orchestration.publication import Manifest, list_snapshots
from orchestration.publication.manifest import MANAGER
from orchestration.settings import Settings
from orchestration.triggers.calendar import month_end_before

FIGURES = """
    select
        indicator.name_ja as name,
        yearly.value,
        indicator.unit_ja as unit,
        yearly.achievement,
        yearly.previous_to_date,
        yearly.fiscal_year
    from marts.kpi_yearly as yearly
    inner join marts.indicator as indicator using (indicator_id)
    where indicator.is_headline and yearly.value is not null and yearly.fiscal_year = $fiscal_year
    order by indicator.mission, indicator.catalogue_order
"""
FISCAL_YEAR_BEGINS = 4


def month_end_due(home: Home, now: datetime, mailed: tuple[str, ...]) -> Manifest | None:
    """Return the snapshot of the last month's end when it is there and was not mailed."""
    day = month_end_before(now)
    if day.isoformat() in mailed:
        return None
    made = [one for one in list_snapshots(home) if one.requested_as_of == day]
    return made[0] if made else None


def month_end_message(home: Home, settings: Settings, snapshot: Manifest) -> Message:
    """Return the mail of a month's end. Raises duckdb.Error when the snapshot cannot be read."""
    day = snapshot.as_of
    fiscal_year = day.year - (day.month < FISCAL_YEAR_BEGINS)
    path = home.published / snapshot.snapshot_id / MANAGER
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(FIGURES, {"fiscal_year": fiscal_year}).fetchall()
    lines = [
        {"name": name, "value": f"{value:,.10g}{unit}", "comparison": _beside(share, before, unit)}
        for name, value, unit, share, before, _ in rows
    ]
    words = {
        **common_words(home, settings),
        "month": f"{day.year}年{day.month}月",
        "day": _japanese(day),
        "fiscal_year": str(fiscal_year),
    }
    return message("month_end", "raised", lines, words, day.isoformat())


def _beside(share: float | None, before: float | None, unit: str) -> str:
    parts = [
        *([f"目標の{share:.0%}"] if share is not None else []),
        *([f"前年同日 {before:,.10g}{unit}"] if before is not None else []),
    ]
    return f"（{'、'.join(parts)}）" if parts else ""


def _japanese(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
