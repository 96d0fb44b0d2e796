"""Files made like those of public bodies land with the totals they were made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.reading import read_rows
from tests.field_data.cases import CASES, TRAPS, Case
from tests.field_data.landing import contracts, outcome, refusal
from tests.field_data.made import CHANGES, POPULATION, population

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.log)
def test_a_made_file_lands_with_its_totals(case: Case) -> None:
    content = case.make()
    files = content if isinstance(content, list) else [content]
    assert outcome(case.log, files, case.made) == case.made


@pytest.mark.parametrize(("make", "_files", "reason"), TRAPS)
def test_a_trap_gets_its_line(make: Callable[[], bytes], _files: str, reason: str) -> None:
    assert refusal(make()).reason == reason


def test_no_sign_is_lost_between_the_months() -> None:
    rows = [read_rows(content, "file", contracts()["population"]) for content in population()]
    changes = [one.accepted["change"].item() for one in rows]
    populations = [one.accepted["population"].item() for one in rows]
    assert changes == list(CHANGES)
    assert [a + b for a, b in zip([POPULATION, *populations], changes, strict=False)] == populations
