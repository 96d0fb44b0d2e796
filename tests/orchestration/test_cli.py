"""The command line: quick to answer, in two languages, one line for every error."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.lock import run_lock
from tests.orchestration.office import Office, fais

HEAVY = ("dagster", "dbt", "great_expectations", "streamlit")
LIST_HEAVY = f"""
import sys
from orchestration.cli import main
try:
    main()
except SystemExit:
    pass
print("HEAVY", [name for name in {HEAVY!r} if name in sys.modules])
"""
COMMANDS = ("sample", "init", "land", "run", "serve", "status")
JAPANESE = re.compile(r"[ぁ-ん]")


def _heavy_modules(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LIST_HEAVY, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def test_help_imports_no_heavy_tool() -> None:
    assert _heavy_modules("--help") == "HEAVY []"


def test_status_imports_no_heavy_tool(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    assert _heavy_modules("status", "--home", str(office.home.root)) == "HEAVY []"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_both_languages(command: str) -> None:
    said = fais(command, "--help")
    assert said.returncode == 0
    assert "--home" in said.stdout
    assert JAPANESE.search(said.stdout)
    assert re.search(r"[A-Z][a-z]+ [a-z]+", said.stdout)


@pytest.mark.parametrize("command", ["land", "run", "serve", "status"])
def test_without_a_home_one_line_says_what_to_do(tmp_path: Path, command: str) -> None:
    said = fais(command, "--home", str(tmp_path / "nowhere"))
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "nowhere" in said.stderr
    assert "fais init" in said.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_home_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = fais("init", "--home", str(tmp_path / "file" / "home"))
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "cannot be written" in said.stderr


@pytest.mark.parametrize("command", ["land", "run"])
def test_a_home_in_use_is_left_alone(office: Office, command: str) -> None:
    office.deliver("consultation", "受付簿.csv")
    with run_lock(office.home.root, "fais run"):
        said = office.say(command)
    assert said.returncode == 4
    assert said.stderr.count("\n") == 1
    assert "is in use by `fais run` (process" in said.stderr
    assert list(office.home.landing.iterdir()) == []


def test_a_wrong_day_is_told_before_anything_runs(office: Office) -> None:
    said = office.say("run", "--as-of", "令和7年5月7日")
    assert said.returncode == 2  # Typer's own code for a wrong call
    assert "--as-of" in said.stderr
    assert "Traceback" not in said.stderr


def test_unexpected_errors_keep_their_details_in_a_file(office: Office) -> None:
    (office.home.root / "sample.json").mkdir()  # a home no code expects
    (office.home.published / "current").symlink_to("20990101T000000-00000000")
    said = office.say("status")
    assert "Traceback" not in said.stderr


def test_status_tells_what_waits_and_what_to_do(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    said = office.say("status")
    assert said.returncode == 0
    assert "inbox/consultation/受付簿.csv" in said.stdout
    assert "fais run" in said.stdout


def test_status_as_json(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    status = json.loads(office.say("status", "--json").stdout)
    assert status["waiting"] == ["inbox/consultation/受付簿.csv"]
    assert status["published"] is None
    assert status["is_sample"] is False
    assert status["running"] is None


def test_status_names_who_works_on_the_home(office: Office) -> None:
    with run_lock(office.home.root, "fais run"):
        status = json.loads(office.say("status", "--json").stdout)
    assert status["running"]["command"] == "fais run"


def test_landing_alone(office: Office) -> None:
    office.deliver("consultation", "受付簿.csv")
    office.deliver("consultation", "空.csv", "")
    first = office.say("land")
    assert first.returncode == 3
    assert "inbox/consultation/空.csv" in first.stderr
    status = json.loads(office.say("status", "--json").stdout)
    assert status["waiting"] == []
    assert [one["file"] for one in status["refused"]] == ["inbox/consultation/空.csv"]
    assert office.say("land").returncode == 0
    assert list(office.home.published.iterdir()) == []
