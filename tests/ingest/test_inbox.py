"""What in an inbox folder is a delivery, and what is not."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from unittest import mock

from ingest.inbox import look_into, loose_files, unknown_folders
from tests.ingest.papers import HEADER, ROW, csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ingest.conftest import Desk

GOOD = csv_bytes(HEADER, ROW)
LEFTOVERS = (
    ".DS_Store", ".~lock.a.xlsx#", "~$a.xlsx", "Thumbs.db", "desktop.ini", "a.csv.tmp", "a.part",
)  # fmt: skip


def test_files_that_programs_leave_are_no_deliveries(desk: Desk) -> None:
    for name in (*LEFTOVERS, "a.csv"):
        desk.drop(name, GOOD)
    report = desk.land()
    assert [d.file for d in report.deliveries] == ["a.csv"]
    assert report.notes == []


def test_a_folder_in_the_folder_is_noted_and_not_read(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    (desk.home.inbox / "visit" / "旧").mkdir()
    report = desk.land()
    assert [d.status for d in report.deliveries] == ["landed"]
    assert ["フォルダー「旧」" in note.ja for note in report.notes] == [True]


def test_a_link_out_of_the_inbox_is_refused_and_one_inside_is_a_duplicate(
    desk: Desk, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(GOOD)
    inside = desk.drop("a.csv", GOOD)
    (inside.parent / "b.csv").symlink_to("a.csv")
    (inside.parent / "c.csv").symlink_to(secret)
    (inside.parent / "d.csv").symlink_to("gone.csv")
    statuses = {d.file: (d.status, d.message_ja) for d in desk.land().deliveries}
    assert statuses["a.csv"][0] == "landed"
    assert statuses["b.csv"][0] == "duplicate"
    assert "外にあります" in (statuses["c.csv"][1] or "")
    assert "開けません" in (statuses["d.csv"][1] or "")
    assert desk.land().deliveries == []


def test_a_folder_may_itself_be_a_link(desk: Desk, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "a.csv").write_bytes(GOOD)
    (desk.home.inbox / "visit").symlink_to(share)
    assert [d.status for d in desk.land().deliveries] == ["landed"]


def test_a_file_that_does_not_open_is_refused_and_tried_again(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    desk.drop("b.csv", GOOD + b"\n")
    with mock.patch(
        "pathlib.Path.read_bytes", side_effect=PermissionError(13, "Permission denied")
    ):
        first = desk.land()
        assert [(d.status, d.sha256) for d in first.deliveries] == [("refused", None)] * 2
        assert desk.land().deliveries == []
    again = desk.land()
    assert [d.status for d in again.deliveries] == ["landed", "landed"]
    assert [d.delivered_at for d in again.deliveries] == [d.delivered_at for d in first.deliveries]
    assert len(desk.ledger()) == 2


def test_a_file_that_is_still_being_written_waits_for_the_next_look(desk: Desk) -> None:
    path = desk.drop("a.csv", GOOD)
    read = type(path).read_bytes

    def grows(self: Path) -> bytes:
        content = read(self)
        self.write_bytes(content + b"V-2,")
        return content

    with mock.patch("pathlib.Path.read_bytes", grows):
        report = desk.land()
    assert report.deliveries == []
    assert "書き込み中" in report.notes[0].ja
    assert desk.ledger() == []


def test_a_file_that_is_taken_away_is_none(desk: Desk) -> None:
    path = desk.drop("a.csv", GOOD)
    with mock.patch("ingest.inbox._check_can_be_read", side_effect=lambda _: path.unlink()):
        assert desk.land().deliveries == []
    assert desk.ledger() == []


def test_no_regular_file_is_refused(desk: Desk) -> None:
    folder = desk.home.inbox / "visit"
    folder.mkdir()
    os.mkfifo(folder / "pipe.csv")
    (refused,) = desk.land().deliveries
    assert "ふつうのファイルではありません" in (refused.message_ja or "")


def test_names_are_text_however_they_were_written(tmp_path: Path) -> None:
    for raw in ("か\u3099.csv".encode(), "相談.csv".encode("cp932")):
        (tmp_path / os.fsdecode(raw)).write_bytes(GOOD)
    assert sorted(file.name for file in look_into(tmp_path).files) == ["が.csv", "相談.csv"]


def test_folders_of_no_known_log_are_named(desk: Desk) -> None:
    for name in ("visit", "vist", ".hidden", "相談"):
        (desk.home.inbox / name).mkdir()
    (desk.home.inbox / "来訪記録").symlink_to("visit")
    (desk.home.inbox / "loose.csv").write_bytes(GOOD)
    assert loose_files(desk.home) == ["loose.csv"]
    assert unknown_folders(desk.home, {"visit": object()}) == ["vist", "相談"]


def test_a_file_beyond_any_log_is_not_opened(desk: Desk) -> None:
    path = desk.drop("a.csv", GOOD)
    os.truncate(path, 3 << 30)
    desk.drop("b.csv", GOOD)
    landed = {d.file: (d.status, d.message_en) for d in desk.land().deliveries}
    assert landed["b.csv"][0] == "landed"
    assert landed["a.csv"] == ("refused", "The file is too large (at most 2048 MB). Split it.")


def test_a_link_in_a_circle_keeps_no_other_file_from_being_seen(tmp_path: Path) -> None:
    (tmp_path / "a.csv").symlink_to(tmp_path / "a.csv")
    (tmp_path / "b.csv").write_bytes(b"x")
    assert [file.name for file in look_into(tmp_path).files] == ["a.csv", "b.csv"]
