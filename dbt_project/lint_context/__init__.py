"""What the SQL linter knows of dbt: the shipped project's variables, and no database.

Belongs here: the names that sqlfluff puts before the Jinja of models and macros (see .sqlfluff), so
that SQL is linted as it runs. Does not belong here: rules, and anything that a run of dbt uses.
"""

from functools import cache
from typing import Any

import yaml

from dbt_project.catalogue import load_catalogue, shipped_seeds
from dbt_project.facts import log_facts, places
from ingest.contracts import load_contracts

EXAMPLE = "seminar_attendance"
"""The log that stands for a template's LOG: it has a parent, companies and personal columns."""

execute = False
"""As while dbt parses: a macro that would ask the database does not."""


class _Logs(dict[str, Any]):
    """Facts by log; those of the example for a name that is no log."""

    def __missing__(self, log: str) -> Any:
        return self[EXAMPLE]


@cache
def _variables() -> dict[str, Any]:
    project = shipped_seeds().parent / "dbt_project.yml"
    variables: dict[str, Any] = yaml.safe_load(project.read_text(encoding="utf-8"))["vars"]
    catalogue = load_catalogue(None)
    facts = log_facts(load_contracts(None), catalogue)
    paths = {
        name: name for name in ("landing", "empty", "person_key", "company_keys", "closed_years")
    }
    return {**variables, **paths, "branch_places": places(catalogue), "logs": _Logs(facts)}


def var(name: str) -> Any:
    """A variable of dbt, as a home without contracts or catalogue of its own has it."""
    return _variables()[name]
