"""How long dbt takes beside its own statements run directly, and how both grow with the rows.

FAIS_BENCH_BUILD_ROWS says how many rows; 10,000,000, which the goals speak of, take half an hour.
"""

import os
import sys
from pathlib import Path

import pytest

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from tests.benchmarks.many_rows import many_rows
from tests.benchmarks.process import Measured, measure
from tests.sample_home import sample_home

pytestmark = pytest.mark.benchmark

ROWS = int(os.environ.get("FAIS_BENCH_BUILD_ROWS", "1000000"))
FEW = ROWS // 10
DIRECT = """
import json, sys
from graphlib import TopologicalSorter
from pathlib import Path
import duckdb
project, build = map(Path, sys.argv[1:])
nodes = json.loads((project / "target" / "manifest.json").read_text())["nodes"]
models = {name: node for name, node in nodes.items() if node["resource_type"] == "model"}
parents = {name: set(node["depends_on"]["nodes"]) for name, node in models.items()}
with duckdb.connect(str(build), config={"memory_limit": "4GB"}) as connection:
    for name in TopologicalSorter(parents).static_order():
        if name in models:
            node = models[name]
            compiled = (project / node["compiled_path"]).read_text()
            kind = node["config"]["materialized"]
            place = f'"{node["schema"]}"."{node["alias"]}"'
            connection.execute(f"create or replace {kind} {place} as ({compiled})")
"""


def _report(name: str, text: str) -> None:
    sys.stdout.write(f"\nBENCH {name}: {text}\n")


def built_home(home: Home) -> tuple[Workspace, Measured]:
    """Build the models with dbt, without its tests."""
    workspace = prepare_workspace(home, load_contracts(None), None)
    dbt = str(Path(sys.executable).parent / "dbt")
    where = ["--project-dir", str(workspace.project_dir)]
    where += ["--profiles-dir", str(workspace.profiles_dir)]
    without = ["--exclude-resource-type", "test", "unit_test"]
    built = measure([dbt, "build", *without, *where], {**os.environ, **workspace.env})
    assert built.returncode == 0, (workspace.project_dir / "target" / "dbt.log").read_text()[-2000:]
    return workspace, built


def _directly(workspace: Workspace) -> Measured:
    paths = [str(workspace.project_dir), str(workspace.build_path)]
    done = measure([sys.executable, "-c", DIRECT, *paths], {**os.environ, **workspace.env})
    assert done.returncode == 0
    return done


def test_dbt_beside_its_own_statements(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    sample = sample_home(tmp_path_factory)
    few = many_rows(sample, tmp_path / "few", FEW)
    _, small = built_home(Home(tmp_path / "few"))
    many = many_rows(sample, tmp_path / "many", ROWS)
    workspace, large = built_home(Home(tmp_path / "many"))
    direct = _directly(workspace)
    _report(
        f"dbt build of {many:,} rows",
        f"{large.seconds:.0f} s, its statements directly {direct.seconds:.0f} s, "
        f"ratio {large.seconds / direct.seconds:.2f} (goal 1.3); "
        f"{few:,} rows {small.seconds:.0f} s, ratio {large.seconds / small.seconds:.1f} (goal 11); "
        f"peak {large.peak_bytes / 2**30:.1f} GiB (goal 8 GB)",
    )
