"""What Dagster loads: the graph as it is meant to be, on any home, also while a run builds."""

import json
import os
from pathlib import Path

import dagster as dg
import pytest

from ingest.contracts import load_contracts
from orchestration import dbt_manifest
from orchestration.dbt_manifest import load_manifest
from orchestration.definitions import build_defs
from orchestration.jobs import JOB
from orchestration.lock import file_lock
from tests.orchestration.asset_graph import SNAPSHOT, describe
from tests.orchestration.office import Office, new_office

LAYERS = {"catalogue", "raw", "staging", "intermediate", "marts", "quality"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose home has no data; its models are parsed once for this file."""
    return new_office(tmp_path_factory.mktemp("definitions") / "home")


@pytest.fixture(scope="module")
def definitions(office: Office) -> dg.Definitions:
    """The definitions of that home."""
    return build_defs(office.home)


def test_the_graph_is_as_it_was_drawn(definitions: dg.Definitions) -> None:
    assert describe(definitions) == SNAPSHOT.read_text(encoding="utf-8")


def test_every_layer_is_a_group(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert groups == LAYERS | {"landing", "rejected", "publication"}


def test_everything_has_an_owner_and_a_description(definitions: dg.Definitions) -> None:
    specs = definitions.resolve_all_asset_specs()
    assert [spec.key.to_user_string() for spec in specs if not spec.owners] == []
    landings = [spec for spec in specs if spec.group_name == "landing"]
    assert all(spec.description for spec in landings)


def test_every_log_flows_from_its_landing_to_publication(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    for log in load_contracts(None):
        assert dg.AssetKey(["landing", log]) in graph.get(dg.AssetKey(["raw", log])).parent_keys
    published = dg.AssetKey(["publication", "snapshot"])
    upstream = dg.AssetSelection.assets(published).upstream().resolve(graph)
    assert {dg.AssetKey(["landing", log]) for log in load_contracts(None)} <= upstream


def test_every_test_of_a_model_shows_as_a_check(
    office: Office, definitions: dg.Definitions
) -> None:
    (manifest,) = (office.home.dagster / "manifests").iterdir()
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    tests = {node["name"] for node in nodes if node["resource_type"] == "test"}
    checks = {check.name for check in definitions.resolve_asset_graph().asset_check_keys}
    assert tests - checks == set()


def test_the_job_runs_everything(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()
    job = definitions.resolve_job_def(JOB)
    assert job.asset_layer.selected_asset_keys == graph.get_all_asset_keys()


def test_models_are_parsed_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dbt_manifest, "DBT", Path("no-dbt-here"))
    assert load_manifest(office.home, load_contracts(None)).path.exists()


def test_definitions_load_while_a_run_builds(office: Office) -> None:
    seed = office.home.warehouse / "dbt" / "seeds" / "run_context.csv"
    seed.write_text("requested_as_of\n2024-03-31\n", encoding="utf-8")
    with file_lock(office.home.dagster / dbt_manifest.LOCK_FILE, is_patient=False) as is_held:
        assert is_held
        assert load_manifest(office.home, load_contracts(None)).path.exists()
    assert "2024-03-31" in seed.read_text(encoding="utf-8")


def test_loading_needs_no_setting_but_the_home(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.definitions import defs

    monkeypatch.setenv("FAIS_HOME", str(office.home.root))
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    before = dict(os.environ)
    loaded = defs()
    assert isinstance(loaded, dg.Definitions)
    assert dict(os.environ) == before
