"""The inbox asks for a run: after it kept still, once for a burst, once across a restart."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from orchestration.triggers.inbox import (
    PATIENCE_SECONDS,
    STILL_SECONDS,
    File,
    Watch,
    decided,
    form_of,
    is_due,
    looked,
)

LOOK_EVERY = 3.0
EMPTY: list[File] = []
ONE: File = ("consultation", "5月.csv", 100, 1)
OTHER: File = ("activity", "5月.xlsx", 900, 2)


def runs(looks: Sequence[Sequence[File]], watch: Watch | None = None) -> list[int]:
    """At which looks, three seconds apart, a run is asked for; the first inbox is known."""
    watch = watch or Watch(settled=form_of(looks[0]))
    asked = []
    for number, files in enumerate(looks):
        now = 1_000 + number * LOOK_EVERY
        # Each look starts from the cursor alone, as after a restart of the daemon.
        watch = looked(Watch.from_cursor(watch.to_cursor()), form_of(files), now)
        if is_due(watch, now):
            asked.append(number)
            watch = decided(watch)
    return asked


def test_an_inbox_that_stays_as_it_was_asks_for_nothing() -> None:
    assert runs([[ONE]] * 50) == []


def test_a_new_file_asks_once_after_it_kept_still() -> None:
    assert runs([EMPTY] + [[ONE]] * 50) == [3]


def test_a_growing_file_is_waited_for() -> None:
    growing: list[list[File]] = [[("consultation", "大.csv", size, size)] for size in range(20)]
    assert runs([EMPTY, *growing, *[growing[-1]] * 10]) == [22]


def test_a_burst_makes_one_run() -> None:
    burst: list[list[File]] = [
        [("consultation", f"{number}.csv", 10, number) for number in range(count)]
        for count in range(30)
    ]
    assert runs([*burst, *[burst[-1]] * 10]) == [31]


def test_who_never_pauses_is_taken_after_five_minutes() -> None:
    endless: list[list[File]] = [[("consultation", "大.csv", n, n)] for n in range(250)]
    asked = runs([EMPTY, *endless])
    assert [number * LOOK_EVERY for number in asked] == [303.0, 606.0]
    assert asked[0] * LOOK_EVERY - LOOK_EVERY == PATIENCE_SECONDS


def test_a_corrected_file_under_the_same_name_is_a_change() -> None:
    corrected: File = (*ONE[:2], 101, 3)
    assert runs([[ONE]] + [[corrected]] * 9) == [3]


def test_a_file_taken_away_again_before_the_run_asks_for_nothing() -> None:
    assert runs([EMPTY, [ONE], EMPTY, EMPTY, EMPTY]) == []


def test_a_file_that_comes_while_a_run_goes_on_asks_again() -> None:
    assert runs([EMPTY] + [[ONE]] * 4 + [[ONE, OTHER]] * 5) == [3, 7]


def test_the_order_in_which_a_folder_is_listed_does_not_matter() -> None:
    assert form_of([ONE, OTHER]) == form_of([OTHER, ONE])


def test_the_first_look_at_a_home_decides_about_what_lies_there() -> None:
    assert runs([[ONE]] * 9, Watch()) == [2]


def test_a_cursor_that_cannot_be_read_is_a_first_look() -> None:
    assert Watch.from_cursor("of an older edition") == Watch()
    assert Watch.from_cursor('{"unknown": 1}') == Watch()
    assert Watch.from_cursor(None) == Watch()


def test_a_killed_daemon_asks_for_the_same_run_again() -> None:
    """Killed between asking and remembering: the same key comes back, and is not run twice."""
    waiting = looked(Watch(settled=form_of(EMPTY)), form_of([ONE]), 1_000.0)
    again = looked(Watch.from_cursor(waiting.to_cursor()), form_of([ONE]), 1_000.0 + STILL_SECONDS)
    assert again.run_key == waiting.run_key
    later = looked(decided(again), form_of([ONE, OTHER]), 2_000.0)
    assert later.run_key != again.run_key


def test_a_clock_that_is_set_back_delays_no_more_than_the_wait() -> None:
    before = looked(Watch(settled="a"), "b", 10_000.0)
    after = looked(before, "b", 500.0)
    assert is_due(looked(after, "b", 500.0 + STILL_SECONDS), 500.0 + STILL_SECONDS)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=120))
def test_every_change_that_stays_is_asked_for(sizes: list[int]) -> None:
    """Whatever happened before, the last form is decided about once it stays."""
    looks: list[list[File]] = [[("target", "t.csv", size, size)] for size in [9, *sizes]]
    looks += [looks[-1]] * 3
    last_decided = [looks[number] for number in [0, *runs(looks)]][-1]
    was_left_alone = looks[0] == looks[-1]
    assert last_decided == looks[-1] or was_left_alone
