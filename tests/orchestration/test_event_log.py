"""The event log of a home: quick to write, and still Dagster's own."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log import SqliteEventLogStorage

from orchestration.dagster_home import EVENT_FILES, open_instance
from orchestration.event_log import OPEN_FILES, PooledSqliteEventLog
from tests.orchestration.office import Office


@dg.asset(check_specs=[dg.AssetCheckSpec("holds", asset="figure")])
def figure() -> Iterator[dg.MaterializeResult[None]]:
    """Stand in for any asset."""
    yield dg.MaterializeResult(
        metadata={"rows": 3}, check_results=[dg.AssetCheckResult(passed=True)]
    )


def _open_files(folder: Path) -> int:
    opened = [link.resolve() for link in Path("/proc/self/fd").iterdir() if link.exists()]
    return len({path for path in opened if folder in path.parents and path.suffix == ".db"})


def test_what_it_writes_the_stock_storage_reads(office: Office) -> None:
    with open_instance(office.home) as instance:
        assert isinstance(instance.event_log_storage, PooledSqliteEventLog)
        assert dg.materialize([figure], instance=instance).success
    stock = SqliteEventLogStorage(str(office.home.dagster / EVENT_FILES))
    found = stock.get_latest_materialization_events([dg.AssetKey("figure")])
    seen = found[dg.AssetKey("figure")]
    assert seen is not None
    assert seen.asset_materialization is not None
    assert seen.asset_materialization.metadata["rows"].value == 3


def test_a_long_life_keeps_few_files_open(office: Office) -> None:
    with open_instance(office.home) as instance:
        for _ in range(2 * OPEN_FILES):
            dg.materialize([figure], instance=instance)
        assert _open_files(office.home.dagster / EVENT_FILES) <= OPEN_FILES
    assert _open_files(office.home.dagster / EVENT_FILES) == 0
