"""The warehouse as assets: one `dbt build` in the home's workspace, every table and test shown.

Belongs here: running dbt under Dagster. Not here: the workspace (dbt_project), names (translator).
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import version as installed_version
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, dbt_assets
from packaging.version import Version

from dbt_project.workspace import Workspace
from ingest.contracts import Contract
from orchestration.assets.translator import WarehouseTranslator
from orchestration.build_note import begin_build, note_build
from orchestration.dbt_manifest import DBT, Manifest, build_workspace
from orchestration.publication import gather_inputs
from orchestration.reporting import Reporter
from orchestration.resources import HomeResource
from orchestration.telemetry import quiet_process

# Unit tests judge the models as shipped (`make test`), not the office's data.
LEFT_OUT = "resource_type:unit_test"


class OfflineDbt(DbtCliResource):
    """dbt-core without the web: dagster-dbt would call `dbt --version`, which looks for updates."""

    @cached_property
    def _cli_version(self) -> Version:
        return Version(installed_version("dbt-core"))


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
            # Seeds are made anew: an upgrade may have changed their columns.
            events = _dbt(workspace).cli(
                ["build", "--full-refresh"],
                context=context,
                target_path=workspace.project_dir / "target",
            )
            _note(context, home, contracts, workspace)
            total = len(context.selected_asset_keys) + len(context.selected_asset_check_keys)
            for done, event in enumerate(events.stream(), start=1):
                reporter.advanced("build", done, total)
                yield event

    return warehouse


def _note(
    context: dg.AssetExecutionContext,
    home: HomeResource,
    contracts: Mapping[str, Contract],
    workspace: Workspace,
) -> None:
    """Note what the build is made of; a build of parts has no note and is not published."""
    begin_build(home.home)
    if not context.is_subset:
        catalogue = workspace.project_dir / "seeds"
        inputs = gather_inputs(home.home, contracts, workspace.fingerprint, catalogue, home.day)
        note_build(home.home, inputs, home.day)


def _dbt(workspace: Workspace) -> DbtCliResource:
    return OfflineDbt(
        project_dir=str(workspace.project_dir),
        profiles_dir=str(workspace.profiles_dir),
        dbt_executable=str(DBT),
    )
