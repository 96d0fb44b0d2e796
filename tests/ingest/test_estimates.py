"""約200名 counts 200 people and says so, where the log has a column for that."""

from __future__ import annotations

import pytest

from ingest.contracts import load_contracts
from tests.ingest.papers import read_csv

SESSIONS = load_contracts(None)["seminar_session"]
ACTIVITIES = load_contracts(None)["activity"]
SESSION = "開催番号,事業コード,開催日,名称,状態,参加者数"
ACTIVITY = "記録番号,事業コード,実施日,指標,数量,人数"


@pytest.mark.parametrize(
    ("cell", "people", "is_estimate"),
    [
        ("約200名", 200, True),
        ("200名程度", 200, True),
        ("およそ２００名（満席）", 200, True),
        ("200名", 200, None),
        ("200", 200, None),
        ("約", None, None),
    ],
)
def test_a_number_that_is_about_right_says_so(
    cell: str, people: int | None, is_estimate: bool | None
) -> None:
    told = read_csv(SESSION, f"S-1,sme_desk,2025/5/7,講座,実施,{cell}", contract=SESSIONS)
    assert told.values("headcount") == [people]
    assert told.values("headcount_is_estimate") == [is_estimate]


@pytest.mark.parametrize(("answer", "is_estimate"), [("×", False), ("○", True), ("", True)])
def test_what_the_desk_says_itself_comes_first(answer: str, is_estimate: bool) -> None:
    row = f"S-1,sme_desk,2025/5/7,講座,実施,約30名,{answer}"
    told = read_csv(f"{SESSION},概数", row, contract=SESSIONS)
    assert told.values("headcount_is_estimate") == [is_estimate]


@pytest.mark.parametrize(
    ("quantity", "people", "is_estimate"),
    [("1", "約30人", True), ("約5", "30", True), ("1", "30", None)],
)
def test_one_flag_speaks_for_all_numbers_of_its_row(
    quantity: str, people: str, is_estimate: bool | None
) -> None:
    row = f"A-1,sme_desk,2025/5/7,来場者,{quantity},{people}"
    told = read_csv(ACTIVITY, row, contract=ACTIVITIES)
    assert told.values("is_estimate") == [is_estimate]
