"""What must come out of each file, made or real: rows by their fate, and sums.

The sums of real files are those their publishers state; counts are those of the file itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.field_data import made
from tests.field_data.made import BLANK_DAYS, CHANGES, DAYS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Outcome:
    """Rows of all files of a case together."""

    accepted: int
    rejected: int = 0
    skipped: int = 0
    sums: dict[str, int] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    """Number of values that are not null."""
    distinct: dict[str, int] = field(default_factory=dict)
    warnings: int = 0


@dataclass(frozen=True)
class Case:
    """A kind of file, how to make one, and where the real one lies."""

    log: str
    make: Callable[[], bytes | list[bytes]]
    made: Outcome
    real_files: str
    real: Outcome


ALL = sum(MONTHS) + sum(DAYS)
ROWS = len(MONTHS) + len(DAYS)
CASES = (
    Case(
        "call_center", made.call_center, Outcome(ROWS, BLANK_DAYS, 4, {"calls": ALL}),
        "01_*.xlsx", Outcome(34, 17, 4, {"calls": 119_293}),
    ),
    Case(
        "test_count", made.test_count,
        Outcome(ROWS, 1, 4, {"pcr_tests": ALL, "pcr_positives": 66}, distinct={"period_on": ROWS}),
        "02_*.xlsx",
        Outcome(48, 1, 4, {"pcr_tests": 231_639, "pcr_positives": 7_532, "antigen_tests": 66_520,
                           "antigen_positives": 459}, distinct={"period_on": 48}),
    ),
    Case(
        "daily_call", made.daily_call, Outcome(len(MONTHS), sums={"calls": sum(MONTHS)}),
        "05_*.csv", Outcome(58, sums={"calls": 26_037}),
    ),
    Case(
        "event", made.event,
        Outcome(9, sums={"capacity": 1_431, "fee_yen": 1_200}, filled={"capacity": 5}, warnings=3),
        "06_*.csv",
        Outcome(183, sums={"fee_yen": 6_700, "capacity": 2_058},
                filled={"capacity": 38, "fee_yen": 44}, distinct={"event_no": 48}, warnings=5),
    ),
    Case(
        "preschool", made.preschool,
        Outcome(4, sums={"capacity": 303}, filled={"corporate_number": 3}),
        "11_*.csv",
        Outcome(52, sums={"capacity": 4_155}, filled={"corporate_number": 51},
                distinct={"corporate_number": 39}),
    ),
    Case(
        "clinic", made.clinic, Outcome(4, filled={"corporate_number": 2}, sums={"beds": 6}),
        "12_*.csv", Outcome(68, filled={"corporate_number": 23}, distinct={"corporate_number": 24}),
    ),
    Case(
        "baby_station", made.baby_station, Outcome(4, distinct={"name": 4}),
        "14_*.csv", Outcome(98, distinct={"station_id": 98}),
    ),
    Case(
        "culture", made.culture, Outcome(4, distinct={"facility_no": 4}),
        "18_traps/mine_*.xlsx", Outcome(4, distinct={"facility_no": 4}),
    ),
    Case(
        "population", made.population, Outcome(len(CHANGES), sums={"change": sum(CHANGES)}),
        "16_*/*_20[0-9]*.xlsx", Outcome(26, sums={"change": -1_915 - 2_145 + 58 - 139}),
    ),
)  # fmt: skip

TRAPS = (
    (made.web_page, "18_traps/hagi_*.xls", "web_page"),
    (made.without_header, "10_*.csv", "no_header"),
    (made.old_workbook, "18_traps/gakko_*.xlsx", "no_header"),
)
"""Files that are refused, each with its one line."""
