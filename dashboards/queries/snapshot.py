"""Opening what is published, for one audience, read-only, and remembering what was asked of it.

A reader keeps the snapshot that was current when the visit began, so that two figures on a page
never come from two publications. Not here: which publications there are, what the tables mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar, get_args

import duckdb
import streamlit as st

from dashboards.period import fiscal_year_of
from dashboards.queries.publications import current_id, read_publication

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

    from dashboards.queries.publications import Publication

Audience = Literal["manager", "staff", "official"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
_FILES: dict[Audience, str] = {"manager": "manager", "staff": "manager", "official": "official"}
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
    """An opened publication, as one audience may see it."""

    path: Path
    audience: Audience
    publication: Publication
    connection: duckdb.DuckDBPyConnection

    @property
    def identity(self) -> str:
        """What caches are keyed by: the audience, and its file in this publication."""
        return f"{self.audience}:{self.path}"

    @property
    def snapshot_id(self) -> str:
        """The publication's number."""
        return self.publication.snapshot_id

    @property
    def as_of(self) -> date:
        """The day that the figures speak for, in JST."""
        return self.publication.as_of

    @property
    def published_at(self) -> datetime:
        """When it was published, in JST."""
        return self.publication.published_at

    @property
    def is_sample(self) -> bool:
        """Whether the figures are made up."""
        return self.publication.is_sample

    @property
    def sees_rows(self) -> bool:
        """Whether this audience may see rows behind the totals: companies, files, findings."""
        return _FILES[self.audience] == "manager"

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of the as-of day."""
        return fiscal_year_of(self.as_of)

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


def open_snapshot(home: Path, audience: Audience, snapshot_id: str | None = None) -> Snapshot:
    """Open a publication, the home's current one unless told.

    Raises NothingToShowError where there is none, or it cannot be read.
    """
    chosen = snapshot_id or current_id(home)
    if chosen is None:
        raise NothingToShowError("state.nothing_published")
    folder = home / "published" / chosen
    path = (folder / f"{_FILES[audience]}.duckdb").resolve()
    try:
        publication = read_publication(folder)
        connection = duckdb.connect(str(path), read_only=True)
    except (OSError, KeyError, TypeError, ValueError, duckdb.Error) as error:
        raise NothingToShowError("state.damaged", snapshot=chosen) from error
    return Snapshot(path, audience, publication, connection)
