"""The catalogue as the office has it: the shipped CSV files with the home's rows laid over them."""

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import polars as pl

Desks = tuple[str, tuple[str, ...]]
"""A log with the programmes that keep it; none: all of them."""


@dataclass(frozen=True)
class Indicator:
    """One row of the indicator catalogue, its lists taken apart."""

    indicator_id: str
    programmes: tuple[str, ...]
    """Empty: all programmes."""
    log: str
    measure: str
    argument: str
    filter: str
    accumulate: str

    @property
    def is_ratio(self) -> bool:
        """Whether it divides two other indicators."""
        return self.measure == "ratio"

    @property
    def desks(self) -> Desks:
        """Whom it depends on: indicators of equal desks have equal coverage."""
        return (self.log, self.programmes)


def read_catalogue(home: Path, name: str, key: str | list[str]) -> pl.DataFrame:
    """One catalogue table, all text; a row of the home replaces the shipped one with its key."""
    with as_file(files("dbt_project") / "seeds" / f"{name}.csv") as shipped:
        tables = [pl.read_csv(shipped, infer_schema=False)]
    own = home / "catalogue" / f"{name}.csv"
    if own.is_file():
        tables.append(pl.read_csv(own, infer_schema=False))
    return pl.concat(tables, how="diagonal").unique(key, keep="last", maintain_order=True)


def read_indicators(home: Path) -> list[Indicator]:
    """All indicators of the catalogue."""
    table = read_catalogue(home, "indicators", "indicator_id")
    return [_indicator(row) for row in table.iter_rows(named=True)]


def _indicator(row: dict[str, str | None]) -> Indicator:
    measure, _, argument = (row["measure"] or "").partition(":")
    return Indicator(
        indicator_id=row["indicator_id"] or "",
        programmes=tuple(filter(None, (row["programme_ids"] or "").split("|"))),
        log=row["log"] or "",
        measure=measure,
        argument=argument,
        filter=row["filter"] or "",
        accumulate=row["accumulate"] or "",
    )
