"""The page of operations: what `fais` tells, in words; undoing is for data staff, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from dashboards.commands import Answer, ask_json, run_command
from dashboards.queries.operations import Event
from dashboards.sections.operations_state import standing_hold
from tests.dashboards.published_home import SNAPSHOT
from tests.dashboards.reading import read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

OLDER = "20261001T090000-00000000"
TOLD: dict[str, dict[str, Any]] = {
    "status": {
        "waiting": ["inbox/consultation/新しい.csv"],
        "refused": [{"file": "inbox/consultation/壊れ.xlsx", "message_ja": "", "message_en": ""}],
        "to_correct": ["rejected/consultation/a.csv.xlsx"],
        "running": None,
        "last_run": {
            "ended_at": "2026-11-01T09:12:05+09:00",
            "outcome": "published",
            "exit_code": 3,
            "message": "published",
        },
    },
    "snapshots": {
        "snapshots": [
            {
                "snapshot_id": name,
                "as_of": "2026-10-31",
                "published_at": "2026-11-01T09:12:00+09:00",
                "requested_as_of": None,
                "is_current": name == SNAPSHOT,
                "files": 12,
                "overrides": [],
            }
            for name in (SNAPSHOT, OLDER)
        ],
        "journal": [
            {
                "at": "2026-11-01T09:12:00+09:00",
                "event": "published",
                "snapshot_id": SNAPSHOT,
                "reason": "",
                "by": "",
            }
        ],
    },
    "diff": {
        "figures": [
            {
                "indicator_id": "sme_desk.consultations",
                "fiscal_year": 2026,
                "month": "2026-10-01",
                "before": 90.0,
                "after": 119.0,
                "cause": "rows",
                "files": ["consultation/相談_10月.csv"],
            }
        ],
        "rows": [
            {
                "log": "consultation",
                "record_id": "K-1/sme_desk",
                "change": "added",
                "file": "相談_10月.csv",
                "row_number": 7,
            }
        ],
        "files": {"consultation/相談_10月.csv": "new"},
        "settings": [],
        "opened_periods": 0,
    },
}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    """`fais` answers as written above."""
    monkeypatch.setattr(
        "dashboards.queries.operations.ask_json", lambda _home, command, *_: TOLD[command]
    )


@pytest.mark.usefixtures("told")
def test_state_snapshots_and_changes_are_told(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    reader = read(run_page("operations"))
    assert "公開しましたが、受け付けられなかったファイルがあります" in reader.text
    assert "inbox/consultation/新しい.csv" in reader.text
    changed = next(row for row in reader.rows if row[1:2] == ["令和8年度 10月"])
    assert changed[2:] == ["90", "119", "件", "consultation/相談_10月.csv"]
    assert ["相談_10月.csv", "7", "相談受付簿", "K-1/sme_desk", "追加"] in reader.rows
    assert [row[-1] for row in reader.rows if row[0] in {SNAPSHOT, OLDER}] == ["公開中", "以前の版"]


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(("audience", "forms"), [("manager", 0), ("staff", 1)])
def test_only_data_staff_can_undo(
    audience: str, forms: int, full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home, audience)
    app = run_page("operations")
    assert len([box for box in app.checkbox if box.key == "sure_rollback"]) == forms


@pytest.mark.usefixtures("told")
def test_undoing_needs_reason_name_and_intent(
    full_home: Path, reader_of: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, ...]] = []

    def run(_home: Path, *words: str) -> Answer:
        said.append(words)
        return Answer(True, "戻しました")

    monkeypatch.setattr("dashboards.sections.operations_undo.run_command", run)
    reader_of(full_home, "staff")
    app = run_page("operations")
    app.text_input(key="reason_rollback").set_value("10月分の二重計上")
    press(app, "この版に戻す")
    assert said == []
    assert "まだ何もしていません" in read(app).text
    app.text_input(key="by_rollback").set_value("担当1")
    app.checkbox(key="sure_rollback").check()
    press(app, "この版に戻す")
    assert said == [("rollback", OLDER, "--reason", "10月分の二重計上", "--by", "担当1")]
    assert "戻しました" in read(app).text


def press(app: AppTest, label: str) -> None:
    """Press the button of a label and let the page run."""
    next(button for button in app.button if button.label == label).click()
    app.run()


def test_history_of_a_figure(
    tmp_path: Path, full_home: Path, reader_of: Callable[..., None]
) -> None:
    (tmp_path / "published").symlink_to(full_home / "published")
    folder = tmp_path / "history" / "kpi_history"
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(
            f"""copy (
                select 'sme_desk.consultations' as indicator_id, 2026 as fiscal_year,
                    null::date as month, 685.0 as value, timestamp '2026-11-01 09:12' as since,
                    '{SNAPSHOT}' as snapshot_id, ['consultation/相談_10月.csv'] as files
            ) to '{folder / SNAPSHOT}.parquet'"""
        )
    reader_of(tmp_path)
    rows = read(run_page("operations")).rows
    assert ["2026年11月1日 09:12", "685", "件", SNAPSHOT, "consultation/相談_10月.csv"] in rows


def test_a_hold_stands_until_someone_goes_on() -> None:
    def event(name: str) -> Event:
        return Event("2026-11-01T09:12:00+09:00", name, SNAPSHOT, "誤り", "担当1")

    back, on, shown = event("rolled_back"), event("resumed"), event("published")
    assert standing_hold([back, shown]) == back
    assert standing_hold([on, back, shown]) is None
    assert standing_hold([event("year_closed"), back]) == back
    assert standing_hold([]) is None


def test_the_command_line_answers_pages(tmp_path: Path) -> None:
    """A folder that is no home: the answer is a sentence, no traceback, and no state."""
    answer = run_command(tmp_path / "nowhere", "status")
    assert not answer.is_done
    assert "nowhere" in answer.text
    assert "Traceback" not in answer.text
    assert ask_json(tmp_path / "nowhere", "status") is None
