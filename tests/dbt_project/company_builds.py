"""The company models alone: their compiled statements over records that a test writes.

Belongs here: running them. Not here: which records (company_truth), what must come out (tests).
"""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

ORDER = ("name", "denial", "group", "decision", "handle", "key", "identity")
DECISION = ("one", "other", "decision", "note", "decided_on")
DAY = "timestamp '2025-04-01 09:00:00'"


class CompanyModels:
    """Resolves mentions in a build file of its own."""

    def __init__(self, models: dict[str, dict[str, Any]], path: Path) -> None:
        self.path = path
        nodes = {node["name"]: node for node in models.values()}
        self._statements = [
            (f"int_company_{name}", nodes[f"int_company_{name}"]["compiled_code"]) for name in ORDER
        ]

    def resolve(
        self,
        mentions: pl.DataFrame,
        decisions: list[tuple[str, str, str]] | None = None,
        register: Path | None = None,
    ) -> pl.DataFrame:
        """log, record_id, company_key, and the columns of the mentions."""
        self.path.unlink(missing_ok=True)
        with duckdb.connect(str(self.path)) as con:
            for schema in ("intermediate", "catalogue", "raw"):
                con.execute(f"create schema {schema}")
            _lay_out(con, mentions, decisions or [], register)
            for name, select in self._statements:
                con.execute(f"create table intermediate.{name} as ({select}\n)")
            return (
                con.sql("from intermediate.int_company_identity select log, record_id, company_key")
                .pl()
                .join(mentions, on=["log", "record_id"])
            )


def _lay_out(
    con: duckdb.DuckDBPyConnection,
    mentions: pl.DataFrame,
    decisions: list[tuple[str, str, str]],
    register: Path | None,
) -> None:
    con.register("mentions", mentions)
    con.execute(
        "create table intermediate.int_company_mention as "
        "select log, record_id, nfc_normalize(replace(name, '　', ' ')) as name, corporate_number, "
        "null::varchar as kind, ward, null::varchar as industry, "
        f"{DAY} as delivered_at, 'f' as delivery, 1 as position, false as is_organisation "
        "from mentions"
    )
    columns = ", ".join(f"{column} varchar" for column in DECISION)
    con.execute(f"create table catalogue.company_decisions ({columns})")
    rows = [(*decided, None, None) for decided in decisions]
    if rows:
        con.executemany("insert into catalogue.company_decisions values (?, ?, ?, ?, ?)", rows)
    con.execute("create table catalogue.run_context as select null::varchar as requested_as_of")
    kept = f"read_parquet('{register}')" if register and register.exists() else None
    con.execute(
        f"create table raw.company_key as from {kept}"
        if kept
        else "create table raw.company_key (handle varchar, company_key varchar, since timestamp)"
    )
