"""What people enter on a page is delivered as a row that ingest accepts, or refused in words."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from dashboards.inbox import NotDeliveredError, deliver_row
from dashboards.period import JST
from dashboards.row_numbers import RowNumbers
from dashboards.sections import comments, target_entry
from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.landing import land_log
from tests.dashboards.published_home import publish
from tests.dashboards.reading import read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

_NOW = datetime(2100, 1, 1, tzinfo=JST)
FORMS = {comments.LOG: comments.HEADINGS, target_entry.LOG: target_entry.HEADINGS}


@pytest.mark.parametrize("log", FORMS)
def test_forms_use_the_headings_of_their_contracts(log: str) -> None:
    titles = {column.name: column.title for column in load_contracts(None)[log].columns}
    assert FORMS[log] == titles


def test_a_row_is_a_file_that_is_read_as_delivered(tmp_path: Path) -> None:
    """UTF-8 with BOM; nothing half-written is left behind."""
    file = deliver_row(tmp_path, "target", {"指標コード": "a,b", "根拠": "計画\n第2期"})
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert list(file.parent.iterdir()) == [file]
    with file.open(encoding="utf-8-sig", newline="") as text:
        assert list(csv.DictReader(text)) == [{"指標コード": "a,b", "根拠": "計画\n第2期"}]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@x", "＝cmd", "-1"])
def test_text_that_would_be_computed_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(NotDeliveredError, match=r"entry\.formula"):
        deliver_row(tmp_path, "target", {"根拠": text})
    assert list(tmp_path.iterdir()) == []


def test_a_closed_inbox_is_told(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("a file where a folder should be")
    with pytest.raises(NotDeliveredError, match=r"entry\.closed"):
        deliver_row(tmp_path, "target", {"根拠": "計画"})


def test_comments_of_the_same_moment_have_numbers_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Numbers rise though the clock stands still, and fit where only 53 bits are held."""
    monkeypatch.setattr("dashboards.row_numbers.time.time_ns", lambda: 4_102_444_800 * 10**9)
    numbers = RowNumbers()
    with ThreadPoolExecutor(4) as people:
        taken = list(people.map(lambda _: numbers.take(), range(200)))
    assert len(set(taken)) == 200
    assert sorted(taken) == list(range(min(taken), min(taken) + 200))
    assert max(taken) < 2**53


def _send(app: AppTest) -> None:
    next(button for button in app.button if button.label == "台帳に送る").click().run()


def _said(app: AppTest) -> str:
    return read(app).text


def _landed(home: Path, log: str) -> list[tuple[int | None, int | None]]:
    report = land_log(Home(home), load_contracts(None)[log], _NOW)
    return [(row.accepted, row.rejected) for row in report.deliveries]


def test_a_comment_is_taken_and_lands(tmp_path: Path, reader_of: Callable[..., None]) -> None:
    publish(tmp_path)
    Home(tmp_path).create()
    reader_of(tmp_path)
    app = run_page("evidence")
    app.text_area[0].set_value("相談員を増やした")
    _send(app)
    assert "指標コメントに受け付けました" in _said(app)
    assert _landed(tmp_path, "indicator_comment") == [(1, 0)]


def test_an_empty_comment_is_not_sent(tmp_path: Path, reader_of: Callable[..., None]) -> None:
    publish(tmp_path)
    reader_of(tmp_path)
    app = run_page("evidence")
    _send(app)
    assert "要因か対応のどちらかを書いてください" in _said(app)
    assert not (tmp_path / "inbox").exists()


def test_a_target_is_taken_and_lands(tmp_path: Path, reader_of: Callable[..., None]) -> None:
    publish(tmp_path)
    Home(tmp_path).create()
    reader_of(tmp_path)
    app = run_page("targets")
    app.number_input[0].set_value(1200.0)
    _send(app)
    assert "目標値に受け付けました" in _said(app)
    assert _landed(tmp_path, "target") == [(1, 0)]


def test_officials_and_readers_of_earlier_data_enter_nothing(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home, "official")
    assert not run_page("targets").number_input
    assert not run_page("evidence").text_area
