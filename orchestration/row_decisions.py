"""Decisions about vanished rows that decide nothing, because no such row was ever delivered.

Belongs here: finding the lines of catalogue/row_decisions.csv that people got wrong, and what they
are told. Not here: what a decision does to figures; that is SQL in dbt_project (stage_current).
"""

from collections.abc import Iterable, Iterator

import duckdb

from dbt_project.catalogue import Row, load_catalogue
from ingest.home import Home
from ingest.messages import Message

NOTHING = Message(
    "台帳 {log} に記録 {record} の行はありません。この決定は何も変えません。"
    "番号を確かめてください。",
    "No row of {log} was delivered as record {record}: this decision changes nothing. "
    "Check the number.",
)
DELIVERED = 'select distinct record_id from staging."stg_{log}__versions"'


def decisions_on_nothing(home: Home, build: duckdb.DuckDBPyConnection) -> list[str]:
    """Return a line for each decision whose record its log has no row of: where, and what to do.

    Raises CatalogueError, and duckdb.Error when the log was not built.
    """
    decided = load_catalogue(home.catalogue)["row_decisions"].rows.values()
    return [_said(row) for row in _unknown(decided, build)]


def _unknown(decided: Iterable[Row], build: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    by_log: dict[str, list[Row]] = {}
    for row in decided:
        by_log.setdefault(row["log"], []).append(row)
    for log, rows in by_log.items():
        named = [row["record_id"] for row in rows]
        query = f"{DELIVERED.format(log=log)} where record_id in (select unnest($1))"
        known = {name for (name,) in build.execute(query, [named]).fetchall()}
        yield from (row for row in rows if row["record_id"] not in known)


def _said(row: Row) -> str:
    said = NOTHING.filled(log=row["log"], record=row["record_id"])
    return f"{row.place}: {said.ja} {said.en}"
