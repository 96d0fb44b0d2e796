"""What a reader is told about the data shown: earlier days, a check let pass, old data, faults."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from dashboards.components.notices import days_since
from dashboards.queries.publications import publications
from dashboards.queries.snapshot import open_snapshot
from tests.dashboards.published_home import SNAPSHOT
from tests.dashboards.reading import open_page, read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

JST = timezone(timedelta(hours=9))
PAST = "20250801T090000-0000aaaa"


@pytest.fixture
def home(tmp_path: Path, full_home: Path) -> Path:
    """A home with the newest publication and one of a past day beside it."""
    shutil.copytree(full_home / "published", tmp_path / "published", symlinks=True)
    shutil.copytree(tmp_path / "published" / SNAPSHOT, tmp_path / "published" / PAST)
    note(tmp_path, PAST, snapshot_id=PAST, as_of="2025-07-31", requested_as_of="2025-07-31")
    return tmp_path


def note(home: Path, snapshot: str, **values: Any) -> None:
    """Write into a publication's manifest."""
    path = home / "published" / snapshot / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}), encoding="utf-8")


def test_a_past_day_is_picked_kept_and_left(home: Path, reader_of: Callable[..., None]) -> None:
    """In the address and across pages; every figure then speaks for that day; one click leaves."""
    reader_of(home)
    app = run_page()
    assert SNAPSHOT in read(app).text
    app.selectbox(key="select_snapshot").set_value(PAST).run()
    assert app.query_params["snapshot"] == PAST
    text = read(open_page(app, "targets")).text
    assert "過去の公開データを表示しています" in text
    assert f"公開番号{PAST}" in text
    assert "最終更新から" not in text
    assert "目標を登録する" not in text
    app.button(key="leave_earlier").click().run()
    assert f"公開番号{SNAPSHOT}" in read(app).text
    assert "snapshot" not in app.query_params


def test_a_link_opens_a_past_day_and_a_wrong_one_the_newest(
    home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(home)
    assert f"公開番号{PAST}" in read(run_page(snapshot=PAST)).text
    assert f"公開番号{SNAPSHOT}" in read(run_page(snapshot="../../etc")).text


def test_links_carry_the_day_and_the_language(home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(home)
    links = read(run_page(snapshot=PAST, lang="en")).links
    assert links
    assert [link for link in links if f"snapshot={PAST}" not in link] == []
    assert [link for link in links if "lang=en" not in link] == []


def test_a_check_that_was_let_pass_is_told(home: Path, reader_of: Callable[..., None]) -> None:
    let_pass = {"check": "grain", "reason": "確認済み<b>", "by": "データ担当"}
    note(home, SNAPSHOT, overrides=[let_pass])
    reader_of(home)
    text = read(run_page()).text
    assert "検査を見送って公開しています" in text
    assert "grain：確認済み<b>（判断：データ担当）" in text


@pytest.mark.parametrize(("days", "is_told"), [(2, False), (3, True), (40, True)])
def test_old_data_is_told(
    days: int, is_told: bool, home: Path, reader_of: Callable[..., None]
) -> None:
    published = datetime.now(JST) - timedelta(days=days, minutes=1)
    note(home, SNAPSHOT, published_at=published.isoformat())
    reader_of(home)
    assert (f"最終更新から{days}日たっています" in read(run_page()).text) == is_told


def test_days_are_counted_in_japan() -> None:
    """A manifest of an earlier edition has no zone: its time is Japan's."""
    now = datetime(2026, 11, 4, 9, 12, tzinfo=JST)
    assert days_since(datetime(2026, 11, 1, 9, 12), now) == 3
    assert days_since(datetime(2026, 11, 1, 0, 13, tzinfo=timezone.utc), now) == 2  # noqa: UP017


def test_a_fault_is_explained_without_its_details(
    full_home: Path, reader_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    reader_of(full_home)
    monkeypatch.setattr("dashboards.components.frame.particulars", fails)
    reader = read(run_page("evidence"))
    assert reader.states == ["state.error"]
    assert "secret" not in reader.text
    assert "再読み込み" in reader.text


def test_staff_reads_the_managers_file_and_officials_their_own(full_home: Path) -> None:
    files = {
        audience: open_snapshot(full_home, audience).path.name
        for audience in ("manager", "staff", "official")
    }
    assert files == {
        "manager": "manager.duckdb",
        "staff": "manager.duckdb",
        "official": "official.duckdb",
    }
    identities = {open_snapshot(full_home, who).identity for who in ("manager", "staff")}
    assert len(identities) == 2


def test_publications_are_listed_newest_first_and_broken_ones_left_out(home: Path) -> None:
    broken = home / "published" / "20260101T000000-00000000"
    broken.mkdir()
    (broken / "manifest.json").write_text("{}")
    assert [one.snapshot_id for one in publications(home)] == [SNAPSHOT, PAST]
    assert publications(home)[1].is_of_a_past_day
