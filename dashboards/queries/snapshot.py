"""Finding and opening what is published, for one audience, read-only.

A reader keeps the snapshot that was current when the visit began, so that two figures on a page
never come from two publications. Not here: what the tables mean.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, get_args

import duckdb
import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Audience = Literal["manager", "official"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
Row = dict[str, Any]
P = ParamSpec("P")
R = TypeVar("R")


class NothingToShowError(Exception):
    """Why a page cannot be shown; `key` names the wording that tells the reader what to do."""

    def __init__(self, key: str, **values: str) -> None:
        """Keep the wording's key and the values it has places for."""
        super().__init__(key)
        self.key = key
        self.values = values


@dataclass(frozen=True)
class Snapshot:
    """An opened publication. `as_of` is the day its figures speak for, in JST."""

    path: Path
    audience: Audience
    snapshot_id: str
    as_of: date
    published_at: datetime
    is_sample: bool
    connection: duckdb.DuckDBPyConnection

    @property
    def identity(self) -> str:
        """What caches are keyed by: the file of this audience in this snapshot."""
        return str(self.path)

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the as-of day (April to March, named by its first year)."""
        return self.as_of.year - (self.as_of.month < 4)

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The answer to a query with named parameters.

        Raises NothingToShowError where this file has no such table or column.
        """
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(sql, parameters or None)
                names = [column[0] for column in cursor.description or ()]
                return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise NothingToShowError(
                "state.not_in_file", detail=str(error).splitlines()[0]
            ) from error


def per_snapshot(query: Callable[P, R]) -> Callable[P, R]:
    """Remember a query's answers by audience, snapshot and arguments; a bounded number of them."""
    remember = st.cache_data(
        show_spinner=False,
        max_entries=128,
        hash_funcs={Snapshot: lambda snapshot: snapshot.identity},
    )
    return remember(query)


def audience_named(name: str) -> Audience:
    """The audience a server is set to. Raises NothingToShowError for any other word."""
    for audience in AUDIENCES:
        if audience == name:
            return audience
    raise NothingToShowError("state.unknown_audience", audience=name)


def current_id(home: Path) -> str | None:
    """The id of the newest publication of a home, None where nothing was published."""
    current = home / "published" / "current"
    return current.resolve().name if current.is_dir() else None


def open_snapshot(home: Path, audience: Audience) -> Snapshot:
    """Open the home's newest publication. Raises NothingToShowError where none can be read."""
    snapshot_id = current_id(home)
    if snapshot_id is None:
        raise NothingToShowError("state.nothing_published")
    folder = home / "published" / snapshot_id
    path = (folder / f"{audience}.duckdb").resolve()
    manifest = _manifest(folder)
    try:
        return Snapshot(
            path=path,
            audience=audience,
            snapshot_id=str(manifest["snapshot_id"]),
            as_of=date.fromisoformat(manifest["as_of"]),
            published_at=datetime.fromisoformat(manifest["published_at"]),
            is_sample=bool(manifest["is_sample"]),
            connection=duckdb.connect(str(path), read_only=True),
        )
    except (KeyError, TypeError, ValueError, duckdb.Error) as error:
        raise NothingToShowError("state.damaged", snapshot=snapshot_id) from error


def _manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest of a publication. Raises NothingToShowError where it cannot be read."""
    try:
        manifest: Mapping[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise NothingToShowError("state.damaged", snapshot=folder.name) from error
    return manifest
