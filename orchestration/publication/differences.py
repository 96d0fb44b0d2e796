"""What changed between two snapshots, and which deliveries, rows or definitions did it.

Belongs here: comparing two published manager files and their manifests. Nothing is written, and
nothing is guessed: a figure that no row explains says so. Not here: how it is printed (cli).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb

from orchestration.duckdb_files import attach
from orchestration.publication.manifest import MANAGER, Manifest, read_manifest

_SCRIPT = "differences.sql"


@dataclass(frozen=True)
class FigureChange:
    """One value readers see that differs. `month` is its first day; None for the whole year."""

    indicator_id: str
    fiscal_year: int
    month: date | None
    before: float | None
    after: float | None
    cause: str
    """rows, day (a row's date was reached), closing (its year was closed or reopened since),
    definition, coverage or other."""
    files: tuple[str, ...]
    """Deliveries behind it, as log/file."""


@dataclass(frozen=True)
class RowChange:
    """One delivered row behind a changed figure."""

    log: str
    record_id: str
    change: str
    """added, changed or removed."""
    file: str
    row_number: int


@dataclass(frozen=True)
class DefinitionChange:
    """One field of an indicator that says something else; `indicator_id` where it came or went."""

    indicator_id: str
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Difference:
    """Everything that differs between two snapshots; nothing else does."""

    before: str
    after: str
    figures: tuple[FigureChange, ...]
    """Without those that only show that a new period began."""
    rows: tuple[RowChange, ...]
    files: Mapping[str, str]
    """Deliveries behind the changed figures: log/file → new or gone."""
    definitions: tuple[DefinitionChange, ...]
    settings: tuple[str, ...]
    """Catalogue files, contracts, tools and closed years that differ."""
    opened_periods: int
    """Figures of months and years that had not begun in the earlier snapshot."""

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)


def differences(before: Path, after: Path) -> Difference:
    """Compare two snapshots' folders. Raises SnapshotError or duckdb.Error when one is damaged."""
    first, second = read_manifest(before), read_manifest(after)
    deliveries = delivery_changes(first, second)
    with duckdb.connect() as connection:
        compare(connection, before / MANAGER, after / MANAGER, first.as_of, deliveries)
        figures = _figures(connection)
        rows = _rows(connection)
        definitions = _definitions(connection)
        opened = _count(connection, "select count(*) from explained where cause = 'period'")
    named = sorted({name for figure in figures for name in figure.files})
    return Difference(
        before=first.snapshot_id,
        after=second.snapshot_id,
        figures=figures,
        rows=rows,
        files={name: deliveries[name] for name in named},
        definitions=definitions,
        settings=_settings(first, second),
        opened_periods=opened,
    )


def compare(
    connection: duckdb.DuckDBPyConnection,
    before: Path,
    after: Path,
    as_of_before: date,
    deliveries: Mapping[str, str],
) -> None:
    """Leave what differs as temporary tables; differences.sql says which."""
    for alias, path in (("a", before), ("b", after)):
        attach(connection, path, alias)
    connection.execute(
        "create temp table delivery as select split_part(name, '/', 1) as log, "
        "substr(name, strpos(name, '/') + 1) as file, change "
        "from (select unnest($names::varchar[]) as name, unnest($changes::varchar[]) as change)",
        {"names": list(deliveries), "changes": list(deliveries.values())},
    )
    connection.execute("create temp table before_day as select $1::date as as_of", [as_of_before])
    script = resources.files("orchestration.publication") / _SCRIPT
    connection.execute(script.read_text(encoding="utf-8"))


def delivery_changes(first: Manifest, second: Manifest) -> dict[str, str]:
    """Return the deliveries that only one of the snapshots knows, as log/file."""
    old = {(one.log, one.sha256): f"{one.log}/{one.file}" for one in first.inputs}
    new = {(one.log, one.sha256): f"{one.log}/{one.file}" for one in second.inputs}
    gone = {name: "gone" for key, name in old.items() if key not in new}
    return gone | {name: "new" for key, name in new.items() if key not in old}


def _figures(connection: duckdb.DuckDBPyConnection) -> tuple[FigureChange, ...]:
    found = connection.execute(
        "select indicator_id, fiscal_year, month, value_before, value_after, cause, files "
        "from explained where cause <> 'period' "
        "order by indicator_id, fiscal_year, month nulls first"
    ).fetchall()
    names = [field.name for field in fields(FigureChange)]
    changes = (dict(zip(names, row, strict=True)) for row in found)
    return tuple(FigureChange(**(one | {"files": tuple(one["files"])})) for one in changes)


def _rows(connection: duckdb.DuckDBPyConnection) -> tuple[RowChange, ...]:
    found = connection.execute(
        "select distinct log, record_id, change, file, row_number from figure_row order by all"
    ).fetchall()
    return tuple(RowChange(*row) for row in found)


def _definitions(connection: duckdb.DuckDBPyConnection) -> tuple[DefinitionChange, ...]:
    found = connection.execute("from definition_change order by all").fetchall()
    return tuple(DefinitionChange(*row) for row in found)


def _settings(first: Manifest, second: Manifest) -> tuple[str, ...]:
    kinds = (
        ("catalogue", first.catalogue, second.catalogue),
        ("contract", first.contracts, second.contracts),
        ("version", first.versions, second.versions),
        ("closed year", first.closed_years, second.closed_years),
    )
    return tuple(
        f"{kind} {name}"
        for kind, old, new in kinds
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0
