"""Bringing a home of an earlier edition to the form of this one (`fais upgrade`).

Belongs here: the steps, in order, and running those that a home lacks. Each step may be run again
after it was cut short; the mark moves on when it is done. Not here: what a form is (ingest.home).
"""

from collections.abc import Callable, Mapping

from ingest.home import FORMAT, Home, HomeError
from orchestration.upgrade.steps import own_by_owner_only

Step = Callable[[Home], None]

STEPS: Mapping[int, tuple[str, Step]] = {
    2: ("readable by its owner only, whatever older editions left open", own_by_owner_only),
}
"""What makes a home of the form before into one of this number."""


def upgrade(home: Home) -> list[str]:
    """Bring a home to the form of this edition; returns what was done, nothing where it is.

    Call it under the run's lock. Raises HomeError, OSError.
    """
    home.check()
    done = []
    for number in range(home.format + 1, FORMAT + 1):
        if number not in STEPS:
            raise HomeError(f"{home.root}: a home this old cannot be upgraded: start a new one")
        meaning, step = STEPS[number]
        step(home)
        home.mark_format(number)
        done.append(f"{number}: {meaning}")
    return done
