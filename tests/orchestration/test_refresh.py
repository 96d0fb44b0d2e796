"""A run of the assets: what it leaves in Dagster, and what it says of its end."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date

import dagster as dg
import duckdb
import pytest
from dagster._core.errors import DagsterExecutionInterruptedError

from orchestration import build_note, definitions
from orchestration.assets.publication import PUBLICATION_KEY
from orchestration.build_note import begin_build
from orchestration.dagster_home import open_instance
from orchestration.dbt_manifest import build_file
from orchestration.errors import BuildError
from orchestration.jobs import JOB
from orchestration.refresh import COMMAND, COMMAND_TAG, refresh
from orchestration.reporting import Reporter
from orchestration.result import Outcome
from tests.orchestration.office import Office

PUBLISHED = {"snapshot_id": "20250630T120000-ffffffff", "as_of": "2025-06-30", "is_current": True}
HOLD = """
import duckdb, sys, time
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
time.sleep(2)
"""

Published = Iterator[dg.MaterializeResult[None]]


def _publish() -> Published:
    yield dg.MaterializeResult(PUBLICATION_KEY, metadata=PUBLISHED)


def _break() -> Published:
    raise BuildError("dbt could not build kpi_monthly:\n  Binder Error")
    yield


def _interrupt() -> Published:
    raise DagsterExecutionInterruptedError
    yield


Flow = Callable[[Callable[[], Published]], None]


@pytest.fixture
def flow(monkeypatch: pytest.MonkeyPatch) -> Flow:
    """Put one step in the place of all assets."""

    def put(step: Callable[[], Published]) -> None:
        publication = dg.asset(key=PUBLICATION_KEY)(step)
        job = dg.define_asset_job(JOB)
        composed = dg.Definitions([publication], jobs=[job])
        monkeypatch.setattr(definitions, "build_defs", lambda *_: composed)

    return put


def test_a_publication_is_told_with_its_snapshot(office: Office, flow: Flow) -> None:
    flow(_publish)
    result = refresh(office.home, None, {}, Reporter())
    assert result.outcome is Outcome.PUBLISHED
    assert (result.snapshot_id, result.as_of) == (PUBLISHED["snapshot_id"], date(2025, 6, 30))
    assert result.is_current


def test_an_error_is_told_in_its_own_words_on_one_line(office: Office, flow: Flow) -> None:
    flow(_break)
    result = refresh(office.home, None, {}, Reporter())
    assert (result.outcome, result.exit_code) == (Outcome.FAILED, 1)
    assert "not published: dbt could not build kpi_monthly: Binder Error (see " in result.message


def test_an_interrupted_run_says_so(office: Office, flow: Flow) -> None:
    flow(_interrupt)
    result = refresh(office.home, None, {}, Reporter())
    assert result.message.startswith("not published: interrupted (see ")


def test_the_tools_speak_into_a_log_not_to_people(
    office: Office, flow: Flow, capfd: pytest.CaptureFixture[str]
) -> None:
    flow(_break)
    refresh(office.home, None, {}, Reporter())
    assert capfd.readouterr() == ("", "")
    assert len(list(office.home.logs.glob("run-*.log"))) == 1


def test_a_run_whose_process_was_killed_does_not_stay_open(office: Office, flow: Flow) -> None:
    flow(_publish)
    job = definitions.build_defs().resolve_job_def(JOB)
    with open_instance(office.home) as instance:
        killed = instance.create_run_for_job(
            job, status=dg.DagsterRunStatus.STARTED, tags={COMMAND_TAG: COMMAND}
        )
        elsewhere = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED)
    refresh(office.home, None, {}, Reporter())
    with open_instance(office.home) as instance:
        states = {run.run_id: run.status for run in instance.get_runs()}
    assert states.pop(killed.run_id) is dg.DagsterRunStatus.FAILURE
    assert states.pop(elsewhere.run_id) is dg.DagsterRunStatus.STARTED
    assert list(states.values()) == [dg.DagsterRunStatus.SUCCESS]


@pytest.fixture
def held_build(office: Office) -> Iterator[subprocess.Popen[bytes]]:
    """A build file that another process has open for two seconds."""
    build = build_file(office.home)
    duckdb.connect(str(build)).close()
    with subprocess.Popen([sys.executable, "-c", HOLD, build], stdout=subprocess.PIPE) as left:
        assert left.stdout is not None
        assert left.stdout.readline() == b"held\n"
        yield left


def test_a_build_waits_for_what_a_killed_run_left_behind(
    office: Office, held_build: subprocess.Popen[bytes]
) -> None:
    begin_build(office.home, is_whole=True)
    assert held_build.poll() is not None


@pytest.mark.usefixtures("held_build")
def test_a_build_file_that_stays_held_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_note, "PATIENCE_SECONDS", 0.0)
    with pytest.raises(BuildError, match="is held by another program"):
        begin_build(office.home, is_whole=True)


def test_a_whole_build_begins_with_nothing_and_a_part_with_what_there_is(office: Office) -> None:
    duckdb.connect(str(build_file(office.home))).close()
    begin_build(office.home, is_whole=False)
    assert build_file(office.home).exists()
    begin_build(office.home, is_whole=True)
    assert not build_file(office.home).exists()


def test_a_damaged_build_file_is_made_anew(office: Office) -> None:
    build_file(office.home).write_text("no database")
    begin_build(office.home, is_whole=True)
    assert not build_file(office.home).exists()
