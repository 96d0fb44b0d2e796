"""The dbt project of a home: made from the shipped one, its contracts and its catalogue."""

import shutil
import stat
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml

from dbt_project.catalogue import CatalogueError
from dbt_project.workspace import Workspace, prepare_workspace
from ingest.contracts import load_contracts
from ingest.home import Home
from tests.dbt_project.home_contract import contracts_with_visits
from tests.dbt_project.overlay import indicator, lay_over


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def prepared(home: Home, as_of: date | None = None) -> Workspace:
    return prepare_workspace(home, load_contracts(home.contracts), as_of)


def generated(workspace: Workspace, log: str) -> set[str]:
    folder = workspace.project_dir / "models" / "generated"
    return {path.stem for path in folder.rglob("*.sql") if log in path.stem.split("__")[0]}


def test_a_broken_row_stops_with_file_and_line(home: Home) -> None:
    path = lay_over(home.catalogue, "indicators", [indicator(measure="median:minutes")])
    with pytest.raises(CatalogueError) as broken:
        prepared(home)
    assert str(broken.value).startswith(f"{path}:2: ")


def test_the_homes_rows_are_seeds(home: Home) -> None:
    lay_over(home.catalogue, "indicators", [indicator()])
    seeds = prepared(home).project_dir / "seeds"
    rows = (seeds / "indicators.csv").read_text(encoding="utf-8").splitlines()
    assert sum(row.startswith("test.rows,sme_desk,") for row in rows) == 1
    declared = yaml.safe_load((seeds / "catalogue.yml").read_text(encoding="utf-8"))["seeds"]
    kinds = {kind for seed in declared for kind in seed["config"]["column_types"].values()}
    assert kinds == {"varchar"}


def test_a_contract_of_the_home_is_staged_and_documented(home: Home) -> None:
    workspace = prepare_workspace(home, contracts_with_visits(home.contracts), None)
    assert generated(workspace, "visit") == {"raw_visit", "stg_visit", "stg_visit__versions"}
    path = workspace.project_dir / "models" / "generated" / "staging" / "stg_visit.yml"
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    names = [column["name"] for column in model["columns"]]
    assert names == ["record_id", "visit_id", "programme_id", "visited_on", "guests"]
    assert model["description"].startswith("来訪記録")


def test_a_row_of_the_catalogue_makes_it_measured(home: Home) -> None:
    lay_over(home.catalogue, "indicators", [indicator(log="visit", measure="sum:guests")])
    workspace = prepare_workspace(home, contracts_with_visits(home.contracts), None)
    measured = {f"int_visit__{kind}" for kind in ("findings", "measurements", "profiles")}
    assert generated(workspace, "visit") >= measured


def test_a_contract_that_is_gone_leaves_nothing_behind(home: Home) -> None:
    workspace = prepare_workspace(home, contracts_with_visits(home.contracts), None)
    (home.contracts / "visit.odcs.yaml").unlink()
    assert prepared(home).project_dir == workspace.project_dir
    assert generated(workspace, "visit") == set()


def test_a_model_that_the_project_ships_is_not_generated(home: Home) -> None:
    workspace = prepared(home)
    name = "stg_seminar_attendance__versions"
    assert name not in generated(workspace, "seminar_attendance")
    assert "stg_seminar_attendance" in generated(workspace, "seminar_attendance")
    assert (workspace.project_dir / "models" / "staging" / f"{name}.sql").is_file()


def test_empty_files_hold_personal_columns_apart(home: Home) -> None:
    prepare_workspace(home, contracts_with_visits(home.contracts), None)
    rows = pq.read_schema(home.warehouse / "empty" / "visit.parquet")
    persons = pq.read_schema(home.warehouse / "empty" / "visit.personal.parquet")
    assert {"visit_id", "visited_on", "_file", "_row_number"} <= set(rows.names)
    assert "guest_name" not in rows.names
    assert persons.names == ["_sha256", "_position", "guest_name"]


def test_the_fingerprint_is_that_of_models_contracts_and_catalogue(home: Home) -> None:
    first = prepared(home).fingerprint
    assert prepared(home).fingerprint == first
    assert prepared(home, date(2025, 3, 31)).fingerprint == first
    lay_over(home.catalogue, "units", [{"unit": "boats", "ja": "隻", "en": "boats"}])
    second = prepared(home).fingerprint
    assert second != first
    third = prepare_workspace(home, contracts_with_visits(home.contracts), None).fingerprint
    assert third not in (first, second)


def test_two_homes_alike_differ_in_no_more_than_their_paths(home: Home, tmp_path: Path) -> None:
    lay_over(home.catalogue, "indicators", [indicator()])
    other = Home(tmp_path / "other")
    other.create()
    shutil.copytree(home.catalogue, other.catalogue, dirs_exist_ok=True)
    here, there = prepared(home), prepared(other)
    assert here.fingerprint == there.fingerprint
    one, two = here.project_dir, there.project_dir
    files = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    differing = {
        str(name) for name in files if (one / name).read_bytes() != (two / name).read_bytes()
    }
    assert differing == {"dbt_project.yml"}


def test_as_of_is_a_seed(home: Home) -> None:
    path = prepared(home, date(2025, 3, 31)).project_dir / "seeds" / "run_context.csv"
    assert path.read_text(encoding="utf-8") == "requested_as_of\n2025-03-31\n"
    prepared(home)
    assert path.read_text(encoding="utf-8") == 'requested_as_of\n""\n'


def test_the_key_of_persons_is_made_once_and_for_its_owner(home: Home) -> None:
    prepared(home)
    path = home.history / "person.key"
    secret = path.read_text(encoding="ascii")
    assert len(secret) == 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    prepared(home)
    assert path.read_text(encoding="ascii") == secret


def test_a_key_that_is_there_is_kept(home: Home) -> None:
    path = home.history / "person.key"
    path.write_text("older key", encoding="ascii")
    prepared(home)
    assert path.read_text(encoding="ascii") == "older key"
