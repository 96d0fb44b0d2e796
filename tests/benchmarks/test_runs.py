"""How long a run takes beside what it cannot do without: dbt's build, and importing the tools."""

import os
import statistics
import sys
from pathlib import Path

import pytest

from dbt_project.workspace import prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from tests.benchmarks.process import Measured, measure
from tests.sample_home import copy_of, sample_home

pytestmark = pytest.mark.benchmark

ROUNDS = 3
FAIS = [sys.executable, "-c", "from orchestration.cli import main; main()"]
IMPORTS = [sys.executable, "-c", "import dagster, dbt.cli.main"]
NEW_FILE = "受付番号,事業コード,受付日時,企業名,状態\nX-{0},sme_desk,2026/10/30 10:00,,受付\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A copy of the published sample that the measurements may change."""
    return copy_of(sample_home(tmp_path_factory), tmp_path_factory.mktemp("bench") / "home")


def _median(measured: list[Measured]) -> float:
    assert all(one.returncode == 0 for one in measured)
    return statistics.median(one.seconds for one in measured)


def _report(name: str, text: str) -> None:
    sys.stdout.write(f"\nBENCH {name}: {text}\n")


def test_a_run_with_one_new_file_beside_dbt_build(home: Home) -> None:
    runs = [_run_with_one_new_file(home, number) for number in range(ROUNDS)]
    builds = [_dbt_build(home) for _ in range(ROUNDS)]
    ratio = _median(runs) / _median(builds)
    peak = max(one.peak_bytes for one in runs) / 2**30
    _report(
        "second run with one new file",
        f"{_median(runs):.1f} s, dbt build with data tests {_median(builds):.1f} s, "
        f"ratio {ratio:.2f} (goal 2.5), peak {peak:.2f} GiB (goal 1.5 GB)",
    )


def _run_with_one_new_file(home: Home, number: int) -> Measured:
    path = home.inbox / "consultation" / f"新規{number}.csv"
    path.write_text(NEW_FILE.format(number), encoding="utf-8")
    return measure([*FAIS, "run", "--home", str(home.root)])


def _dbt_build(home: Home) -> Measured:
    workspace = prepare_workspace(home, load_contracts(home.contracts), None)
    dbt = str(Path(sys.executable).parent / "dbt")
    where = ["--project-dir", str(workspace.project_dir)]
    where += ["--profiles-dir", str(workspace.profiles_dir)]
    command = [dbt, "build", "--full-refresh", "--exclude-resource-type", "unit_test", *where]
    return measure(command, {**os.environ, **workspace.env})


def test_a_run_with_nothing_new_beside_importing_the_tools(home: Home) -> None:
    measure([*FAIS, "run", "--home", str(home.root)])
    runs = [measure([*FAIS, "run", "--home", str(home.root)]) for _ in range(ROUNDS)]
    imports = [measure(IMPORTS) for _ in range(ROUNDS)]
    ratio = _median(runs) / _median(imports)
    _report(
        "nothing new",
        f"{_median(runs):.2f} s, importing dagster and dbt {_median(imports):.2f} s, "
        f"ratio {ratio:.2f} (goal 1.5)",
    )


def test_the_first_landing_of_the_sample(home: Home, tmp_path: Path) -> None:
    fresh = copy_of(Home(home.root), tmp_path / "home")
    for path in sorted(fresh.landing.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    landing = measure([*FAIS, "land", "--home", str(fresh.root)])
    files = sum(1 for path in fresh.inbox.rglob("*") if path.is_file())
    assert landing.returncode == 0
    _report(
        "first landing",
        f"{files} files in {landing.seconds:.1f} s, peak {landing.peak_bytes / 2**30:.2f} GiB",
    )
