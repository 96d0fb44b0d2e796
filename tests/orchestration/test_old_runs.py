"""Old runs go, with what they said; what is younger or still going on stays."""

import os
from datetime import datetime, timedelta

import dagster as dg

from orchestration.dagster_home import EVENT_FILES, open_instance
from orchestration.lock import JST
from orchestration.old_runs import SAID, remove_old_logs, remove_old_runs
from tests.orchestration.office import Office

KEEP_DAYS = 180


@dg.job
def anything() -> None:
    """A run of nothing."""


def test_only_ended_runs_older_than_asked_go(office: Office) -> None:
    with open_instance(office.home) as instance:
        ended = anything.execute_in_process(instance=instance).run_id
        going = instance.create_run_for_job(anything, status=dg.DagsterRunStatus.STARTED).run_id
        said = office.home.dagster / SAID / ended
        said.mkdir(parents=True, exist_ok=True)
        today = datetime.now(JST)
        assert remove_old_runs(office.home, instance, KEEP_DAYS, today) == 0
        later = today + timedelta(days=KEEP_DAYS + 1)
        assert remove_old_runs(office.home, instance, KEEP_DAYS, later) == 1
        assert [run.run_id for run in instance.get_runs()] == [going]
    assert not said.exists()
    assert not (office.home.dagster / EVENT_FILES / f"{ended}.db").exists()


def test_old_logs_of_runs_go_and_those_of_servers_stay(office: Office) -> None:
    now = datetime.now(JST)
    long_ago = (now - timedelta(days=KEEP_DAYS + 1)).timestamp()
    for name in ("run-20250101T060000.log", "run-20260501T060000.log", "daemon.log"):
        (office.home.logs / name).touch()
    for name in ("run-20250101T060000.log", "daemon.log"):
        os.utime(office.home.logs / name, (long_ago, long_ago))
    assert remove_old_logs(office.home, KEEP_DAYS, now) == 1
    assert sorted(path.name for path in office.home.logs.iterdir()) == [
        "daemon.log",
        "run-20260501T060000.log",
    ]
