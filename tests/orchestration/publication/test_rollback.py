"""Going back shows the earlier figures at once, and nothing brings the bad ones back by itself."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ingest.home import Home
from ingest.ledger import Delivery, write_ledger
from orchestration.history.hold import HeldError, read_hold
from orchestration.history.journal import Event, read_journal
from orchestration.publication import (
    InputFile,
    Published,
    SnapshotInputs,
    current_snapshot,
    record_current,
    resume,
    roll_back,
    standing_hold,
    verify,
)
from orchestration.publication.rollback import RollbackError
from tests.orchestration.publication.publishing import NOON_UTC, published

BAD = InputFile("consultation", "二重.csv", "bb", "2025-06-01T09:00:00")
Pair = tuple[Published, Published]


@pytest.fixture
def pair(home: Home, build: Path, inputs: SnapshotInputs) -> Pair:
    """A good snapshot, and the bad one that readers see after it."""
    good = published(home, build, inputs)
    record_current(home)
    later = replace(inputs, files=(*inputs.files, BAD), fingerprint="1" * 64)
    bad = published(home, build, later, now=lambda: NOON_UTC + timedelta(hours=1))
    record_current(home)
    return good, bad


def _ledger(home: Home, statuses: dict[str, str]) -> None:
    """Deliveries of consultations as the ledger names them: status by sha256."""
    moment = NOON_UTC.replace(tzinfo=None)
    rows = [
        Delivery("consultation", "相談.csv", sha256, 1, 1, moment, moment, status, "c", False)
        for sha256, status in statuses.items()
    ]
    folder = home.landing / "consultation" / "ledger"
    folder.mkdir(parents=True, exist_ok=True)
    write_ledger(folder, rows)


def test_readers_see_the_snapshot_before_and_publishing_is_held(
    home: Home, build: Path, inputs: SnapshotInputs, pair: Pair
) -> None:
    _ledger(home, {"aa": "landed", "bb": "landed"})
    hold = roll_back(home, None, "相談が二重に入った", "担当1")
    assert current_snapshot(home) == pair[0].folder
    assert pair[1].folder.is_dir()
    assert [one.file for one in hold.suspects] == ["二重.csv"]
    with pytest.raises(
        HeldError, match=r"相談が二重に入った.*consultation/二重[.]csv.*fais resume"
    ):
        published(home, build, inputs)
    entry = read_journal(home)[-1]
    assert (entry.event, entry.reason, entry.by) == (
        Event.ROLLED_BACK,
        "相談が二重に入った",
        "担当1",
    )


def test_a_past_day_can_be_built_while_publishing_is_held(
    home: Home, build: Path, inputs: SnapshotInputs, pair: Pair
) -> None:
    _ledger(home, {"aa": "landed", "bb": "landed"})
    roll_back(home, None, "誤り", "担当1")
    published(home, build, inputs, requested=NOON_UTC.date())
    assert current_snapshot(home) == pair[0].folder


@pytest.mark.usefixtures("pair")
def test_the_hold_ends_when_the_bad_delivery_is_withdrawn(home: Home) -> None:
    roll_back(home, None, "誤り", "担当1")
    _ledger(home, {"aa": "landed", "bb": "landed"})
    assert standing_hold(home) is not None
    _ledger(home, {"aa": "landed", "bb": "withdrawn"})
    assert standing_hold(home) is None
    assert read_hold(home) is None
    assert read_journal(home)[-1].event is Event.RESUMED


def test_the_hold_ends_on_a_persons_word_and_going_back_again_goes_further(
    home: Home, build: Path, inputs: SnapshotInputs, pair: Pair
) -> None:
    roll_back(home, None, "誤り", "担当1")
    assert resume(home, "確認した", "担当2")
    assert not resume(home, "", "")
    third = replace(inputs, fingerprint="2" * 64)
    published(home, build, third, now=lambda: NOON_UTC + timedelta(hours=2))
    record_current(home)
    roll_back(home, None, "また誤り", "担当1")
    assert current_snapshot(home) == pair[0].folder
    with pytest.raises(RollbackError, match="no snapshot before"):
        roll_back(home, None, "さらに前", "担当1")


@pytest.mark.parametrize("name", ["manager.duckdb", "official.duckdb", "manifest.json"])
def test_nobody_goes_back_to_a_damaged_snapshot(home: Home, pair: Pair, name: str) -> None:
    file = pair[0].folder / name
    file.write_bytes(file.read_bytes()[:-7])
    assert verify(pair[0].folder)
    with pytest.raises(RollbackError, match="cannot go back to"):
        roll_back(home, pair[0].folder.name, "誤り", "担当1")
    assert current_snapshot(home) == pair[1].folder
    assert read_hold(home) is None


@pytest.mark.usefixtures("pair")
def test_a_hold_that_cannot_be_read_holds(home: Home) -> None:
    roll_back(home, None, "誤り", "担当1")
    (home.history / "hold.json").write_text("{", encoding="utf-8")
    with pytest.raises(HeldError, match=r"hold[.]json.*fais resume"):
        standing_hold(home)
    assert resume(home, "", "")


def test_with_nothing_published_there_is_nothing_to_undo(home: Home) -> None:
    with pytest.raises(RollbackError, match="nothing is published"):
        roll_back(home, None, "誤り", "担当1")
