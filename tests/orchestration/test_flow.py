"""The whole flow on a small home, as `fais run` and as the Dagster UI start it."""

import os
import shutil
from collections.abc import Mapping
from datetime import date, datetime

import duckdb
import pytest

from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import Contract
from ingest.home import Home
from orchestration import dbt_manifest
from orchestration.dagster_home import open_instance
from orchestration.definitions import build_defs
from orchestration.jobs import JOB
from orchestration.lock import JST, run_lock
from orchestration.publication import current_snapshot, list_snapshots, read_manifest
from orchestration.result import Outcome, RunResult
from orchestration.run import run
from tests.orchestration.office import HEADER, Office, new_office
from tests.published import content

pytestmark = pytest.mark.e2e

MAY = HEADER + "C-01,sme_desk,2025/5/7 10:00,例示工務店株式会社,経営,完了\n"
JUNE = HEADER + "C-02,sme_desk,2025/6/3 13:30,例示商会株式会社,経営,完了\n"
CONSULTATIONS = """
    select value from marts.kpi_yearly
    where indicator_id = 'sme_desk.consultations' and fiscal_year = 2025
"""


def _deliver_on(office: Office, name: str, content: str, day: date) -> None:
    path = office.deliver("consultation", name, content)
    seconds = datetime(day.year, day.month, day.day, 12, tzinfo=JST).timestamp()
    os.utime(path, (seconds, seconds))


def _consultations(home: Home, snapshot_id: str) -> list[float]:
    with duckdb.connect(home.published / snapshot_id / "manager.duckdb", read_only=True) as con:
        return [value for (value,) in con.execute(CONSULTATIONS).fetchall()]


def _current(home: Home) -> str:
    snapshot = current_snapshot(home)
    assert snapshot is not None
    return snapshot.name


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office that delivered in May and in June 2025."""
    office = new_office(tmp_path_factory.mktemp("flow") / "home")
    _deliver_on(office, "5月.csv", MAY, date(2025, 5, 31))
    _deliver_on(office, "6月.csv", JUNE, date(2025, 6, 30))
    return office


@pytest.fixture(scope="module")
def first(office: Office) -> RunResult:
    """The first run of that office."""
    return run(office.home)


def test_a_run_publishes_what_was_delivered(office: Office, first: RunResult) -> None:
    assert (first.outcome, first.exit_code, first.is_current) == (Outcome.PUBLISHED, 0, True)
    assert first.as_of == date(2025, 6, 30)
    assert first.new_files == 2
    assert set(first.seconds) == {"land", "build", "audit", "publish"}
    assert _current(office.home) == first.snapshot_id
    assert _consultations(office.home, str(first.snapshot_id)) == [2.0]


@pytest.mark.usefixtures("first")
def test_dagster_shows_that_run_with_every_asset_and_check_done(office: Office) -> None:
    graph = build_defs(office.home).resolve_asset_graph()
    with open_instance(office.home) as instance:
        (shown,) = instance.get_runs()
        assert (shown.job_name, shown.is_success) == (JOB, True)
        keys = sorted(graph.get_all_asset_keys())
        events = instance.get_latest_materialization_events(keys)
        missing = [key.to_user_string() for key in keys if events.get(key) is None]
        published = events[keys[keys.index(next(k for k in keys if k.path[-1] == "snapshot"))]]
    assert missing == []
    assert published is not None
    assert published.asset_materialization is not None
    metadata = published.asset_materialization.metadata
    assert metadata["value/sme_desk.consultations"].value == 2.0
    assert metadata["rows/manager.duckdb/marts.measurement"].value >= 2


def test_nothing_new_starts_nothing(office: Office, first: RunResult) -> None:
    again = run(office.home)
    assert (again.outcome, again.exit_code) == (Outcome.NOTHING_NEW, 0)
    assert again.snapshot_id == first.snapshot_id
    assert len(list_snapshots(office.home)) == 1


def test_a_broken_mart_is_never_published(
    office: Office, first: RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_a_mart(
        home: Home, contracts: Mapping[str, Contract], as_of: date | None
    ) -> Workspace:
        workspace = prepare_workspace(home, contracts, as_of)
        (model,) = (workspace.project_dir / "models").rglob("kpi_monthly.sql")
        twice = "select * from all_rows union all select * from all_rows"
        model.write_text(f"with all_rows as (\n{model.read_text()}\n)\n{twice}\n")
        return workspace

    monkeypatch.setattr(dbt_manifest, "prepare_workspace", break_a_mart)
    result = run(office.home, date(2025, 6, 1))
    assert (result.outcome, result.exit_code) == (Outcome.BLOCKED, 2)
    assert any("kpi_monthly" in name for name in result.failed_checks)
    assert all(name in result.message for name in result.failed_checks)
    assert _current(office.home) == first.snapshot_id


def test_a_broken_model_is_an_error_with_its_reason(
    office: Office, first: RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_a_model(
        home: Home, contracts: Mapping[str, Contract], as_of: date | None
    ) -> Workspace:
        workspace = prepare_workspace(home, contracts, as_of)
        (model,) = (workspace.project_dir / "models").rglob("stg_delivery.sql")
        model.write_text("select no_such_column from (select 1 as one) as rows\n")
        return workspace

    monkeypatch.setattr(dbt_manifest, "prepare_workspace", break_a_model)
    result = run(office.home, date(2025, 6, 2))
    assert (result.outcome, result.exit_code) == (Outcome.FAILED, 1)
    assert "stg_delivery" in result.message
    assert "no_such_column" in result.message
    assert "\n" not in result.message
    assert _current(office.home) == first.snapshot_id


def test_the_dagster_ui_makes_again_what_was_deleted(office: Office, first: RunResult) -> None:
    before = content(office.home)
    shutil.rmtree(office.home.warehouse)
    shutil.rmtree(office.home.published)
    office.home.create()
    definitions = build_defs(office.home)
    with open_instance(office.home) as instance:
        done = definitions.resolve_job_def(JOB).execute_in_process(instance=instance)
    assert done.success
    assert _current(office.home) != first.snapshot_id
    snapshot = current_snapshot(office.home)
    assert snapshot is not None
    assert {file.file for file in read_manifest(snapshot).inputs} == {"5月.csv", "6月.csv"}
    assert content(office.home) == before
    assert run(office.home).outcome is Outcome.NOTHING_NEW


@pytest.mark.usefixtures("first")
def test_the_dagster_ui_respects_the_lock(office: Office) -> None:
    definitions = build_defs(office.home)
    with run_lock(office.home.root, "fais run"), open_instance(office.home) as instance:
        done = definitions.resolve_job_def(JOB).execute_in_process(
            instance=instance, raise_on_error=False
        )
    assert not done.success
    assert not any(event.is_step_success for event in done.all_events)


@pytest.mark.usefixtures("first")
def test_a_build_of_parts_is_not_published(office: Office) -> None:
    before = _current(office.home)
    definitions = build_defs(office.home)
    with open_instance(office.home) as instance:
        for selected in ("marts/programme", "publication/snapshot"):
            key = next(
                key
                for key in definitions.resolve_asset_graph().get_all_asset_keys()
                if key.to_user_string() == selected
            )
            done = definitions.resolve_job_def(JOB).execute_in_process(
                instance=instance, raise_on_error=False, asset_selection=[key]
            )
    assert not done.success
    assert _current(office.home) == before
