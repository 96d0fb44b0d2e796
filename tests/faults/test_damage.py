"""Files that are damaged, gone or half there when a run begins: it repairs, or says what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.home import Home
from orchestration.publication import current_snapshot
from tests.faults.conftest import Undisturbed
from tests.faults.homes import JUNE, deliver, differing, is_whole, times_shown
from tests.faults.quick_runs import QuickRuns
from tests.orchestration.office import Office
from tests.sample_home import copy_of

pytestmark = [pytest.mark.e2e, pytest.mark.soak]

Damage = Callable[[Home], None]
FIGURES = ("kpi_yearly", "kpi_monthly", "kpi_breakdown", "measurement", "company")


def _cut_short(kind: str) -> Damage:
    def cut(home: Home) -> None:
        path = next((home.landing / "consultation" / kind).glob("*.parquet"))
        path.write_bytes(path.read_bytes()[:-20])

    return cut


def _build_flipped(home: Home) -> None:
    with (home.warehouse / "build.duckdb").open("r+b") as file:
        for place in range(1 << 14, 1 << 20, 1 << 14):
            file.seek(place)
            file.write(b"damaged")


def _build_replaced(home: Home) -> None:
    (home.warehouse / "build.duckdb").write_bytes(b"damaged" * 1000)


def _link_deleted(home: Home) -> None:
    (home.published / "current").unlink()


DAMAGES: dict[str, tuple[Damage, str]] = {
    "rows": (_cut_short(""), "もう一度 `fais run`"),
    "personal": (_cut_short("personal"), "もう一度 `fais run`"),
    "issues": (_cut_short("issues"), "もう一度 `fais run`"),
    "build_flipped": (_build_flipped, ""),
    "build_replaced": (_build_replaced, ""),
    "link": (_link_deleted, "published/current"),
}
"""What is done to a home, and what the next run says of it."""


def _is_mended(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, root: Path, name: str
) -> None:
    damage, words = DAMAGES[name]
    home = copy_of(published, root)
    damage(home)
    code, said = runs.run(home)
    assert words in said
    assert "Traceback" not in said
    if code:
        assert (code, is_whole(home)) == (1, True), said
        assert current_snapshot(home) == home.published / _shown(published)
        code, said = runs.run(home)
    assert code == 0, said
    assert differing(home, undisturbed.state) == []
    assert times_shown(home) == [1, 1]


def _shown(home: Home) -> str:
    shown = current_snapshot(home)
    assert shown is not None
    return shown.name


@pytest.mark.parametrize("name", list(DAMAGES))
def test_what_is_damaged_is_mended_by_the_next_run_or_the_one_behind_it(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path, name: str
) -> None:
    _is_mended(runs, published, undisturbed, tmp_path / "home", name)


def test_landed_rows_that_nobody_has_any_more_are_asked_for(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = copy_of(published, tmp_path / "home")
    delivered = home.inbox / "consultation" / "5月.csv"
    content = delivered.read_bytes()
    delivered.unlink()
    next((home.landing / "consultation").glob("*.parquet")).unlink()
    code, said = runs.run(home)
    assert code == 1
    assert "consultation/5月.csv" in said
    assert "inbox に戻す" in said
    assert current_snapshot(home) == home.published / _shown(published)
    delivered.write_bytes(content)
    code, said = runs.run(home)
    assert code == 0, said
    figures = differing(home, undisturbed.state, FIGURES)
    assert figures == []


def test_a_half_copied_file_is_set_right_by_the_whole_one(
    runs: QuickRuns, published: Home, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    home = copy_of(published, tmp_path / "home")
    deliver(Office(home), "6月.csv", JUNE[: JUNE.index("例示商会") + 2], 6)
    code, said = runs.run(home)
    assert code in (0, 3), said
    assert is_whole(home)
    deliver(Office(home), "6月.csv", JUNE, 6)
    code, said = runs.run(home)
    assert code == 0, said
    assert differing(home, undisturbed.state, FIGURES) == []
