"""What the SQL macros must know of each log: facts drawn from its contract and the catalogue.

Belongs here: turning Contract objects and indicator rows into the plain `vars` of the dbt project.
Does not belong here: SQL, and anything that is the same for every log.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dbt_project.catalogue import Row, Table
from dbt_project.dimensions import dimensions_of
from dbt_project.grammar import COMPANY, EVERY_LOG, conditions, measured_columns
from dbt_project.rules import CHECKS, PERSON, computed, rule_columns
from ingest.contracts import Contract

SQL_TYPES = {
    "string": "varchar",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}
COMPANY_NAME_COLUMNS = ("company_name", "applicant_name", "member_name")
"""Columns whose text is a company's name, hence compared without its legal form."""


def log_facts(
    contracts: Mapping[str, Contract], catalogue: Mapping[str, Table]
) -> dict[str, dict[str, Any]]:
    """Facts by log, in an order in which each log follows the logs it refers to."""
    facts = {log: _facts(contract, contracts) for log, contract in contracts.items()}
    for log, contract in contracts.items():
        facts[log].update(_measured(contract, catalogue))
        facts[log]["dimensions"] = dimensions_of(contract, catalogue["dimensions"])
        facts[log].update(_ruled(log, catalogue["subsidy_rules"].rows.values()))
    return {log: facts[log] for log in _parents_first(facts)}


def places(catalogue: Mapping[str, Table]) -> list[str]:
    """Wards, cities and regions before which a branch's name begins, longer ones first."""
    return sorted(catalogue["places"].column("place"), key=lambda place: (-len(place), place))


def _facts(contract: Contract, contracts: Mapping[str, Contract]) -> dict[str, Any]:
    public = [column for column in contract.columns if column.classification != "personal"]
    names = {column.name for column in public}
    company = next((name for name in COMPANY_NAME_COLUMNS if name in names), None)
    return {
        "title": contract.title,
        "columns": [{"name": c.name, "type": SQL_TYPES[c.type]} for c in public],
        "key": list(contract.key),
        "event_date": contract.event_date,
        "delivery": contract.delivery,
        "references": list(_references(contract, contracts)),
        "parent": _parent(contract, contracts),
        "company_column": company,
        "number_column": next((c.name for c in public if c.parse_as == "corporate_number"), None),
        "has": sorted(names),
    }


def _references(contract: Contract, contracts: Mapping[str, Contract]) -> Iterator[dict[str, Any]]:
    referring = [(c, c.reference) for c in contract.columns if c.reference]
    for number, (column, (target, target_column)) in enumerate(referring, start=1):
        parent = contracts.get(target)
        yield {
            "number": number,
            "column": column.name,
            "to": target,
            "to_column": target_column,
            "is_log": parent is not None,
            "is_whole_key": parent is None or parent.key == (target_column,),
            "is_required": column.required,
        }


def _parent(contract: Contract, contracts: Mapping[str, Contract]) -> dict[str, str] | None:
    """The log whose programme and date a row takes when it has no programme of its own."""
    if any(column.name == "programme_id" for column in contract.columns):
        return None
    for column in contract.columns:
        if column.reference and column.required and column.reference[0] in contracts:
            log, key = column.reference
            return {"column": column.name, "log": log, "key": key}
    return None


def _measured(contract: Contract, catalogue: Mapping[str, Table]) -> dict[str, Any]:
    """Columns that the indicators of a log filter by, add up and count."""
    rows = [row for row in catalogue["indicators"].rows.values() if row["log"] == contract.log]
    touchpoints = catalogue["touchpoints"].rows.values()
    shared = [row for row in touchpoints if row["log"] == contract.log]
    filters = {name for row in (*rows, *shared) for name in _filtered(row)}
    personal = {c.name for c in contract.columns if c.classification == "personal"}
    sums = {name for row in rows for name in _measured_by(row, "sum")}
    distinct = {name for row in rows for name in _measured_by(row, "distinct")} - {COMPANY}
    persons = distinct | _persons(contract.log, catalogue["subsidy_rules"].rows.values())
    return {
        "is_measured": bool(rows or shared),
        "has_indicators": bool(rows),
        "filter_columns": sorted(filters),
        "sum_columns": sorted(sums),
        "distinct_columns": sorted(distinct),
        "person_columns": sorted(persons & personal),
        "measures": sorted({row["measure"] for row in rows if not _is_ratio(row)}),
        "is_touchpoint": bool(shared) and _serves_every_log(catalogue),
        "kind_column": _kind_column(contract, catalogue),
        "stage": _stage(contract, catalogue),
    }


def _stage(contract: Contract, catalogue: Mapping[str, Table]) -> dict[str, Any] | None:
    """The stage of a company's journey that a log's rows are, and which rows (as touchpoints)."""
    stage = next((r for r in catalogue["stages"].rows.values() if r["log"] == contract.log), None)
    if stage is None:
        return None
    touchpoints = catalogue["touchpoints"].rows.values()
    rows = [row for row in touchpoints if row["log"] == contract.log]
    found = [condition for row in rows for condition in conditions(row["filter"], row.place)]
    return {
        "name": stage["stage"],
        "conditions": [
            {"column": c.column, "operator": c.operator, "values": list(c.values)} for c in found
        ],
    }


def _ruled(log: str, rules: Iterable[Row]) -> dict[str, Any]:
    """Whether subsidy rules are about a log's rows, and the columns that they look at."""
    return {
        "has_rules": any(row["log"] == log for row in computed(rules)),
        "rule_columns": sorted(rule_columns(log, rules)),
    }


def _persons(log: str, rules: Iterable[Row]) -> set[str]:
    """The column that tells persons apart where a rule adds up what each of them was paid."""
    checks = {row["check"] for row in computed(rules) if row["log"] == log}
    return {PERSON} if PERSON in {c for name in checks for c in CHECKS[name].columns} else set()


def _kind_column(contract: Contract, catalogue: Mapping[str, Table]) -> str | None:
    """The column that tells companies from persons in a log, if the catalogue names one."""
    rows = catalogue["party_kinds"].rows.values()
    return next((row["column_name"] for row in rows if row["log"] == contract.log), None)


def _is_ratio(row: Row) -> bool:
    return row["measure"].startswith("ratio:")


def _serves_every_log(catalogue: Mapping[str, Table]) -> bool:
    return EVERY_LOG in catalogue["indicators"].column("log")


def _filtered(row: Row) -> Iterator[str]:
    yield from (condition.column for condition in conditions(row["filter"], row.place))


def _measured_by(row: Row, kind: str) -> Iterator[str]:
    if row["measure"].startswith(f"{kind}:"):
        yield from measured_columns(row["measure"])


def _parents_first(facts: Mapping[str, dict[str, Any]]) -> list[str]:
    ordered: list[str] = []

    def visit(log: str) -> None:
        if log in ordered:
            return
        for reference in facts[log]["references"]:
            if reference["is_log"] and reference["to"] != log:
                visit(reference["to"])
        ordered.append(log)

    for log in facts:
        visit(log)
    return ordered
