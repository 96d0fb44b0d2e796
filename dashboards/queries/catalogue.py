"""The catalogue as published: programmes, indicators, the years there are figures for.

Everything the pages know about an indicator comes from here, so that a row added to a catalogue is
on the pages without a change of code.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import Row, per_snapshot

if TYPE_CHECKING:
    from dashboards.queries.snapshot import Snapshot


@dataclass(frozen=True)
class Programme:
    """A programme; the years are the first and last fiscal year it runs in, None for open."""

    programme_id: str
    name_ja: str
    name_en: str
    domain: str
    section: str | None
    missions: tuple[int, ...]
    from_fiscal_year: int | None
    to_fiscal_year: int | None
    followed_by: str | None

    def runs_in(self, fiscal_year: int) -> bool:
        """Whether the programme exists in a year; pages fold it away in the others."""
        started = self.from_fiscal_year is None or self.from_fiscal_year <= fiscal_year
        return started and (self.to_fiscal_year is None or fiscal_year <= self.to_fiscal_year)


@dataclass(frozen=True)
class Indicator:
    """What is counted, in which unit, by which programmes, and under which missions it is shown.

    `whole_id` is the indicator that this one is a breakdown of: its id without the last word.
    `counting` is equal for indicators that count alike: same log, measure, first condition.
    """

    indicator_id: str
    programme_ids: tuple[str, ...]
    missions: tuple[int, ...]
    domains: tuple[str, ...]
    name_ja: str
    name_en: str
    unit: str
    unit_ja: str
    unit_en: str
    log: str
    accumulate: str
    counting: str
    is_headline: bool
    whole_id: str | None
    is_protected: bool
    definition_ja: str
    definition_en: str


@per_snapshot
def fiscal_years(snapshot: Snapshot) -> tuple[int, ...]:
    """The years there are figures for, newest first."""
    rows = snapshot.rows(
        "select distinct fiscal_year from marts.kpi_yearly order by fiscal_year desc"
    )
    return tuple(row["fiscal_year"] for row in rows)


@per_snapshot
def programmes(snapshot: Snapshot) -> dict[str, Programme]:
    """All programmes by their id, in the order in which the indicators name them."""
    rows = snapshot.rows(
        """
        select programme.*
        from marts.programme as programme
        left join marts.indicator as indicator
            on list_contains(string_split(indicator.programme_ids, '|'), programme.programme_id)
        group by all
        order by min(indicator.catalogue_order) nulls last, programme.programme_id
        """
    )
    return {row["programme_id"]: _programme(row) for row in rows}


@per_snapshot
def indicators(snapshot: Snapshot) -> dict[str, Indicator]:
    """All indicators by their id, in the order of the catalogue, breakdowns behind their wholes."""
    known = programmes(snapshot)
    rows = snapshot.rows("select * from marts.indicator order by catalogue_order")
    listed = _behind_their_wholes([_indicator(row, known) for row in rows])
    names = Counter(indicator.name_ja for indicator in listed)
    return {
        indicator.indicator_id: _told_apart(indicator, known)
        if names[indicator.name_ja] > 1
        else indicator
        for indicator in listed
    }


def _programme(row: Row) -> Programme:
    missions = (row["mission"], row["also_mission"])
    return Programme(
        programme_id=row["programme_id"],
        name_ja=row["name_ja"],
        name_en=row["name_en"],
        domain=row["domain"],
        section=row["section"],
        missions=tuple(int(mission) for mission in missions if mission is not None),
        from_fiscal_year=row["from_fiscal_year"],
        to_fiscal_year=row["to_fiscal_year"],
        followed_by=row["followed_by"],
    )


def _indicator(row: Row, known: dict[str, Programme]) -> Indicator:
    programme_ids = tuple(filter(None, (row["programme_ids"] or "").split("|")))
    its_programmes = [known[name] for name in programme_ids if name in known]
    return Indicator(
        indicator_id=row["indicator_id"],
        programme_ids=programme_ids,
        missions=_missions(int(row["mission"]), its_programmes),
        domains=tuple(dict.fromkeys(programme.domain for programme in its_programmes)),
        name_ja=row["name_ja"],
        name_en=row["name_en"],
        unit=row["unit"],
        unit_ja=row["unit_ja"],
        unit_en=row["unit_en"],
        log=row["log"],
        accumulate=row["accumulate"],
        counting=_counting(row),
        is_headline=row["is_headline"],
        whole_id=None,
        is_protected=row["disclosure"] == "protect",
        definition_ja=row["definition_ja"],
        definition_en=row["definition_en"],
    )


def _behind_their_wholes(listed: list[Indicator]) -> list[Indicator]:
    """The indicators with their wholes known, each whole followed by its breakdowns."""
    places = {indicator.indicator_id: place for place, indicator in enumerate(listed)}
    parents = {name: name.rpartition(".")[0] for name in places}
    known = [
        replace(indicator, whole_id=parent) if (parent := parents[name]) in places else indicator
        for name, indicator in zip(places, listed, strict=True)
    ]
    return sorted(
        known,
        key=lambda one: (places[one.whole_id or one.indicator_id], one.whole_id is not None),
    )


def _told_apart(indicator: Indicator, known: dict[str, Programme]) -> Indicator:
    """An indicator whose name another one has too, with its programme's name behind its own."""
    programme = known.get(next(iter(indicator.programme_ids), ""))
    if programme is None:
        return indicator
    return replace(
        indicator,
        name_ja=f"{indicator.name_ja}（{programme.name_ja}）",
        name_en=f"{indicator.name_en} ({programme.name_en})",
    )


def _counting(row: Row) -> str:
    """Log, measure and the filter's first condition, which says what kind of row counts."""
    condition, _, _ = (row["filter"] or "").partition(";")
    return " ".join((row["log"], row["measure"], condition, row["accumulate"], row["unit"]))


def _missions(own: int, its_programmes: list[Programme]) -> tuple[int, ...]:
    """The mission of the indicator, then the second mission that all its programmes report to.

    Foundation totals (mission 0) stay by themselves.
    """
    if own == 0 or not its_programmes:
        return (own,)
    shared = set.intersection(*(set(programme.missions) for programme in its_programmes))
    return (own, *sorted(shared - {own}))
