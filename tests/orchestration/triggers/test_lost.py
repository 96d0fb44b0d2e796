"""A run is lost when nobody holds the lock though it had the time to take it."""

from datetime import UTC, datetime, timedelta

from orchestration.triggers.lost import START_GRACE, Going, lost

NOW = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)
OLD = Going("old", NOW - START_GRACE - timedelta(seconds=1))
NEW = Going("new", NOW - START_GRACE)


def test_a_run_without_a_process_is_lost() -> None:
    assert lost([OLD], False, NOW) == ["old"]


def test_a_run_that_is_just_starting_is_not() -> None:
    assert lost([NEW, OLD], False, NOW) == ["old"]


def test_who_holds_the_lock_or_waits_for_it_lives() -> None:
    assert lost([OLD, NEW], True, NOW) == []
