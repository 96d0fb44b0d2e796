"""What an example expects, compared with the tables of a build.

Belongs here: reading expected.json blocks and saying in words what differs.
Each check returns sentences; an empty list means that the tables hold what the example says.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb

EXAMPLES = Path(__file__).parent / "examples"
TOLERANCE = 0.000001
Block = dict[str, Any]


def load(example: Path) -> Block:
    """The expected.json of an example."""
    return dict(json.loads((example / "expected.json").read_text(encoding="utf-8")))


def blocks(expected: Block) -> list[Block]:
    """The answer for the first day and for each further day of the same inbox."""
    return [expected, *expected.get("also", [])]


def differences(con: duckdb.DuckDBPyConnection, block: Block) -> list[str]:
    """Every difference between an expected block and the tables of the connection."""
    return [
        sentence
        for name, check in CHECKS.items()
        if block.get(name)
        for sentence in check(con, block[name])
    ]


def _rows(con: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> list[tuple[Any, ...]]:
    return con.execute(sql, values).fetchall()


def _is_same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= TOLERANCE
    return bool(one == other)


def _yearly(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = "select value from marts.kpi_yearly where indicator_id = ? and fiscal_year = ?"
    yield from _single(con, sql, rows)


def _monthly(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = "select value from marts.kpi_monthly where indicator_id = ? and month = ?::date"
    yield from _single(con, sql, rows)


def _single(con: duckdb.DuckDBPyConnection, sql: str, rows: list[list[Any]]) -> Iterator[str]:
    for identifier, period, expected in rows:
        found = _rows(con, sql, [identifier, period])
        value = found[0][0] if found else None
        if not _is_same(expected, value):
            yield f"{identifier} {period}: expected {expected}, found {value}"


def _coverage(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    for identifier, period, expected in rows:
        table, column = ("kpi_yearly", "fiscal_year")
        if isinstance(period, str):
            table, column = ("kpi_monthly", "month")
        sql = f"select coverage from marts.{table} where indicator_id = ? and {column} = ?"
        found = _rows(con, sql, [identifier, period])
        value = found[0][0] if found else "no_data"
        if value != expected:
            yield f"coverage of {identifier} {period}: expected {expected}, found {value}"


def _previous(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = """
        select previous_value, previous_to_date from marts.kpi_yearly
        where indicator_id = ? and fiscal_year = ?
    """
    for identifier, year, *expected in rows:
        found = _rows(con, sql, [identifier, year])
        if not found or not all(map(_is_same, expected, found[0])):
            yield f"previous of {identifier} {year}: expected {expected}, found {found}"


def _files(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = """
        select accepted, rejected, skipped, status from quality.file
        where log = ? and file = ?
    """
    for log, file, *expected in rows:
        found = _rows(con, sql, [log, file])
        pairs = zip(expected, found[0] if found else [None] * 4, strict=True)
        if not all(wanted is None or wanted == value for wanted, value in pairs):
            yield f"file {log}/{file}: expected {expected}, found {found}"


FINDINGS = """
    select column_name, severity, state from quality.issue
    where log = ? and split_part(file, '#', 1) = ? and row_number = ? and rule = ?
"""


def _issues(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    for log, file, row, column, severity, rule in rows:
        found = _rows(con, FINDINGS, [log, file, row, rule])
        if not any(f[1] == severity and column in (None, f[0]) for f in found):
            yield f"issue {log}/{file} row {row} {column} {severity} {rule}: found {found}"


def _issues_absent(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    for row in rows:
        if _rows(con, FINDINGS, row):
            yield f"issue {row} must not be there"


def _issue_states(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    for *finding, state in rows:
        found = _rows(con, FINDINGS, finding)
        if not any(f[2] == state for f in found):
            yield f"issue {finding}: expected {state}, found {found}"


def _companies(con: duckdb.DuckDBPyConnection, expected: dict[str, Any]) -> Iterator[str]:
    sql = "select log || ':' || record_id, company_key from marts.company_record"
    key = dict(_rows(con, sql, []))
    for group in expected.get("same", []):
        if len({key.get(record) for record in group}) != 1 or group[0] not in key:
            yield f"same company: {[(record, key.get(record)) for record in group]}"
    for one, other in expected.get("different", []):
        if key.get(one) == key.get(other) or one not in key or other not in key:
            yield f"different companies: {one} {key.get(one)}, {other} {key.get(other)}"
    for record in expected.get("none", []):
        if record in key:
            yield f"no company: {record} {key[record]}"


def _reconciliation(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    for figure, expected in rows:
        found = _rows(con, "select status from marts.reconciliation where figure_id = ?", [figure])
        if [(expected,)] != found:
            yield f"printed figure {figure}: expected {expected}, found {found}"


def _targets(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = """
        select target, target_kind, achievement from marts.kpi_yearly
        where indicator_id = ? and fiscal_year = ?
    """
    for identifier, year, *expected in rows:
        found = _rows(con, sql, [identifier, year])
        pairs = zip(expected, found[0] if found else [None] * 3, strict=True)
        if not all(wanted is None or _is_same(wanted, value) for wanted, value in pairs):
            yield f"target of {identifier} {year}: expected {expected}, found {found}"


def _pace_status(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = """
        select status from marts.kpi_pace where indicator_id = ? and fiscal_year = ?
        order by as_of desc limit 1
    """
    for identifier, year, expected in rows:
        found = _rows(con, sql, [identifier, year])
        status = found[0][0] if found else None
        if status != expected and not (expected is None and status in (None, "no_target")):
            yield f"status of {identifier} {year}: expected {expected}, found {status}"


def _finance(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = """
        select amount_yen from marts.finance
        where statement = ? and fiscal_year = ? and account = ? and line_path = ?
    """
    for *line, expected in rows:
        found = _rows(con, sql, line)
        if found != [(expected,)]:
            yield f"finance line {line}: expected {expected}, found {found}"


def _compliance(con: duckdb.DuckDBPyConnection, rows: list[list[Any]]) -> Iterator[str]:
    sql = """
        select distinct status from marts.subsidy_compliance
        where log = ? and record_id is not distinct from ? and rule_code = ?
    """
    for *judged, expected in rows:
        found = _rows(con, sql, judged) or [("not_applicable",)]
        if found != [(expected,)]:
            yield f"compliance of {judged}: expected {expected}, found {found}"


CHECKS: dict[str, Callable[[duckdb.DuckDBPyConnection, Any], Iterator[str]]] = {
    "kpi_yearly": _yearly,
    "kpi_monthly": _monthly,
    "coverage": _coverage,
    "previous": _previous,
    "files": _files,
    "issues": _issues,
    "issues_absent": _issues_absent,
    "issue_states": _issue_states,
    "companies": _companies,
    "reconciliation": _reconciliation,
    "targets": _targets,
    "pace_status": _pace_status,
    "finance": _finance,
    "compliance": _compliance,
}
