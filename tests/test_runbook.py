"""The runbooks cover every alert and every message, in both languages, with commands that exist."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from orchestration.alerts.messages import templates
from orchestration.cli.app import app
from orchestration.cli.status_view import next_step
from orchestration.health.metrics import HELP
from orchestration.last_run import LastRun
from orchestration.lock import Holder
from orchestration.status import RefusedFile, Status

DOCS = Path(__file__).resolve().parent.parent / "docs"
RUNBOOKS = {"ja": DOCS / "runbook.ja.md", "en": DOCS / "runbook.md"}
REFUSED = (RefusedFile("x", "", "", ""),)
LAST = LastRun("2026-05-01T06:01:00+09:00", "published", 0, "")


def statuses() -> list[Status]:
    """One status for each thing that `fais status` may say to do next."""

    def status(
        waiting: tuple[str, ...] = (),
        refused: tuple[RefusedFile, ...] = (),
        to_correct: tuple[str, ...] = (),
        running: Holder | None = None,
    ) -> Status:
        return Status("home", False, None, waiting, refused, to_correct, running, LAST)

    return [
        status(running=Holder(1, "fais run", "now")),
        status(waiting=("x",)),
        status(refused=REFUSED),
        status(to_correct=("x",)),
        status(),
    ]


@pytest.fixture(params=sorted(RUNBOOKS))
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def text(language: str) -> str:
    return RUNBOOKS[language].read_text(encoding="utf-8")


def test_every_alert_has_its_section(text: str) -> None:
    sections = re.findall(r"^### ([a-z_]+)$", text, re.MULTILINE)
    assert sections == list(templates())


def test_every_next_step_of_status_is_explained(language: str, text: str) -> None:
    for said in (next_step(status) for status in statuses()):
        japanese, _, english = said.partition("。 ")
        assert f"- {japanese}。" in text if language == "ja" else f"- {english}" in text, said


def test_every_metric_it_names_exists(text: str) -> None:
    named = set(re.findall(r"`fais_([a-z_]+)`", text))
    assert named
    assert named - set(HELP) == set()


def test_both_languages_give_the_same_commands_in_the_same_order() -> None:
    named = {
        language: [line.split()[:2] for line in commands(path.read_text(encoding="utf-8"))]
        for language, path in RUNBOOKS.items()
    }
    assert named["ja"] == named["en"]


def commands(text: str) -> list[str]:
    """The commands of the code blocks."""
    blocks = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("fais ")]


def test_every_command_is_taken_by_the_command_line(text: str) -> None:
    group = typer.main.get_group(app)
    found = commands(text)
    assert len(found) > 10
    for line in found:
        name, *arguments = shlex.split(line)[1:]
        group.commands[name].make_context(name, arguments)  # raises when an option is unknown
