"""Stands in for `dbt build` in runs that are broken: its statements, without its own seconds.

Belongs here: what a run sees of dbt: a process of its own that fills the build file step by step,
says so on its output, and leaves run_results.json. Not here: making the statements (quick_runs),
and that they give dbt's tables (tests/dbt_project). Called as STATEMENTS HOME COMMAND ….
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

Statement = tuple[str, str]
"""The unique id of a seed or model, and the SQL that makes it."""
Result = dict[str, str]
PLACE = "{home}"
"""Where the statements name the home."""
OPTIONAL = re.compile(r", '(/[^']+[.]parquet)'")
"""A second source of rows, which dbt leaves out while there are no such files."""


def build(statements: Path, home: str) -> bool:
    """Fill the build file as dbt does, each table for itself, and tell of each.

    Returns whether all could be made; what follows the first that could not is not tried.
    """
    text = statements.read_text(encoding="utf-8").replace(PLACE, home)
    with duckdb.connect(os.environ["FAIS_BUILD_PATH"], config={"threads": 1}) as connection:
        results = list(_made(connection, json.loads(text)))
    Path("target", "run_results.json").write_text(json.dumps({"results": results}), "utf-8")
    return all(one["status"] == "success" for one in results)


def _made(connection: duckdb.DuckDBPyConnection, statements: list[Statement]) -> Iterator[Result]:
    for unique_id, statement in statements:
        try:
            connection.execute(OPTIONAL.sub(_there, statement))
        except duckdb.Error as error:
            yield {"unique_id": unique_id, "status": "error", "message": str(error)}
            return
        yield {"unique_id": unique_id, "status": "success", "message": ""}
        sys.stdout.write(json.dumps(_event(unique_id)) + "\n")
        sys.stdout.flush()


def _there(source: re.Match[str]) -> str:
    place = Path(source[1])
    return source[0] if any(Path("/").glob(str(place.relative_to("/")))) else ""


def _event(unique_id: str) -> dict[str, object]:
    """One line of dbt's log, as far as dagster-dbt reads it."""
    kind = "LogSeedResult" if unique_id.startswith("seed.") else "LogModelResult"
    node = {"unique_id": unique_id, "node_status": "success"}
    return {
        "info": {
            "level": "info",
            "name": kind,
            "msg": f"OK {unique_id}",
            "invocation_id": "stand-in",
        },
        "data": {"node_info": node},
    }


if __name__ == "__main__":
    if "build" in sys.argv:  # the project was parsed when the statements were made
        sys.exit(not build(Path(sys.argv[1]), sys.argv[2]))
