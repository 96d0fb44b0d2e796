"""From the inbox to landing: what is written, what is noticed, and what stays as it is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from unittest import mock

import polars as pl
import pytest

from ingest import atomic
from ingest.home import HomeError
from ingest.ledger import JST
from tests.ingest.papers import HEADER, ROW, csv_bytes, workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ingest.conftest import Desk

GOOD = csv_bytes(f"{HEADER},来訪者,その他", f"{ROW},参加者12,x", "V-2,総合,いつか,完了,,")
OTHER = csv_bytes(HEADER, "V-9,総合,2025/5/9,完了")
NO_DATE = csv_bytes("来訪番号,窓口,状態", "V-1,総合,完了")


def test_rows_land_typed_with_their_origin(desk: Desk) -> None:
    desk.drop("来訪.csv", GOOD)
    (delivery,) = desk.land().deliveries
    rows = desk.landed()
    assert rows.columns[:3] == ["visit_id", "desk", "visited_on"]
    assert rows.columns[-4:] == ["_sha256", "_file", "_row_number", "_position"]
    assert "visitor" not in rows.columns
    assert rows.select("_sha256", "_file", "_row_number", "_position").rows() == [
        (delivery.sha256, "来訪.csv", 2, 2)
    ]
    kinds = {name: str(kind) for name, kind in rows.schema.items()}
    assert (kinds["_row_number"], kinds["_position"]) == ("Int64", "Int64")
    assert (kinds["visited_on"], kinds["minutes"], kinds["is_first"]) == (
        "Date", "Int64", "Boolean",
    )  # fmt: skip


def test_personal_and_unknown_columns_have_a_file_of_their_own(desk: Desk) -> None:
    desk.drop("来訪.csv", GOOD)
    (delivery,) = desk.land().deliveries
    assert desk.landed("personal").rows() == [
        (delivery.sha256, 2, "参加者12", None, '{"その他":"x"}')
    ]
    others = (path for name, path in desk.files().items() if "personal" not in name)
    assert not any("参加者12".encode() in content for content in others)


def test_issues_land_beside_the_rows(desk: Desk) -> None:
    desk.drop(
        "来訪.xlsx", workbook_bytes({"5月": [["表題"], HEADER.split(","), ["V-1", "", "", ""]]})
    )
    desk.land()
    issues = desk.landed("issues")
    assert issues.columns == [
        "_sha256", "file", "row_number", "position", "column_name", "severity", "rule", "value",
        "message_en", "message_ja", "record_id",
    ]  # fmt: skip
    assert issues["file"].unique().to_list() == ["来訪.xlsx#5月"]
    assert issues["rule"].to_list() == ["title", *["required_missing"] * 3]


def test_the_ledger_names_each_delivery_with_its_counts(desk: Desk) -> None:
    desk.drop("来訪.csv", GOOD, datetime(2025, 5, 20, 9, tzinfo=JST))
    desk.land()
    (row,) = desk.ledger()
    assert (row.log, row.file, row.status, row.size) == ("visit", "来訪.csv", "landed", len(GOOD))
    assert (row.rows_read, row.accepted, row.rejected, row.skipped) == (2, 1, 1, 0)
    assert row.delivered_at == datetime(2025, 5, 20, 9)
    assert row.landed_at == datetime(2025, 6, 1, 9)
    assert row.encoding == "utf-8"
    assert not row.is_future_mtime


def test_landing_again_changes_nothing(desk: Desk) -> None:
    desk.drop("来訪.csv", GOOD)
    desk.drop("悪い.csv", NO_DATE)
    desk.land()
    before = desk.files()
    again = desk.land()
    assert (again.deliveries, again.unchanged) == ([], 2)
    assert desk.files() == before


def test_the_same_inbox_gives_the_same_files_anywhere(desk: Desk, tmp_path: Path) -> None:
    desk.drop("来訪.csv", GOOD)
    desk.land()
    first = desk.files()
    desk.folder.rename(tmp_path / "aside")
    desk.now -= timedelta(hours=1)
    desk.land()
    assert desk.files() == first


def test_a_touched_file_is_no_delivery(desk: Desk) -> None:
    path = desk.drop("来訪.csv", GOOD)
    desk.land()
    (before,) = desk.ledger()
    desk.touch(path, desk.now)
    assert desk.land().unchanged == 1
    (seen,) = desk.ledger()
    assert seen == before._replace(mtime_ns=path.stat().st_mtime_ns)
    assert desk.land().unchanged == 1


def test_the_same_name_with_other_bytes_is_a_new_delivery(desk: Desk) -> None:
    desk.drop("来訪.csv", GOOD)
    desk.land()
    desk.drop("来訪.csv", OTHER)
    assert [d.status for d in desk.land().deliveries] == ["landed"]
    assert [d.file for d in desk.ledger()] == ["来訪.csv", "来訪.csv"]


def test_the_same_bytes_under_another_name_are_a_duplicate(desk: Desk) -> None:
    desk.drop("b.csv", GOOD, datetime(2025, 5, 1, tzinfo=JST))
    desk.drop("a.csv", GOOD, datetime(2025, 5, 2, tzinfo=JST))
    report = desk.land()
    assert [(d.file, d.status, d.rows_read) for d in report.deliveries] == [
        ("b.csv", "landed", 2),
        ("a.csv", "duplicate", None),
    ]
    assert desk.landed()["_file"].to_list() == ["b.csv"]
    assert desk.land().unchanged == 2


def test_bytes_that_come_back_change_nothing(desk: Desk) -> None:
    for content in (GOOD, OTHER, GOOD):
        desk.drop("来訪.csv", content)
        desk.land()
    assert [d.status for d in desk.ledger()] == ["landed", "landed", "duplicate"]
    assert desk.land().deliveries == []


def test_deliveries_are_noted_in_the_order_they_came(desk: Desk) -> None:
    for name, day in (("a.csv", 3), ("c.csv", 2), ("b.csv", 2)):
        desk.drop(
            name,
            csv_bytes(HEADER, f"{name},総合,2025/5/9,完了"),
            datetime(2025, 5, day, tzinfo=JST),
        )
    assert [d.file for d in desk.land().deliveries] == ["b.csv", "c.csv", "a.csv"]


def test_a_refused_file_says_why_and_the_others_land(desk: Desk) -> None:
    desk.drop("a.csv", NO_DATE)
    desk.drop("b.csv", GOOD)
    refused, landed = desk.land().deliveries
    assert (refused.status, landed.status) == ("refused", "landed")
    assert "「来訪日」" in (refused.message_ja or "")
    assert refused.rows_read is None
    assert len(list(desk.folder.glob("*.parquet"))) == 1


def test_a_refused_file_is_tried_again_when_the_contract_changed(desk: Desk) -> None:
    desk.drop("a.csv", NO_DATE, datetime(2025, 5, 1, tzinfo=JST))
    desk.land()
    assert desk.land().deliveries == []
    desk.fingerprint = "e" * 64
    (again,) = desk.land().deliveries
    assert again.delivered_at == datetime(2025, 5, 1)
    assert [d.contract_fingerprint for d in desk.ledger()] == ["e" * 64]
    assert desk.land().deliveries == []


def test_a_landed_file_stays_when_the_contract_changes(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    desk.land()
    desk.fingerprint = "e" * 64
    assert desk.land().unchanged == 1


def test_a_corrected_file_of_the_same_name_lands(desk: Desk) -> None:
    desk.drop("a.csv", NO_DATE)
    desk.land()
    desk.drop("a.csv", GOOD)
    desk.land()
    assert [d.status for d in desk.ledger()] == ["refused", "landed"]


def test_an_error_of_the_library_refuses_one_file_without_quoting_it(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    failure = pl.exceptions.ComputeError("could not parse 参加者12")
    with mock.patch("ingest.reading.judge_parts", side_effect=failure):
        (refused,) = desk.land().deliveries
    assert refused.status == "refused"
    assert "参加者12" not in f"{refused.message_ja}{refused.message_en}"


@pytest.mark.parametrize("step", range(1, 6))
def test_a_stop_at_any_write_leaves_only_whole_files(desk: Desk, step: int) -> None:
    """Rows, personal, issues, ledger, look: the run dies in one of the five writes."""
    desk.drop("a.csv", GOOD)
    calls = []

    def flush(path: Path) -> None:
        if path.is_file():
            calls.append(path)
        if len(calls) == step:
            raise SystemExit

    with mock.patch.object(atomic, "flush", flush), pytest.raises(SystemExit):
        desk.land()
    is_noted = step == 5
    assert [d.status for d in desk.ledger()] == ["landed"] * is_noted
    for path in desk.folder.rglob("*.parquet"):
        pl.read_parquet(path)
    desk.now -= timedelta(hours=1)
    desk.land()
    assert [d.status for d in desk.ledger()] == ["landed"]
    assert len(desk.landed()) == len(desk.landed("personal")) == 1
    assert not list(desk.folder.rglob("*.tmp"))


def test_what_a_killed_write_left_is_cleared(desk: Desk) -> None:
    desk.land()
    leftovers = [desk.folder / kind / ".x.parquet.1.tmp" for kind in ("issues", "ledger")]
    for leftover in leftovers:
        leftover.write_bytes(b"half")
    desk.drop("a.csv", csv_bytes(HEADER, ROW))
    desk.land()
    assert not any(leftover.exists() for leftover in leftovers)


def test_an_inbox_without_a_folder_of_the_log_is_looked_into_all_the_same(desk: Desk) -> None:
    report = desk.land()
    assert (report.deliveries, report.unchanged) == ([], 0)
    look = json.loads((desk.folder / "ledger" / "look.json").read_text(encoding="utf-8"))
    assert look == {"looked_at": "2025-06-01T09:00:00+09:00"}


def test_a_landing_that_cannot_be_written_is_one_clear_line(desk: Desk) -> None:
    desk.drop("a.csv", GOOD)
    with (
        mock.patch("ingest.growing.whole", side_effect=OSError(28, "No space")),
        pytest.raises(HomeError, match=r"landing: cannot be written \(No space\)"),
    ):
        desk.land()
