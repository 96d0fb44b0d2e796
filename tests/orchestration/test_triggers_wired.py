"""What Dagster's schedules and sensors ask for, evaluated as its daemon does."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from ingest.home import Home
from orchestration import schedules as schedules_module
from orchestration import sensors as sensors_module
from orchestration.dbt_manifest import Manifest
from orchestration.history.hold import Hold, write_hold
from orchestration.jobs import JOB, LAND_JOB
from orchestration.lock import JST
from orchestration.result import Outcome, RunResult
from orchestration.run import land
from orchestration.schedules import MONTHS, months, schedules
from orchestration.sensors import sensors
from orchestration.triggers.inbox import Watch
from tests.orchestration.office import Office

SIX = datetime(2028, 3, 1, 6, 0, tzinfo=JST)
HOLD = Hold("2026-05-01T09:00:00+09:00", "二重計上", "担当", "bad", "shown", ())
Look = Callable[[], dg.SensorResult | dg.RunRequest | dg.SkipReason | None]


@dg.job(name=JOB)
def everything() -> None:
    """Stands for the job of all assets."""


@dg.job(name=LAND_JOB)
def landings() -> None:
    """Stands for the job of landing."""


@pytest.fixture
def look(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Any]:
    """A look of the inbox sensor, ten seconds after the one before, its cursor kept by Dagster."""
    clock = [1_000.0]
    cursor: list[str | None] = [None]
    loaded = Manifest(Path("same.json"))
    monkeypatch.setattr(sensors_module, "workspace_fingerprint", lambda *_: "same")
    inbox = sensors(office.home, [everything, landings], loaded)[0]

    def take() -> Any:
        clock[0] += 10
        monkeypatch.setattr(sensors_module.time, "time", lambda: clock[0])
        with dg.build_sensor_context(
            cursor=cursor[0], instance=dg.DagsterInstance.ephemeral()
        ) as at:
            found = inbox(at)
            cursor[0] = at.cursor
        return found

    return take


def _settings(request: dg.RunRequest) -> dict[str, Any]:
    settings: dict[str, Any] = request.run_config["resources"]["home"]["config"]
    return settings


def test_a_file_asks_for_one_run_of_everything(office: Office, look: Callable[[], Any]) -> None:
    office.deliver("consultation", "5月.csv")
    found = [look() for _ in range(4)]
    assert [isinstance(one, dg.RunRequest) for one in found] == [False, True, False, False]
    assert found[1].job_name == JOB
    assert _settings(found[1])["root"] == str(office.home.root)
    assert _settings(found[1])["patience_seconds"] > 0


def test_while_publishing_is_held_files_only_land(office: Office, look: Callable[[], Any]) -> None:
    write_hold(office.home, HOLD)
    office.deliver("consultation", "5月.csv")
    asked = [one for one in (look(), look()) if isinstance(one, dg.RunRequest)]
    assert [one.job_name for one in asked] == [LAND_JOB]


def test_what_was_landed_by_hand_asks_for_nothing(office: Office, look: Callable[[], Any]) -> None:
    office.deliver("consultation", "5月.csv")
    land(office.home)
    assert [isinstance(look(), dg.RunRequest) for _ in range(4)] == [False] * 4


def test_changed_contracts_are_waited_for_not_run_into(
    office: Office, look: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.deliver("consultation", "5月.csv")
    look()
    monkeypatch.setattr(sensors_module, "workspace_fingerprint", lambda *_: "changed")
    assert "waiting for them to be loaded" in look().skip_message
    monkeypatch.setattr(sensors_module, "workspace_fingerprint", lambda *_: "same")
    assert isinstance(look(), dg.RunRequest)


def _evaluate(home: Home, name: str) -> Any:
    (schedule,) = (one for one in schedules(home) if one.name == name)
    at = dg.build_schedule_context(
        scheduled_execution_time=SIX, instance=dg.DagsterInstance.ephemeral()
    )
    return schedule(at)


def test_a_morning_with_nothing_new_runs_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    same = RunResult(Outcome.NOTHING_NEW, "nothing new since snapshot 1")
    monkeypatch.setattr(schedules_module, "nothing_new", lambda *_: same)
    assert _evaluate(office.home, "daily").skip_message == same.message
    office.deliver("consultation", "5月.csv")
    assert _evaluate(office.home, "daily").run_key == "daily-2028-03-01"


def test_a_morning_with_a_changed_catalogue_runs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedules_module, "nothing_new", lambda *_: None)
    assert isinstance(_evaluate(office.home, "daily"), dg.RunRequest)
    write_hold(office.home, HOLD)
    assert "publishing is held" in _evaluate(office.home, "daily").skip_message


def test_a_month_is_made_as_of_its_last_day_leap_days_too(office: Office) -> None:
    assert _evaluate(office.home, "month_end").skip_message == "nothing is published yet"
    snapshot = office.home.published / "1"
    snapshot.mkdir()
    (snapshot / "manifest.json").write_text("{}", encoding="utf-8")
    (office.home.published / "current").symlink_to("1")
    asked = _evaluate(office.home, "month_end")
    assert _settings(asked)["as_of"] == "2028-02-29"
    assert asked.partition_key == "2028-02-01"


def test_past_months_are_made_anew_from_the_ui(office: Office) -> None:
    config = months(office.home)
    assert "2024-02-01" in MONTHS.get_partition_keys(current_time=SIX)
    values = config.get_run_config_for_partition_key("2024-02-01")
    assert values["resources"]["home"]["config"]["as_of"] == "2024-02-29"


def test_both_triggers_are_on_from_the_start(office: Office) -> None:
    loaded = Manifest(Path("same.json"))
    made = [*sensors(office.home, [everything, landings], loaded), *schedules(office.home)]
    assert {one.name: one.default_status.value for one in made} == dict.fromkeys(
        ("inbox", "watch", "daily", "month_end"), "RUNNING"
    )
    assert Watch.from_cursor(None) == Watch()
