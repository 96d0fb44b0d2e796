"""What a snapshot is made of: deliveries, contracts, catalogue, models and tools, by hash.

Belongs here: gathering these, and the one fingerprint that says "nothing new". Not here: reading
what is in them.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from ingest.contracts import Contract
from ingest.home import Home
from ingest.ledger import Delivery, read_ledger
from orchestration.history.closed_years import closed_years
from orchestration.publication.disk import sha256_of
from orchestration.publication.manifest import InputFile

TOOLS = {"project": "fais-kpi-warehouse", "duckdb": "duckdb", "dbt": "dbt-core"}
LANDED = "landed"
RUN_CONTEXT = "run_context.csv"
"""Written into the catalogue's folder for one run: the requested day, no catalogue."""


@dataclass(frozen=True)
class SnapshotInputs:
    """What goes into a snapshot, before it is built."""

    files: tuple[InputFile, ...]
    fingerprint: str
    catalogue: Mapping[str, str]
    contracts: Mapping[str, str]
    versions: Mapping[str, str]
    is_sample: bool
    closed_years: Mapping[str, str] = field(default_factory=dict)
    """When each closed year was closed, by year."""


def gather_inputs(
    home: Home,
    contracts: Mapping[str, Contract],
    workspace_fingerprint: str,
    catalogue: Path,
    as_of: date | None,
) -> SnapshotInputs:
    """Return the inputs of a run; `catalogue` is the folder of catalogue files the build reads."""
    known = _known(_deliveries(home), as_of)
    return SnapshotInputs(
        files=tuple(
            InputFile(row.log, row.file, row.sha256 or "", row.delivered_at.isoformat())
            for row in known
            if row.status == LANDED
        ),
        fingerprint=input_fingerprint(home, contracts, workspace_fingerprint, as_of),
        catalogue={
            path.name: sha256_of(path)
            for path in sorted(catalogue.glob("*.csv"))
            if path.name != RUN_CONTEXT
        },
        contracts=_contract_hashes(contracts),
        versions=_versions(),
        is_sample=home.is_sample,
        closed_years=_closed(home, as_of),
    )


def input_fingerprint(
    home: Home,
    contracts: Mapping[str, Contract],
    workspace_fingerprint: str,
    as_of: date | None,
) -> str:
    """Return a sha256 that is equal for two runs that would publish the same.

    It covers the ledgers' rows known by the end of as_of (refused and duplicate files too, for they
    are shown), contracts, the workspace (models and catalogue), the tools' versions, closed years,
    and the day: as_of, else that of the newest delivery.
    """
    deliveries = _deliveries(home)
    day = as_of or max((row.delivered_at.date() for row in deliveries), default=None)
    facts = {
        "as_of": day and day.isoformat(),
        "deliveries": [
            [row.log, row.file, row.sha256, row.status, row.delivered_at.isoformat()]
            for row in _known(deliveries, as_of)
        ],
        "contracts": _contract_hashes(contracts),
        "workspace": workspace_fingerprint,
        "versions": _versions(),
        "is_sample": home.is_sample,
        "closed_years": _closed(home, as_of),
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _deliveries(home: Home) -> list[Delivery]:
    """Return every delivery of every log, in an order that does not depend on when it landed."""
    ledgers = home.landing.glob("*/ledger")
    rows = [row for ledger in ledgers for row in read_ledger(ledger)]
    return sorted(rows, key=lambda row: (row.log, row.delivered_at, row.file, row.sha256 or ""))


def _known(deliveries: list[Delivery], as_of: date | None) -> list[Delivery]:
    return [row for row in deliveries if as_of is None or row.delivered_at.date() <= as_of]


def _contract_hashes(contracts: Mapping[str, Contract]) -> dict[str, str]:
    return {log: contract.fingerprint for log, contract in sorted(contracts.items())}


def _closed(home: Home, as_of: date | None) -> dict[str, str]:
    closed = closed_years(home, as_of)
    return {str(year): closed[year].closed_at.isoformat() for year in sorted(closed)}


def _versions() -> dict[str, str]:
    return {name: version(package) for name, package in TOOLS.items()}
