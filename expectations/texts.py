"""Texts by where they stand: only in personal columns, in open ones, in published tables.

Belongs here: the relations that let a personal value be found beyond landing by what it says, not
by the name of its column. Texts of three characters or more: shorter ones are codes.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb

from expectations import sql
from expectations.columns import TableColumn
from ingest.contracts import Contract

PUBLISHED = ("marts", "quality")
SHORTEST = 3
NO_TEXT = "(select '' as source, '' as value where false)"
NO_VALUE = "(select '' as value where false)"
MADE_LATER = ("quality.check",)


def text_relations(
    columns: Iterable[TableColumn], contracts: Iterable[Contract], landing: Path | None
) -> Mapping[str, str]:
    """Return the relations published_texts (source, value), personal_texts and open_texts (value).

    open_texts are those of staged columns that contracts leave open and of the catalogue: what also
    stands there is no secret.
    """
    contracts = list(contracts)
    listed = [column for column in columns if column.type == "VARCHAR"]
    open_names = {c.name for contract in contracts for c in contract.columns if not c.is_personal}
    staged = (c for c in _of(listed, ("staging",)) if c.column in open_names)
    return {
        "published_texts": _texts(_of(listed, PUBLISHED)),
        "open_texts": _texts([*staged, *_of(listed, ("catalogue",))]),
        "personal_texts": _personal(contracts, landing),
    }


def _of(columns: Iterable[TableColumn], schemas: Iterable[str]) -> Iterator[TableColumn]:
    return (
        column
        for column in columns
        if column.schema in schemas and f"{column.schema}.{column.table}" not in MADE_LATER
    )


def _texts(columns: Iterable[TableColumn]) -> str:
    """Return (source, value) of every text; each table is scanned once."""
    tables: dict[str, list[TableColumn]] = {}
    for column in columns:
        tables.setdefault(column.relation, []).append(column)
    selects = [
        f"select unnest([{sql.listed(f'{c.schema}.{c.table}.{c.column}' for c in own)}]) as source,"
        f" unnest([{', '.join(sql.name(c.column) for c in own)}]) as value from {relation}"
        for relation, own in tables.items()
    ]
    return sql.united(selects, NO_TEXT)


def _personal(contracts: Iterable[Contract], landing: Path | None) -> str:
    """Return the distinct texts of personal columns, as far as files of them have landed."""
    selects = [one for contract in contracts for one in _of_log(contract, landing)]
    values = sql.united(selects, NO_VALUE)
    return f"(select distinct value from {values} where length(value) >= {SHORTEST})"


def _of_log(contract: Contract, landing: Path | None) -> Iterator[str]:
    files = landing / contract.log / "personal" / "*.parquet" if landing else None
    if files is None or not any(files.parent.glob(files.name)):
        return
    source = f"read_parquet({sql.literal(str(files))}, union_by_name = true)"
    with duckdb.connect() as connection:
        # Files that landed under an earlier contract may lack a column.
        found = {row[0] for row in connection.execute(f"describe from {source}").fetchall()}
    names = [c.name for c in contract.columns if c.is_personal and c.type == "string"]
    if cells := ", ".join(sql.name(name) for name in names if name in found):
        yield f"select unnest([{cells}]) as value from {source}"
