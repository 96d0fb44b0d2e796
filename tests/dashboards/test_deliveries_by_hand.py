"""What staff put into the inbox lands there whole under its name, or not at all."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from dashboards.deliveries import deliver, inbox_logs, workbooks
from dashboards.inbox import NotDeliveredError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one log's folder, and its Japanese name beside it."""
    (tmp_path / "inbox" / "consultation").mkdir(parents=True)
    (tmp_path / "inbox" / "相談受付簿").symlink_to("consultation")
    return tmp_path


def test_file_lies_in_the_inbox_for_its_owner_only(home: Path) -> None:
    place = deliver(home, "consultation", "相談　10月.csv", b"a,b\n")
    assert place == home / "inbox" / "consultation" / "相談　10月.csv"
    assert place.read_bytes() == b"a,b\n"
    assert place.stat().st_mode & 0o777 == 0o600
    deliver(home, "consultation", "相談　10月.csv", b"a,b\n1,2\n")
    assert place.read_bytes() == b"a,b\n1,2\n"
    assert [path.name for path in place.parent.iterdir()] == ["相談　10月.csv"]


@pytest.mark.parametrize(
    "name",
    [
        "../../published/current.csv",
        "/etc/passwd.csv",
        "a/b.csv",
        "a\\b.csv",
        ".hidden.csv",
        "~$開いている.xlsx",
        "program.exe",
        "no_ending",
        "",
        "a\0.csv",
        "長" * 90 + ".csv",
    ],
)
def test_a_name_that_will_not_do_is_refused(name: str, home: Path) -> None:
    with pytest.raises(NotDeliveredError) as refused:
        deliver(home, "consultation", name, b"a,b\n")
    assert refused.value.key == "upload.bad_name"
    assert list((home / "inbox" / "consultation").iterdir()) == []


@pytest.mark.parametrize("log", ["unknown", "..", "", "相談受付簿", "../published"])
def test_only_the_logs_of_the_inbox_take_files(log: str, home: Path) -> None:
    with pytest.raises(NotDeliveredError) as refused:
        deliver(home, log, "a.csv", b"a,b\n")
    assert refused.value.key == "upload.no_log"


def test_an_empty_file_and_a_link_are_refused(home: Path, tmp_path: Path) -> None:
    with pytest.raises(NotDeliveredError):
        deliver(home, "consultation", "a.csv", b"")
    target = tmp_path / "elsewhere.csv"
    target.write_text("kept")
    (home / "inbox" / "consultation" / "b.csv").symlink_to(target)
    with pytest.raises(NotDeliveredError):
        deliver(home, "consultation", "b.csv", b"other")
    assert target.read_text() == "kept"


def test_a_full_disk_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("dashboards.inbox.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        deliver(home, "consultation", "a.csv", b"a,b\n")
    assert list((home / "inbox" / "consultation").iterdir()) == []


def test_two_who_send_the_same_file_at_once_both_deliver_it_whole(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second begins and ends while the first is being flushed; the last to end stands."""
    flush, others = os.fsync, [b"second"]

    def while_another_delivers(descriptor: int) -> None:
        if others:
            place = deliver(home, "consultation", "a.csv", others.pop())
            assert place.read_bytes() == b"second"
        flush(descriptor)

    monkeypatch.setattr("dashboards.inbox.os.fsync", while_another_delivers)
    place = deliver(home, "consultation", "a.csv", b"first")
    assert place.read_bytes() == b"first"
    assert list(place.parent.iterdir()) == [place]


def test_workbooks_and_logs_are_listed(home: Path) -> None:
    (home / "rejected" / "consultation").mkdir(parents=True)
    for name in ("a.csv.xlsx", "~$a.csv.xlsx", ".b.xlsx", "note.txt"):
        (home / "rejected" / "consultation" / name).write_bytes(b"x")
    assert [(one.log, one.name) for one in workbooks(home)] == [("consultation", "a.csv.xlsx")]
    assert inbox_logs(home) == ("consultation",)
