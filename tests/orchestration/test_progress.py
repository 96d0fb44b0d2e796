"""What people see of a run: bars on a terminal, lines elsewhere, one result."""

import io
import re
from datetime import date

import pytest

from orchestration.cli.progress import BarReporter, LineReporter, reporter_for
from orchestration.cli.runs import headline
from orchestration.reporting import STAGES
from orchestration.result import Outcome, Refusal, RunResult

REFUSED = (Refusal("inbox/consultation/a.csv", "empty", "空です"),)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_without_a_terminal_each_stage_is_a_line() -> None:
    said = io.StringIO()
    with reporter_for(said) as reporter:
        for stage in STAGES:
            with reporter.stage(stage):
                reporter.advanced(stage, 1, 2)
    lines = said.getvalue().splitlines()
    assert [re.sub(r"\d", "0", line) for line in lines] == [
        f"0000-00-00 00:00:00 {stage} done in 0.0 s" for stage in STAGES
    ]
    assert set(reporter.seconds) == set(STAGES)


def test_a_stage_that_breaks_is_said() -> None:
    said = io.StringIO()
    with LineReporter(said) as reporter, pytest.raises(KeyError), reporter.stage("build"):
        raise KeyError
    assert "build stopped" in said.getvalue()
    assert reporter.seconds == {}


def test_a_terminal_gets_bars_and_notes_above_them() -> None:
    said = Terminal()
    with reporter_for(said) as reporter:
        assert isinstance(reporter, BarReporter)
        with reporter.stage("land"):
            reporter.advanced("land", 1, 2)
            reporter.noted("inbox/[consultation]/a.csv: empty")
        with pytest.raises(KeyError), reporter.stage("build"):
            raise KeyError
    assert "取込み land" in said.getvalue()
    assert "集計 build ×" in said.getvalue()
    assert "inbox/[consultation]/a.csv: empty" in said.getvalue()


@pytest.mark.parametrize(
    ("outcome", "not_taken", "has_broken_log", "code"),
    [
        (Outcome.PUBLISHED, (), False, 0),
        (Outcome.PUBLISHED, REFUSED, False, 3),
        (Outcome.PUBLISHED, REFUSED, True, 3),
        (Outcome.NOTHING_NEW, (), False, 0),
        (Outcome.NOTHING_NEW, REFUSED, False, 0),
        (Outcome.NOTHING_NEW, REFUSED, True, 1),
        (Outcome.BLOCKED, REFUSED, False, 2),
        (Outcome.FAILED, REFUSED, False, 1),
    ],
)
def test_exit_codes(
    outcome: Outcome, not_taken: tuple[Refusal, ...], has_broken_log: bool, code: int
) -> None:
    result = RunResult(outcome, "m", not_taken=not_taken, has_broken_log=has_broken_log)
    assert result.exit_code == code
    assert result.as_json()["exit_code"] == code


def test_the_headline_is_one_line_in_both_languages() -> None:
    result = RunResult(
        Outcome.PUBLISHED, "published snapshot x", date(2025, 6, 30), not_taken=REFUSED
    )
    assert headline(result) == "公開しました。 published snapshot x / 1 not taken"
