"""What stops a publication, at any step: nothing torn is left, and the next run repairs."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.errors import FlowError
from orchestration.history.figures import FOLDER
from orchestration.publication import (
    PublicationBlockedError,
    PublicationError,
    SnapshotInputs,
    current_snapshot,
    disk,
    list_snapshots,
    publish,
    record_current,
    relink_current,
    roll_back,
)
from orchestration.publication.retention import remove_expired
from tests.orchestration.publication.conftest import check, no_audit
from tests.orchestration.publication.publishing import NOON_UTC, published
from tests.orchestration.publication.test_record import correct


def test_a_table_that_does_not_exist_yet_is_skipped_and_a_required_one_is_named(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    with duckdb.connect(str(build)) as connection:
        connection.execute("drop table marts.company_record")
    with pytest.raises(PublicationError, match=r"the build has no marts[.]company_record"):
        published(home, build, inputs)
    assert list(home.published.iterdir()) == []


def test_a_blocking_check_publishes_nothing(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    with pytest.raises(PublicationBlockedError, match=r"suite[.]grain"):
        publish(home, build, [check("grain", success=False)], inputs, audit=no_audit)
    assert list(home.published.iterdir()) == []


def test_a_pair_that_differs_is_never_current(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    before = published(home, build, inputs).folder
    with pytest.raises(PublicationBlockedError, match=r"suite[.]same") as raised:
        published(home, build, inputs, audit=lambda *_: [check("same", success=False)])
    assert [result.expectation for result in raised.value.results] == ["same"]
    assert current_snapshot(home) == before
    assert sorted(path.name for path in home.published.iterdir()) == [before.name, "current"]


STEPS = ("make_partial", "commit", "flush", "switch_link", "sha256_of")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("has_current", [True, False])
def test_an_error_at_any_step_leaves_the_last_publication_and_the_next_run_repairs(
    step: str,
    has_current: bool,
    home: Home,
    build: Path,
    inputs: SnapshotInputs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = published(home, build, inputs).folder if has_current else None
    with monkeypatch.context() as broken:

        def fails(*_: object) -> None:
            raise OSError(28, "No space left on device")

        broken.setattr(disk, step, fails)
        with pytest.raises(PublicationError, match="No space left") as raised:
            published(home, build, inputs)
    assert "\n" not in str(raised.value)
    assert current_snapshot(home) == before
    assert list(home.published.glob(".*")) == []
    after = published(home, build, inputs)
    assert current_snapshot(home) == after.folder


class Killed(BaseException):
    """Stands for a process that ends: nothing is cleaned up."""


@pytest.mark.parametrize("step", ["commit", "flush", "switch_link"])
def test_leftovers_of_a_killed_run_are_removed_by_the_next(
    step: str, home: Home, build: Path, inputs: SnapshotInputs, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(home, build, inputs).folder

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(disk, step, dies)
        broken.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            published(home, build, inputs)
    assert current_snapshot(home) == before
    (home.published / ".current.new").symlink_to("nowhere")
    after = published(home, build, inputs)
    assert current_snapshot(home) == after.folder
    assert list(home.published.glob(".*")) == []
    for manifest in list_snapshots(home):
        folder = home.published / manifest.snapshot_id
        assert {name: disk.sha256_of(folder / name) for name in manifest.files} == manifest.files


def test_a_damaged_build_is_one_clear_line(home: Home, build: Path, inputs: SnapshotInputs) -> None:
    build.write_bytes(b"damaged" * 1000)
    with pytest.raises(PublicationError, match="nothing published") as raised:
        published(home, build, inputs)
    assert "\n" not in str(raised.value)
    assert list(home.published.iterdir()) == []


def test_a_folder_in_place_of_the_link_is_said(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    (home.published / "current").mkdir()
    with pytest.raises(PublicationError, match="current"):
        published(home, build, inputs)


def test_a_deleted_link_is_made_again_by_the_next_publication(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    before = published(home, build, inputs).folder
    (home.published / "current").unlink()
    assert current_snapshot(home) is None
    after = published(home, build, inputs).folder
    assert current_snapshot(home) == after
    assert {one.snapshot_id for one in list_snapshots(home)} == {before.name, after.name}


def _values(home: Home) -> list[tuple[object, ...]]:
    """Every value of one figure in the order in which readers saw them, and since when."""
    with duckdb.connect() as connection:
        return connection.execute(
            "select value, since::varchar from read_parquet(?) where month is null "
            "and indicator_id = 'desk.consultations' and fiscal_year = 2025 order by since",
            [str(home.history / FOLDER / "*.parquet")],
        ).fetchall()


def test_values_are_in_the_order_in_which_they_were_shown_though_the_clock_jumps(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    """What is new is compared with what was shown last, not with what the clock says is newest."""
    for number, hours in enumerate((0, -48, -72, 1)):
        moment = NOON_UTC + timedelta(hours=hours)
        own = replace(inputs, fingerprint=f"{number:064d}")
        published(home, build, own, now=lambda moment=moment: moment)
        record_current(home)
        correct(build)
    assert _values(home) == [
        (40.0, "2025-06-01 12:00:00"),
        (39.0, "2025-06-01 12:00:01"),
        (38.0, "2025-06-01 12:00:02"),
        (37.0, "2025-06-01 13:00:00"),
    ]


@pytest.mark.parametrize("is_dangling", [False, True])
def test_a_lost_link_leads_again_to_what_was_shown_last_and_not_to_what_was_rolled_back(
    is_dangling: bool, home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    good = published(home, build, inputs).folder
    record_current(home)
    later = replace(inputs, fingerprint="1" * 64)
    published(home, build, later, now=lambda: NOON_UTC + timedelta(days=1))
    record_current(home)
    roll_back(home, None, "誤り", "担当1")
    link = home.published / "current"
    link.unlink()
    if is_dangling:
        link.symlink_to("nowhere")
    assert relink_current(home) == good.name
    assert current_snapshot(home) == good
    assert relink_current(home) is None


def test_a_lost_link_never_leads_to_a_damaged_snapshot(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    shown = published(home, build, inputs).folder
    record_current(home)
    (home.published / "current").unlink()
    with (shown / "manager.duckdb").open("r+b") as file:
        file.write(b"damaged")
    assert relink_current(home) is None
    assert current_snapshot(home) is None


def test_a_history_that_cannot_be_read_says_what_to_do(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    published(home, build, inputs)
    record_current(home)
    (kept,) = (home.history / FOLDER).glob("*.parquet")
    kept.write_bytes(b"PAR1 half")
    published(home, build, inputs, now=lambda: NOON_UTC + timedelta(days=1))
    with pytest.raises(FlowError, match=r"kpi_history.*backup"):
        record_current(home)


def test_a_clock_that_goes_back_hides_no_publication(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    before = published(home, build, inputs).folder
    record_current(home)
    earlier = NOON_UTC - timedelta(days=2)
    later = replace(inputs, fingerprint="1" * 64)
    correct(build)
    after = published(home, build, later, now=lambda: earlier).folder
    record_current(home)
    assert current_snapshot(home) == after
    assert _values(home) == [(40.0, "2025-06-01 12:00:00"), (39.0, "2025-06-01 12:00:01")]
    assert remove_expired(home, earlier) == []
    roll_back(home, None, "誤り", "担当1")
    assert current_snapshot(home) == before
