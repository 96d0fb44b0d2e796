"""Monitors see whether readers are served, how old that is, and what waits."""

import http.client
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ingest.home import FORMAT, Home
from orchestration.health.metrics import HELP, exposition
from orchestration.health.server import health_server
from orchestration.health.state import read_health
from orchestration.last_run import note_run
from orchestration.lock import JST, run_lock
from orchestration.result import Outcome, RunResult
from orchestration.run import land
from tests.orchestration.alerts.letters import free_port
from tests.orchestration.office import Office
from tests.orchestration.publication.manifests import invented, lay

PUBLISHED_AT = datetime(2026, 5, 1, 6, 1, tzinfo=JST)
NOW = PUBLISHED_AT + timedelta(hours=3)
SNAPSHOT = "20260501T060100-aaaaaaaa"


def _publish(home: Home) -> None:
    lay(home, invented(SNAPSHOT, (PUBLISHED_AT - timedelta(days=1)).date(), PUBLISHED_AT))


def test_a_published_home_is_well_though_its_last_run_failed(office: Office) -> None:
    _publish(office.home)
    note_run(office.home, RunResult(Outcome.FAILED, "the disk is full"))
    health = read_health(office.home, NOW)
    assert health.is_well
    assert (health.snapshot_id, health.as_of) == (SNAPSHOT, "2026-04-30")
    assert health.snapshot_age_seconds == 3 * 3600
    assert (health.last_run_outcome, health.last_run_exit_code) == ("failed", 1)


def test_a_home_that_published_nothing_cannot_serve(office: Office) -> None:
    health = read_health(office.home, NOW)
    assert not health.is_well
    assert health.problem == "nothing is published yet"


def test_a_home_that_cannot_be_read_is_a_problem_not_a_crash(
    office: Office, tmp_path: Path
) -> None:
    assert "no home here" in str(read_health(Home(tmp_path / "none"), NOW).problem)
    office.home.mark_format(FORMAT + 1)
    assert "newer edition" in str(read_health(office.home, NOW).problem)
    office.home.mark_format(FORMAT)
    _publish(office.home)
    (office.home.published / SNAPSHOT / "manifest.json").write_text("{", encoding="utf-8")
    assert "manifest cannot be read" in str(read_health(office.home, NOW).problem)


def test_what_waits_and_who_works_is_counted(office: Office) -> None:
    office.deliver("consultation", "壊れ.csv", "別\nもの\n")
    land(office.home)
    office.deliver("consultation", "新しい.csv")
    with run_lock(office.home.root, "fais run"):
        health = read_health(office.home, NOW)
    assert (health.files_waiting, health.files_refused, health.is_running) == (1, 1, True)
    assert not read_health(office.home, NOW).is_running


def test_prometheus_gets_a_sample_for_everything_known(office: Office) -> None:
    before = exposition(read_health(office.home, NOW)).decode()
    assert "fais_is_well 0.0" in before
    assert "\nfais_snapshot_age_seconds " not in before
    _publish(office.home)
    note_run(office.home, RunResult(Outcome.NOTHING_NEW, ""))
    lines = exposition(read_health(office.home, NOW)).decode().splitlines()
    samples = {line.split()[0] for line in lines if not line.startswith("#")}
    assert samples == {f"fais_{name}" for name in HELP}
    assert "fais_snapshot_age_seconds 10800.0" in lines


@pytest.fixture
def port(office: Office) -> Iterator[int]:
    """The port of a server on an empty home."""
    chosen = free_port()
    with health_server(office.home, chosen):
        yield chosen


def _ask(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def test_monitors_are_answered(office: Office, port: int) -> None:
    assert _ask(port, "/healthz")[0] == 503
    _publish(office.home)
    status, body = _ask(port, "/healthz")
    assert (status, json.loads(body)["snapshot_id"]) == (200, SNAPSHOT)
    assert b"fais_is_well 1.0" in _ask(port, "/metrics")[1]
    assert _ask(port, "/")[0] == 404


def test_no_name_of_a_file_or_a_company_is_told(office: Office, port: int) -> None:
    office.deliver("consultation", "例示工務店.csv", "別\nもの\n")
    land(office.home)
    for path in ("/healthz", "/metrics"):
        assert "例示工務店" not in _ask(port, path)[1].decode()
