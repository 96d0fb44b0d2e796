"""What the audit costs beside the same questions asked straight of DuckDB, and beside the build."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from dashboards.queries.snapshot import open_snapshot
from expectations import Surroundings, run_suites
from expectations.check import Probe
from expectations.landed import landed_probes
from expectations.limits import read_limits
from expectations.marts import mart_probes
from expectations.warm_up import warm_up
from ingest.contracts import Contract, load_contracts
from ingest.home import Home
from tests.benchmarks.many_rows import many_rows
from tests.benchmarks.test_build import built_home
from tests.benchmarks.test_runs import NEW_FILE
from tests.orchestration.office import fais
from tests.sample_home import copy_of, sample_home

pytestmark = pytest.mark.benchmark

ROWS = int(os.environ.get("FAIS_BENCH_AUDIT_ROWS", "5000000"))
OPENINGS = 50
PAGE = [
    f"select * from marts.{table} where fiscal_year = (select max(fiscal_year) from marts.{table})"
    for table in ("kpi_yearly", "kpi_pace")
]


def _report(name: str, text: str) -> None:
    sys.stdout.write(f"\nBENCH {name}: {text}\n")


def _probes(build: Path, contracts: dict[str, Contract], around: Surroundings) -> Iterator[Probe]:
    yield from landed_probes(contracts, read_limits(build))
    yield from mart_probes(build, contracts, around)


def _audited(build: Path, contracts: dict[str, Contract], around: Surroundings) -> float:
    started = time.perf_counter()
    landed = run_suites(build, contracts, "landed")
    marts = run_suites(build, contracts, "marts", around=around)
    assert [one.name for one in (*landed, *marts) if one.blocks] == []
    return time.perf_counter() - started


def _asked_directly(build: Path, contracts: dict[str, Contract], around: Surroundings) -> float:
    """All checks of a probe as one statement: two for a log, one for a question to the marts."""
    started = time.perf_counter()
    with duckdb.connect(str(build), read_only=True) as connection:
        for alias, path in around.attached.items():
            connection.execute(f"attach '{path}' as {alias} (read_only)")
        for probe in _probes(build, contracts, around):
            counts = ", ".join(f"count(*) filter (where {one.where})" for one in probe.checks)
            connection.execute(f"select {counts} from ({probe.sql})").fetchall()
    return time.perf_counter() - started


def _through_pandas(build: Path, contracts: dict[str, Contract]) -> float:
    """Only a part of the questions: are required columns filled, are codes known."""
    started = time.perf_counter()
    with duckdb.connect(str(build), read_only=True) as connection:
        for contract in contracts.values():
            frame = connection.execute(f'from raw."{contract.log}"').df()
            for column in contract.columns:
                if column.is_personal:
                    continue
                if column.required:
                    frame[column.name].isna().sum()
                if column.labels is not None:
                    frame[column.name].isin(list(column.labels)).sum()
    return time.perf_counter() - started


def test_the_audit_beside_the_same_questions_asked_directly(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    home = Home(tmp_path / "home")
    rows = many_rows(sample_home(tmp_path_factory), home.root, ROWS)
    workspace, build = built_home(home)
    contracts = load_contracts(None)
    around = Surroundings(home.landing)
    warm_up().join()
    audit = _audited(workspace.build_path, contracts, around)
    direct = _asked_directly(workspace.build_path, contracts, around)
    pandas = _through_pandas(workspace.build_path, contracts)
    _report(
        f"audit of {rows:,} rows",
        f"{audit:.1f} s, asked directly {direct:.1f} s, ratio {audit / direct:.2f} (goal 2); "
        f"of the build's {build.seconds:.0f} s {audit / build.seconds:.2f} (goal 0.33); "
        f"a part of it through pandas {pandas:.1f} s",
    )


def _median_ms(do: Callable[[], object]) -> float:
    took = []
    for _ in range(OPENINGS):
        started = time.perf_counter()
        do()
        took.append(time.perf_counter() - started)
    return statistics.median(took) * 1000


def _page(home: Home) -> None:
    """Open what is current and read a page's figures, as a visit does that finds nothing open."""
    opened = open_snapshot(home.root, "manager")
    with closing(opened.connection):
        for query in PAGE:
            opened.rows(query)


def test_opening_a_published_file_and_reading_a_page(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = sample_home(tmp_path_factory)
    first = _median_ms(lambda: _page(home))
    with closing(open_snapshot(home.root, "manager").connection):
        further = _median_ms(lambda: _page(home))
    empty = _median_ms(lambda: duckdb.connect().close())
    _report(
        "open and read a page",
        f"median {first:.0f} ms (goal 50), {further:.0f} ms while another reader has it open; "
        f"an empty database in memory alone {empty:.0f} ms",
    )


def test_publication_beside_the_whole_run(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    home = copy_of(sample_home(tmp_path_factory), tmp_path / "home")
    (home.inbox / "consultation" / "新規.csv").write_text(NEW_FILE.format(0), encoding="utf-8")
    done = fais("run", "--json", "--home", str(home.root))
    assert done.returncode == 0, done.stderr
    seconds = json.loads(done.stdout)["seconds"]
    stages = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in seconds.items())
    share = seconds["publish"] / sum(seconds.values())
    _report("publication", f"{share:.2f} of a run with one new file (goal 0.10): {stages}")
