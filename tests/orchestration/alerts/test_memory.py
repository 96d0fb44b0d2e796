"""Once for each cause and once when it is well: the rules of news, without files or servers."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ingest.home import Home
from orchestration.alerts.causes import Cause, Kind, Reading
from orchestration.alerts.memory import (
    LONGEST_WAIT,
    MEMORY,
    Memory,
    MemoryLostError,
    News,
    Waiting,
    compare,
    read_memory,
    write_memory,
)
from orchestration.lock import JST

NOW = datetime(2026, 5, 1, 9, tzinfo=JST)
FILE = Cause("file_refused", "inbox/target/x.csv", "1", {"file": "x.csv", "reason": "空"})
ANEW = Cause("file_refused", "inbox/target/x.csv", "2", {"file": "x.csv", "reason": "見出し"})
RISK = Cause("target_at_risk", "sme_desk.consultations/2026", "at_risk", {})


def rounds(*readings: dict[Kind, Reading]) -> list[News]:
    """What each round finds, one after the other."""
    standing: dict[str, Cause] = {}
    found = []
    for reading in readings:
        news = compare(standing, reading)
        standing = dict(news.standing)
        found.append(news)
    return found


def files(*causes: Cause) -> dict[Kind, Reading]:
    return {"file_refused": Reading(causes)}


def targets(*causes: Cause, well: str = "") -> dict[Kind, Reading]:
    return {"target_at_risk": Reading(causes, frozenset({well}))}


def raised(found: list[News]) -> list[int]:
    return [len(news.raised) for news in found]


def healed(found: list[News]) -> list[int]:
    return [len(news.healed) for news in found]


def test_a_cause_is_told_once_and_its_end_once() -> None:
    found = rounds(files(), files(FILE), files(FILE), files(FILE), files(), files())
    assert raised(found) == [0, 1, 0, 0, 0, 0]
    assert healed(found) == [0, 0, 0, 0, 1, 0]


def test_a_correction_that_is_refused_too_is_news_and_no_recovery() -> None:
    found = rounds(files(FILE), files(ANEW), files(ANEW))
    assert raised(found) == [1, 1, 0]
    assert healed(found) == [0, 0, 0]


def test_a_cause_that_comes_back_is_told_again() -> None:
    assert raised(rounds(files(FILE), files(), files(FILE))) == [1, 0, 1]


def test_what_cannot_be_read_is_no_recovery() -> None:
    found = rounds(files(FILE), {}, files(FILE), {}, files())
    assert raised(found) == [1, 0, 0, 0, 0]
    assert healed(found) == [0, 0, 0, 0, 1]


def test_a_target_heals_by_its_status_not_by_new_year() -> None:
    met = rounds(targets(RISK), targets(well=RISK.subject))
    passed = rounds(targets(RISK), targets(well="another/2027"), targets())
    assert healed(met) == [0, 1]
    assert healed(passed) == [0, 0, 0]
    assert passed[-1].standing == {}


def test_memory_comes_back_as_it_was(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.create()
    waiting = Waiting("mail", "managers", "id", "件名", "本文", 2, NOW.isoformat())
    memory = Memory({FILE.key: FILE, RISK.key: RISK}, ("2026-04-30",), (waiting,))
    write_memory(home, memory)
    assert read_memory(home) == memory


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"standing": {"a": {}}}', "null"])
def test_damaged_memory_is_an_error_not_an_empty_one(tmp_path: Path, damage: str) -> None:
    home = Home(tmp_path)
    home.create()
    (home.history / MEMORY).write_text(damage, encoding="utf-8")
    with pytest.raises(MemoryLostError, match="restore it from a backup, or delete it"):
        read_memory(home)


def test_a_message_that_is_not_taken_waits_longer_each_time() -> None:
    message, waits, now = Waiting("mail", "managers", "id", "件名", "本文"), [], NOW
    for _ in range(9):
        message = message.after_failure(now)
        until = datetime.fromisoformat(message.not_before)
        waits.append(until - now)
        assert not message.is_due(until - timedelta(seconds=1))
        assert message.is_due(until)
        now = until
    assert waits[:3] == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert waits[-1] == LONGEST_WAIT
