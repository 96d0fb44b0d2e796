"""Suites written as data: one YAML file per suite, a row per expectation.

Belongs here: reading those files and saying clearly what is wrong in one. Not here: the questions.
A row has id, explanation_ja, action_ja; most have sql, whose rows must not exist. In it `$name`
stands for a relation that the caller supplies, `$limit` for the number it is held against (limits).
A row with `table` and `grain` instead asks that those columns name one row of the table.
"""

from collections.abc import Mapping
from importlib import resources
from string import Template
from typing import Any, NamedTuple

import yaml

from expectations.check import Check, Probe
from expectations.results import AuditError

REQUIRED = {"id", "explanation_ja", "action_ja"}
OPTIONAL = {"sql", "table", "grain", "hides_rows"}


class SuiteRow(NamedTuple):
    """One expectation as it stands in its file, critical until its limit says otherwise."""

    check: Check
    sql: str
    limit: float | None = None
    table: str | None = None
    """The table whose grain it asks."""


def read_suite(suite: str) -> dict[str, SuiteRow]:
    """Return the rows of `suites/<suite>.yaml` by id. Raises AuditError naming suite and row."""
    file = resources.files("expectations") / "suites" / f"{suite}.yaml"
    return parse_suite(suite, file.read_text(encoding="utf-8"))


def parse_suite(suite: str, text: str) -> dict[str, SuiteRow]:
    """Return the rows of a suite's text by id. Raises AuditError naming suite and row."""
    try:
        content = yaml.safe_load(text)
        owner, entries = content["owner"], content["expectations"]
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise AuditError(f"suite {suite}: it needs `owner` and `expectations` ({error})") from None
    rows: dict[str, SuiteRow] = {}
    for entry in entries:
        row = _row(suite, owner, entry)
        if row.check.expectation in rows:
            raise AuditError(f"suite {suite}: {row.check.expectation} is there twice")
        rows[row.check.expectation] = row
    return rows


def probe(row: SuiteRow, relations: Mapping[str, str]) -> Probe:
    """Return the row as a question of its own, with its `$names` filled in."""
    values = dict(relations) if row.limit is None else {**relations, "limit": repr(row.limit)}
    try:
        return Probe(Template(row.sql).substitute(values), (row.check,))
    except (KeyError, ValueError) as error:
        raise AuditError(
            f"{row.check.suite}.{row.check.expectation}: no value for {error}"
        ) from None


def _row(suite: str, owner: str, entry: Mapping[str, Any]) -> SuiteRow:
    where = f"suite {suite}, expectation {entry.get('id', '?')}"
    if missing := REQUIRED - entry.keys():
        raise AuditError(f"{where}: {', '.join(sorted(missing))} missing")
    if unknown := entry.keys() - REQUIRED - OPTIONAL:
        raise AuditError(f"{where}: nothing is called {', '.join(sorted(unknown))}")
    check = Check(
        suite=suite,
        expectation=entry["id"],
        severity="critical",
        explanation_ja=entry["explanation_ja"],
        action_ja=entry["action_ja"],
        owner=owner,
        hides_rows=entry.get("hides_rows", False),
    )
    return SuiteRow(check, entry.get("sql") or _grain(entry), table=entry.get("table"))


def _grain(entry: Mapping[str, Any]) -> str:
    """Return the query for rows that share what should be theirs alone."""
    if "grain" not in entry:
        return ""
    columns = ", ".join(entry["grain"])
    return (
        f"select {columns}, count(*) as row_count from {entry['table']} "
        "group by all having count(*) > 1"
    )
