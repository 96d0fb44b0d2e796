"""One home's dbt project: the shipped models, staging made from its contracts, its catalogue.

Belongs here: laying files out under FAIS_HOME/warehouse/dbt so that plain dbt can run there.
Does not belong here: running dbt (orchestration) and SQL (models, macros).
The folder is made anew from its inputs; deleting it loses nothing.
"""

import csv
import hashlib
import secrets
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from dbt_project.audit_limits import check_audit_limits
from dbt_project.catalogue import Table, load_catalogue, seed_columns, write_table
from dbt_project.company_decisions import check_decisions
from dbt_project.dimensions import check_dimensions, contract_labels
from dbt_project.empty_files import write_empty_files
from dbt_project.facts import log_facts, places
from dbt_project.grammar import check_indicators
from dbt_project.rules import check_rules
from ingest.contracts import Contract
from ingest.home import Home

SHIPPED = ("dbt_project.yml", "profiles.yml", "macros", "models", "tests")
GENERATED = "generated"
MEASURED = "intermediate"
LABELS = ("log", "column_name", "code", "label_ja", "code_order")


@dataclass(frozen=True)
class Workspace:
    """Where dbt runs for one home, and what its inputs were."""

    project_dir: Path
    profiles_dir: Path
    build_path: Path
    env: Mapping[str, str]
    fingerprint: str
    as_of: date | None


def prepare_workspace(
    home: Home, contracts: Mapping[str, Contract], as_of: date | None
) -> Workspace:
    """Lay out the dbt project of a home; as_of None means the day of the newest delivery.

    Raises CatalogueError (file, line, what to do) for a catalogue row that cannot be used.
    The fingerprint covers models, contracts and catalogue, but neither the data nor as_of.
    """
    catalogue = load_catalogue(home.catalogue)
    check_indicators(catalogue, contracts)
    check_dimensions(catalogue["dimensions"], contracts)
    check_rules(catalogue, contracts)
    check_decisions(catalogue)
    check_audit_limits(catalogue, load_catalogue(None))
    facts = log_facts(contracts, catalogue)
    measured = {log for log, fact in facts.items() if fact["is_measured"]}
    _keep_person_key(home.history / "person.key")
    folder = home.warehouse / "dbt"
    _copy_shipped(folder)
    _generate_models(folder / "models" / GENERATED, contracts, measured)
    _write_seeds(folder / "seeds", catalogue, contracts, as_of)
    write_empty_files(home.warehouse / "empty", contracts)
    _write_project_file(folder, home, facts, places(catalogue))
    build_path = home.warehouse / "build.duckdb"
    env = {
        "FAIS_BUILD_PATH": str(build_path.absolute()),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
    }
    return Workspace(folder, folder, build_path, env, _fingerprint(folder, home), as_of)


def _keep_person_key(path: Path) -> None:
    """Make the secret that hashes persons, once in a home's life; it cannot be rebuilt."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32), encoding="ascii")
        fresh.rename(path)


def _shipped() -> Path:
    return Path(str(resources.files("dbt_project")))


def _copy_shipped(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHIPPED:
        source, target = _shipped() / name, folder / name
        if source.is_dir():
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy2(source, target)


def _generate_models(
    folder: Path, contracts: Mapping[str, Contract], measured: Collection[str]
) -> None:
    """One model, and its documentation, per log and template, unless the project ships its own.

    Only logs that some indicator measures get the models of the folder MEASURED.
    """
    shipped = {path.name for path in folder.parent.rglob("*.*")}
    for template in sorted((_shipped() / "templates").glob("*__*.*")):
        target = folder / template.stem.partition("__")[0]
        target.mkdir(parents=True, exist_ok=True)
        for log in contracts:
            name = template.stem.partition("__")[2].replace("LOG", log) + template.suffix
            if name not in shipped and (target.name != MEASURED or log in measured):
                text = template.read_text(encoding="utf-8").replace("LOG", log)
                (target / name).write_text(text, encoding="utf-8")
    for log, contract in contracts.items():
        _write_yaml(folder / "staging" / f"stg_{log}.yml", _documentation(contract))


def _documentation(contract: Contract) -> dict[str, Any]:
    """Staging's data dictionary, and the test of its grain, from the contract."""
    columns = [
        {"name": column.name, "description": column.title}
        for column in contract.columns
        if column.classification != "personal"
    ]
    record = {"name": "record_id", "data_tests": ["unique", "not_null"]}
    return {
        "models": [
            {
                "name": f"stg_{contract.log}",
                "description": f"{contract.title}: {contract.description}",
                "columns": [record, *columns],
            }
        ]
    }


def _write_seeds(
    folder: Path,
    catalogue: Mapping[str, Table],
    contracts: Mapping[str, Contract],
    as_of: date | None,
) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for table in catalogue.values():
        write_table(table, folder)
    seeds = [_text_columns(table.name, seed_columns(table)) for table in catalogue.values()]
    seeds.append(_text_columns("run_context", ("requested_as_of",)))
    seeds.append(_text_columns("contract_labels", LABELS))
    with (folder / "contract_labels.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([LABELS, *contract_labels(contracts)])
    _write_yaml(folder / "catalogue.yml", {"seeds": seeds})
    requested = as_of.isoformat() if as_of else '""'
    (folder / "run_context.csv").write_text(f"requested_as_of\n{requested}\n", encoding="utf-8")


def _text_columns(name: str, columns: Collection[str]) -> dict[str, Any]:
    """Seeds are text: SQL casts what it needs, and no overlay can change a column's type."""
    return {"name": name, "config": {"column_types": dict.fromkeys(columns, "varchar")}}


def _write_project_file(
    folder: Path, home: Home, facts: Mapping[str, Any], branch_places: list[str]
) -> None:
    text = (folder / "dbt_project.yml").read_text(encoding="utf-8")
    project = yaml.load(text, yaml.CSafeLoader)
    project["vars"] = {
        **project.get("vars", {}),
        "landing": str(home.landing.absolute()),
        "empty": str((home.warehouse / "empty").absolute()),
        "company_keys": str((home.history / "company_keys.parquet").absolute()),
        "closed_years": str((home.history / "closed_years" / "*.parquet").absolute()),
        "person_key": str((home.history / "person.key").absolute()),
        "branch_places": branch_places,
        "logs": dict(facts),
    }
    _write_yaml(folder / "dbt_project.yml", project)


def _write_yaml(path: Path, content: Mapping[str, Any]) -> None:
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file, yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def _inputs(folder: Path) -> Iterator[Path]:
    for name in (*SHIPPED, "seeds"):
        path = folder / name
        yield from sorted(path.rglob("*")) if path.is_dir() else [path]


def _fingerprint(folder: Path, home: Home) -> str:
    """What the models, contracts and catalogue are, wherever the home lies: it may be moved."""
    root = str(home.root.absolute()).encode()
    digest = hashlib.sha256()
    for path in _inputs(folder):
        if path.is_file() and path.name != "run_context.csv":
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes().replace(root, b""))
    return digest.hexdigest()
