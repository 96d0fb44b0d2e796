"""Who may read whom among the models: landing → raw → staging → intermediate → marts and quality.

The exceptions are data, each with its reason; a model that needs another one adds a row here.
"""

import re
from collections.abc import Iterator
from typing import Any

from dbt_project.lint_context import var
from ingest.contracts import load_contracts

Models = dict[str, dict[str, Any]]

PREFIXES = {"raw": "raw_", "staging": "stg_", "intermediate": "int_"}
MAY_READ = {
    "catalogue": set(),
    "raw": set(),
    "staging": {"raw", "staging", "catalogue"},
    "intermediate": {"staging", "intermediate", "catalogue"},
    "marts": {"intermediate", "catalogue"},
    "quality": {"staging", "intermediate", "catalogue"},
}
EXCEPTIONS = {
    # Only known deliveries make rows: each raw view asks which they are.
    *((f"raw_{log}", "stg_delivery") for log in var("logs")),
    # A corrected row stands at the place of the refused one.
    *((f"raw_{log}", "stg_origin") for log in var("logs")),
    # Ingest has judged its findings already; nothing is left to stage.
    ("int_landed_issue", "raw_issue"),
    # The register of keys is what this project published itself; nothing is left to stage.
    ("int_company_denial", "raw_company_key"),
    ("int_company_decision", "raw_company_key"),
    ("int_company_key", "raw_company_key"),
    # One to one with their log.
    ("target", "stg_target"),
    ("reconciliation", "stg_reconciliation_note"),
    ("indicator_comment", "stg_indicator_comment"),
    # Desk lists: the rows of one log as they stand on the day of as_of.
    ("open_consultation", "stg_consultation"),
    ("open_consultation", "stg_as_of"),
    ("consultation_closing", "stg_consultation"),
    ("consultation_closing", "stg_as_of"),
    ("coming_session", "stg_seminar_session"),
    ("coming_session", "stg_seminar_attendance"),
    ("coming_session", "stg_as_of"),
    # A review calls companies as they are published.
    ("company_review", "company"),
    # A closed year keeps what it had reached by each day, whatever the logs give now.
    ("kpi_pace", "stg_closed_year"),
    # A figure stands beside its target.
    ("kpi_yearly", "target"),
    ("kpi_pace", "target"),
    ("subsidy_funnel", "target"),
    # The record of a forecast is that of the forecast that is shown.
    ("pace_backtest", "kpi_pace"),
    ("pace_method", "pace_backtest"),
}
LANDED = re.compile(r"read_(?:parquet|csv|json|text|blob)|glob\(", re.IGNORECASE)
PERSONAL_FILE = r"'[^']*(?:[.]personal[.]|/personal/)[^']*'"
HASHED_PERSONS = re.compile(rf"read_parquet\(\[{PERSONAL_FILE}(?:, {PERSONAL_FILE})*\]")


def readings(models: Models) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(reader, read) of every reference between models and seeds."""
    for reader in models.values():
        for name in reader.get("depends_on", {}).get("nodes", []):
            yield reader, models[name]


def test_each_layer_reads_the_one_before_it(models: Models) -> None:
    broken = {
        (reader["name"], read["name"])
        for reader, read in readings(models)
        if read["schema"] not in MAY_READ[reader["schema"]]
    }
    assert broken - EXCEPTIONS == set()


def test_every_exception_is_still_needed(models: Models) -> None:
    read = {(reader["name"], read["name"]) for reader, read in readings(models)}
    assert EXCEPTIONS - read == set()


def test_names_say_the_layer(models: Models) -> None:
    wrong = [
        node["name"]
        for node in models.values()
        if node["resource_type"] == "model"
        for layer, prefix in PREFIXES.items()
        if node["name"].startswith(prefix) != (node["schema"] == layer)
    ]
    assert wrong == []


def test_only_raw_views_read_landing(models: Models) -> None:
    readers = {
        node["name"]
        for node in models.values()
        if node["schema"] != "raw" and LANDED.search(node.get("compiled_code") or "")
    }
    hashing = [log for log, fact in var("logs").items() if fact["person_columns"]]
    assert readers == {f"stg_{log}__versions" for log in hashing}


def test_what_staging_reads_of_landing_are_persons_that_it_hashes(models: Models) -> None:
    """A raw view of personal columns would carry them into the build; staging keeps a hash."""
    for node in models.values():
        sql = node.get("compiled_code") or ""
        if node["schema"] == "staging" and LANDED.search(sql):
            rest = HASHED_PERSONS.sub("", sql)
            assert LANDED.findall(rest) == ["read_text"], node["name"]


def test_what_is_published_holds_no_personal_column(models: Models) -> None:
    columns = [column for contract in load_contracts(None).values() for column in contract.columns]
    personal = {column.name for column in columns if column.classification == "personal"}
    assert personal
    for node in models.values():
        if node["schema"] in ("marts", "quality"):
            assert (
                set(node["columns"]) & (personal | {f"{name}_hash" for name in personal}) == set()
            )
