"""The register of company keys: which key each number and name of a company was published under.

Belongs here: adding to history/company_keys.parquet what a publication makes known. Not here: which
key a company gets; that is SQL in dbt_project/models/intermediate.
A handle is entered once and never changed, so that a company keeps its key when its number becomes
known, when two become one (the older key survives), and when they are told apart again.
"""

from contextlib import closing
from pathlib import Path

import duckdb

from ingest.atomic import write_atomically
from ingest.home import Home
from orchestration.duckdb_files import attach, literal

REGISTER = "company_keys.parquet"
KNOWN = "select handle, company_key, since from read_parquet(?)"
OF_BUILD = """
    select own.handle, min(keyed.company_key) as company_key, own.since
    from build.intermediate.int_company_handle as own
    inner join build.intermediate.int_company_key as keyed using (root_id)
    where own.is_sole
    group by own.handle, own.since
"""
ADDED = f"""
    create temp table register as
    select * from known
    union all
    select * from ({OF_BUILD}) as built anti join known using (handle)
"""


def register_keys(home: Home, build_path: Path) -> int:
    """Enter the handles that the build knows and the register does not; return how many.

    Raises duckdb.Error when the build or the register cannot be read.
    """
    register = home.history / REGISTER
    with closing(duckdb.connect()) as connection:
        attach(connection, build_path, "build")
        _load(connection, register)
        before = _count(connection, "known")
        connection.execute(ADDED)
        added = _count(connection, "register") - before
        if added:
            write_atomically(register, lambda path: _write(connection, path))
    return added


def _load(connection: duckdb.DuckDBPyConnection, register: Path) -> None:
    if register.exists():
        connection.execute(f"create temp table known as {KNOWN}", [str(register)])
    else:
        connection.execute(
            "create temp table known (handle varchar, company_key varchar, since timestamp)"
        )


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def _write(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(
        f"copy (from register order by since, handle) to {literal(path)} (format parquet)"
    )
