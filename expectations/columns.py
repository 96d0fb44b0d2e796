"""What a DuckDB file holds: the columns of its tables and views.

Belongs here: asking that. Not here: what follows from it (marts, texts).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from expectations import sql


class TableColumn(NamedTuple):
    """One column of one table of an open database."""

    catalog: str
    schema: str
    table: str
    column: str
    type: str

    @property
    def relation(self) -> str:
        """The table's full name, quoted."""
        return ".".join(map(sql.name, (self.catalog, self.schema, self.table)))


def columns_of(path: Path, attached: Mapping[str, Path]) -> list[TableColumn]:
    """Return the columns of every table and view of a file and of those attached to it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        for alias, other in attached.items():
            connection.execute(f"attach {sql.literal(str(other))} as {alias} (read_only)")
        found = connection.execute(
            "select database_name, schema_name, table_name, column_name, data_type "
            "from duckdb_columns() where not internal order by all"
        ).fetchall()
    return [TableColumn(*row) for row in found]
