"""The warehouse as assets: one `dbt build` in the home's workspace, every table and test shown.

Belongs here: running dbt under Dagster. Not here: the workspace (dbt_project), names (translator).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtCliResource, dbt_assets
from packaging.version import Version

from dbt_project.workspace import Workspace
from expectations import warm_up
from ingest.contracts import Contract
from ingest.home import Home
from orchestration.assets.translator import WarehouseTranslator
from orchestration.build_note import begin_build, note_build
from orchestration.dbt_manifest import DBT, Manifest, build_file, build_workspace
from orchestration.errors import BuildError
from orchestration.failpoints import failpoint
from orchestration.landings import require_landed, require_undamaged
from orchestration.publication import gather_inputs
from orchestration.reporting import Reporter
from orchestration.resources import HomeResource
from orchestration.row_decisions import decisions_on_nothing
from orchestration.telemetry import quiet_process

# Unit tests judge the models as shipped (`make test`), not the office's data.
LEFT_OUT = "resource_type:unit_test"
RESULTS = "run_results.json"
SHOWN_CHARACTERS = 300


class OfflineDbt(DbtCliResource):
    """dbt-core in its own process alone, and without the web.

    dagster-dbt would call `dbt --version`, which looks for updates.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(installed_version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        """No adapter: it fetches metadata nobody here asks for, at seconds of imports."""


def warehouse_assets(contracts: Mapping[str, Contract], manifest: Manifest) -> dg.AssetsDefinition:
    """Return the dbt project of a home as assets, downstream of its landings."""
    translator = WarehouseTranslator(list(contracts))

    @dbt_assets(
        manifest=manifest.path,
        exclude=LEFT_OUT,
        name="warehouse",
        dagster_dbt_translator=translator,
    )
    def warehouse(
        context: dg.AssetExecutionContext,
        home: HomeResource,
        reporter: dg.ResourceParam[Reporter],
    ) -> Iterator[Any]:
        with (
            reporter.stage("build"),
            build_workspace(home.home, contracts, home.day, manifest) as workspace,
            quiet_process(workspace.env),
        ):
            _note(context, home, contracts, workspace)
            target = workspace.project_dir / "target"
            (target / RESULTS).unlink(missing_ok=True)
            warm_up()  # the audit needs it next; until then dbt keeps the other processor busy
            # Seeds are made anew: an upgrade may have changed their columns.
            dbt = _dbt(workspace).cli(
                ["build", "--full-refresh"],
                context=context,
                target_path=target,
                raise_on_error=False,
            )
            total = len(context.selected_asset_keys) + len(context.selected_asset_check_keys)
            for done, event in enumerate(dbt.stream(), start=1):
                reporter.advanced("build", done, total)
                yield event
            _require_built(target, home.home)
            if home.day is None and not context.is_subset:
                _warn_of_decisions(context, home, reporter)
            failpoint("built")

    return warehouse


def _require_built(target: Path, home: Home) -> None:
    """Raise BuildError with what dbt says of the first model that it could not build.

    Tests that fail are no such error: they close the gate. Landed files that are damaged are put
    aside, so that the next run reads them again.
    """
    log = target / "dbt.log"
    if not (target / RESULTS).exists():
        raise BuildError(f"dbt could not start: see {log}")
    for result in json.loads((target / RESULTS).read_bytes())["results"]:
        if result["status"] == "error" and not result["unique_id"].startswith("test."):
            name = result["unique_id"].rpartition(".")[2]
            require_undamaged(home)
            reason = " ".join(str(result["message"]).split())[:SHOWN_CHARACTERS]
            raise BuildError(f"dbt could not build {name}: {reason} (see {log})")


def _warn_of_decisions(
    context: dg.AssetExecutionContext, home: HomeResource, reporter: Reporter
) -> None:
    """Tell people at the terminal, and in Dagster, of decisions that change nothing."""
    with duckdb.connect(str(build_file(home.home)), read_only=True) as build:
        lines = decisions_on_nothing(home.home, build)
    for line in lines:
        context.log.warning(line)
        reporter.noted(line)


def _note(
    context: dg.AssetExecutionContext,
    home: HomeResource,
    contracts: Mapping[str, Contract],
    workspace: Workspace,
) -> None:
    """Note what the build is made of; a build of parts has no note and is not published."""
    begin_build(home.home, is_whole=not context.is_subset)
    if not context.is_subset:
        catalogue = workspace.project_dir / "seeds"
        inputs = gather_inputs(home.home, contracts, workspace.fingerprint, catalogue, home.day)
        require_landed(home.home)
        note_build(home.home, inputs, home.day)


def _dbt(workspace: Workspace) -> DbtCliResource:
    return OfflineDbt(
        project_dir=str(workspace.project_dir),
        profiles_dir=str(workspace.profiles_dir),
        dbt_executable=str(DBT),
    )
