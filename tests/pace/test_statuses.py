"""Clear-cut cases: two regular years, a third that goes its way, and the status anybody would give.

Every case is one indicator of one inbox; by the end of October 7/12 of a regular year are gone.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.pace.homes import measured_series
from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

AS_OF = date(2025, 10, 31)
ROWS = "記録番号,事業コード,指標,実施日,数量"
AIMS = "指標コード,年度,目標値,区分,達成条件"
EVERY_MONTH = tuple(range(12))
DECEMBER = (8,)


@dataclass(frozen=True)
class Case:
    """A month's amount in the past and this year, the target, and the status expected."""

    past: float
    now: float
    target: float
    status: str
    comparison: str = "以上"
    months: tuple[int, ...] = EVERY_MONTH


CASES = {
    "as ever, three quarters asked": Case(10, 10, 90, "on_track"),
    "as ever, as much asked": Case(10, 10, 120, "at_risk"),
    "as ever, a quarter more asked": Case(10, 10, 150, "off_track"),
    "half of it, as much asked": Case(10, 5, 120, "off_track"),
    "nothing at all": Case(10, 0, 120, "off_track"),
    "twice of it, a third more asked": Case(10, 20, 160, "on_track"),
    "met already": Case(10, 20, 140, "achieved"),
    "yen as ever": Case(1_000_000, 1_000_000, 9_000_000, "on_track"),
    "a budget with room": Case(10, 10, 150, "on_track", "以下"),
    "a budget that will not do": Case(10, 10, 100, "off_track", "以下"),
    "a budget already spent": Case(10, 20, 130, "off_track", "以下"),
    "a December event, little asked": Case(120, 0, 60, "on_track", months=DECEMBER),
    "a December event, too much asked": Case(120, 0, 240, "off_track", months=DECEMBER),
}


def days(year: int, case: Case) -> list[date]:
    """The 15th of each of the case's months, up to the day looked at."""
    found = [date(year + (m + 3) // 12, (m + 3) % 12 + 1, 15) for m in case.months]
    return [day for day in found if day <= AS_OF]


def inbox(folder: Path) -> dict[str, str]:
    """Write the inbox; the indicator of each case."""
    rows, aims, series = [ROWS], [AIMS], {}
    for (name, case), (indicator, programme, measure) in zip(
        CASES.items(), measured_series().iter_rows(), strict=False
    ):
        series[name] = indicator
        aims.append(f"{indicator},2025,{case.target},目標,{case.comparison}")
        for year, amount in ((2023, case.past), (2024, case.past), (2025, case.now)):
            rows += [
                f"{len(rows)}-{n},{programme},{measure},{day},{amount}"
                for n, day in enumerate(days(year, case))
                if amount
            ]
    for log, lines in (("activity", rows), ("target", aims)):
        (folder / log).mkdir(parents=True)
        (folder / log / "file.csv").write_text("\n".join(lines), encoding="utf-8")
    return series


@pytest.fixture(scope="module")
def found(warehouse: TestWarehouse, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The status of each case."""
    folder = tmp_path_factory.mktemp("cases")
    series = inbox(folder)
    evening = f"{AS_OF}T18:00:00+09:00"
    warehouse.deliver(folder, {"activity/file.csv": evening, "target/file.csv": evening})
    warehouse.land(datetime.now(UTC))
    with warehouse.build(AS_OF) as marts:
        rows = marts.execute(
            "select indicator_id, status from marts.kpi_pace where as_of = ?", [AS_OF]
        ).fetchall()
    return {name: dict(rows)[indicator] for name, indicator in series.items()}


@pytest.mark.parametrize("name", CASES)
def test_the_status_anybody_would_give(name: str, found: dict[str, str]) -> None:
    assert found[name] == CASES[name].status
