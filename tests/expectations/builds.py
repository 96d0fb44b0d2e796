"""A small correct build, and the types of the fixtures that hand out broken copies of it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import duckdb
import yaml

from dbt_project.catalogue import shipped_seeds
from expectations.landed import DUCKDB_TYPES, ORIGIN_TYPES
from expectations.results import CheckResult
from ingest.contracts import Contract

RUN_AT = datetime(2025, 5, 31, 18, 0)
TINY_BUILD = Path(__file__).with_name("tiny_build.sql")
MODELS = Path(__file__).parents[2] / "dbt_project" / "models"

Build = Callable[..., Path]
Ask = Callable[..., list[CheckResult]]


def landed_table(contract: Contract) -> str:
    """The empty relation raw."<log>" that a home without files has."""
    columns = {c.name: DUCKDB_TYPES[c.type] for c in contract.columns if not c.is_personal}
    typed = ", ".join(f'"{name}" {kind}' for name, kind in (columns | ORIGIN_TYPES).items())
    return f'create table raw."{contract.log}" ({typed}, _delivery varchar)'


LANDED_CONSULTATIONS = """
    insert into raw.consultation by name
    select
        format('{}', i) as consultation_id, 'desk' as programme_id,
        timestamp '2025-04-01' + interval (i) hour as received_at, 'phone' as channel,
        '株式会社見本一' as company_name, 'tobata' as ward, 30 as minutes, 'open' as status,
        'aa' as _sha256, '相談.csv' as _file, i + 1 as _row_number, i as _position,
        timestamp '2025-05-31 09:00' as _delivered_at
    from range(1, 28) as rows (i)
"""


def published_models() -> dict[str, dict[str, str]]:
    """Columns with their types of every published table, as the models promise them."""
    models = {}
    for schema in ("marts", "quality"):
        for path in sorted((MODELS / schema).glob("*.yml")):
            for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", ()):
                columns = {column["name"]: column["data_type"] for column in model["columns"]}
                models[f"{schema}.{model['name']}"] = columns
    return models


def write_limits(connection: duckdb.DuckDBPyConnection) -> None:
    """The shipped limits, as dbt loads them."""
    connection.execute(
        "create table catalogue.audit_limits as "
        "from read_csv(?, header = true, all_varchar = true)",
        [str(shipped_seeds() / "audit_limits.csv")],
    )


def write_tiny_build(path: Path, contracts: Iterable[Contract]) -> None:
    """Write the build: marts, quality, and a raw relation for every log."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(TINY_BUILD.read_text(encoding="utf-8"))
        write_limits(connection)
        for table, columns in published_models().items():
            typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            connection.execute(f"create table if not exists {table} ({typed})")
        for contract in contracts:
            connection.execute(landed_table(contract))
        connection.execute(LANDED_CONSULTATIONS)
