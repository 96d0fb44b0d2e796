"""Five days in May 2025 of an office that closes its fiscal year 2024, and reopens it.

19 May: consultations of two years. 20: FY2024 is closed. 21: a record of March comes late.
22: a correction moves a consultation from April to May. 23: FY2024 is reopened.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from orchestration.publication import close_year, reopen
from tests.history.living import LivingHome, consultations, moment

FIGURE = "sme_desk.consultations"
BASE = ("2023/6/3", "2024/6/3", "2024/12/2", "2025/3/3", "2025/4/7")
DAYS = tuple(date(2025, 5, day) for day in range(19, 24))
MORE = {
    20: ("4月.csv", consultations("2025/4/9", first=6)),
    21: ("遅れ.csv", consultations("2025/3/28", "2025/4/8", first=8)),
    22: ("訂正.csv", consultations("2025/5/1", first=5)),
    23: ("5月.csv", consultations("2025/5/2", first=20)),
}


@dataclass(frozen=True)
class Story:
    """The home as it stands after the last day, and the snapshots of each day."""

    living: LivingHome
    published: Mapping[date, Path]
    """What was published on each day, put aside."""
    asked: Mapping[date, Path]
    """The same days asked for at the end, after `published/` was lost."""


def five_days(living: LivingHome, aside: Path) -> Story:
    """Live them."""
    living.deliver("相談.csv", consultations(*BASE), "2025-05-19 09:00")
    published = {DAYS[0]: _day(living, 19)}
    for day in DAYS[1:]:
        name, content = MORE[day.day]
        living.deliver(name, content, f"{day} 09:00")
        if day.day == 20:
            close_year(living.home, 2024, "理事長", at=moment(f"{day} 17:00"))
        if day.day == 23:
            reopen(living.home, 2024, "理事長", "記録漏れ", at=moment(f"{day} 17:00"))
        published[day] = _day(living, day.day)
    for day, folder in published.items():
        published[day] = folder.rename(aside / folder.name)
    shutil.rmtree(living.home.published)
    living.home.create()
    asked = {day: living.publish("2025-06-30 12:00", day).folder for day in DAYS}
    return Story(living, published, asked)


def _day(living: LivingHome, day: int) -> Path:
    living.land(f"2025-05-{day} 18:00")
    return living.publish(f"2025-05-{day} 19:00").folder
