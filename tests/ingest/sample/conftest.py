"""The sample of the tests: its truth, what of it is delivered by the last day, its figures."""

from dataclasses import dataclass
from datetime import datetime

import polars as pl
import pytest

from ingest.contracts import Contract, load_contracts
from ingest.sample.chance import generator
from ingest.sample.deliveries import sorted_in, streams
from ingest.sample.history import versions
from ingest.sample.names import written
from ingest.sample.truth import truth
from ingest.sample.writer import AS_OF
from tests.ingest.sample.figures import SampleFigures

Logs = dict[str, pl.DataFrame]


@dataclass(frozen=True)
class DeliveredFile:
    """One file that the sample delivers, before it is written."""

    log: str
    stream: str
    delivered_at: datetime
    rows: pl.DataFrame


@pytest.fixture(scope="session")
def contracts() -> dict[str, Contract]:
    return load_contracts(None)


@pytest.fixture(scope="session")
def true_logs() -> Logs:
    return truth()


@pytest.fixture(scope="session")
def deliveries(true_logs: Logs, contracts: dict[str, Contract]) -> list[DeliveredFile]:
    """Every file up to the last day, oldest first."""
    known = {log: versions(rows, contracts[log]) for log, rows in true_logs.items()}
    files = [
        DeliveredFile(stream.log, stream.name, delivery.delivered_at, rows)
        for stream in streams()
        for delivery, rows in sorted_in(stream, known[stream.log], contracts[stream.log].key, AS_OF)
    ]
    return sorted(files, key=lambda file: file.delivered_at)


@pytest.fixture(scope="session")
def logs(deliveries: list[DeliveredFile], contracts: dict[str, Contract]) -> Logs:
    """What is known on the last day: the newest version of each row, companies as written."""
    return {
        log: pl.concat(_as_written(file) for file in deliveries if file.log == log).unique(
            contract.key, keep="last", maintain_order=True
        )
        for log, contract in contracts.items()
    }


def _as_written(file: DeliveredFile) -> pl.DataFrame:
    return written(generator(file.stream, file.delivered_at), file.rows, numberless=0.5)


@pytest.fixture(scope="session")
def figures(logs: Logs, contracts: dict[str, Contract]) -> SampleFigures:
    return SampleFigures(logs, contracts, AS_OF)
