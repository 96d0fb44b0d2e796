"""What published figures make people hear: late desks, targets at risk, a month's end."""

from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.alerts import tell
from orchestration.alerts.causes import present_causes
from orchestration.lock import JST
from tests.orchestration.alerts.letters import MANAGERS, mail_server, tell_by_mail
from tests.orchestration.office import Office
from tests.orchestration.publication.manifests import invented, lay

TABLES = Path(__file__).with_name("published.sql").read_text(encoding="utf-8")
PUBLISHED_AT = datetime(2026, 6, 1, 6, 31, tzinfo=JST)
MONTH_END = date(2026, 5, 31)


def _publish(home: Home, requested: date | None = None, is_sample: bool = False) -> Path:
    name = "20260601T063100-" + ("bbbbbbbb" if requested else "aaaaaaaa")
    manifest = invented(
        name, MONTH_END, PUBLISHED_AT, is_sample=is_sample, requested_as_of=requested
    )
    folder = lay(home, manifest, is_current=requested is None)
    with duckdb.connect(str(folder / "manager.duckdb")) as connection:
        connection.execute(TABLES)
    return folder


@pytest.fixture
def home(office: Office) -> Home:
    """A home that published."""
    _publish(office.home)
    return office.home


def _late(home: Home, today: date) -> list[tuple[str, str, str]]:
    causes = present_causes(home, today)["desk_late"].causes
    return [(cause.subject, cause.detail, cause.words["name"]) for cause in causes]


def test_a_desk_is_late_from_the_day_after_it_was_due(home: Home) -> None:
    assert _late(home, date(2026, 5, 20)) == []
    desk = ("consultation/sme_desk", "2026-05-20", "consultation 総合相談窓口")
    assert _late(home, date(2026, 5, 21)) == [desk]


def test_a_log_of_no_desk_that_never_came_is_late_too(home: Home) -> None:
    assert _late(home, date(2026, 7, 30))[1] == ("finance_line", "2026-07-29", "finance_line")
    words = present_causes(home, date(2026, 7, 30))["desk_late"].causes[1].words
    assert words["last_delivered"] == "なし"


def test_a_sample_stands_still(office: Office) -> None:
    _publish(office.home, is_sample=True)
    assert [subject for subject, _, _ in _late(office.home, date(2030, 1, 1))] == [
        "consultation/sme_desk"
    ]


def test_only_this_years_newest_status_puts_a_target_at_risk(home: Home) -> None:
    reading = present_causes(home, MONTH_END)["target_at_risk"]
    assert [(cause.subject, cause.detail) for cause in reading.causes] == [
        ("a.total/2026", "at_risk")
    ]
    words = reading.causes[0].words
    assert (words["value"], words["forecast"], words["target"]) == (
        "150件",
        "800～1,050件",
        "1,000件",
    )
    assert reading.well == {"a.firms/2026"}


def test_a_snapshot_that_cannot_be_read_says_nothing_of_figures(home: Home) -> None:
    (home.published / "current" / "manager.duckdb").write_bytes(b"damaged")
    assert set(present_causes(home, MONTH_END)) == {"file_refused"}


def test_a_months_end_is_mailed_to_the_managers_once(home: Home) -> None:
    with mail_server() as letters:
        tell_by_mail(home, letters.port)
        tell(home, PUBLISHED_AT)
        before = len(letters.all)
        _publish(home, requested=MONTH_END)
        assert [tell(home, PUBLISHED_AT + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    letter = letters.all[before]
    assert letter["To"] == MANAGERS
    assert letter["Subject"] == "【FAIS実績】2026年5月末現在の主な数値"
    text = letter.get_content()
    assert "・相談件数：1,150件（目標の15%、前年同日 1,200件）" in text
    assert "相談企業数" not in text
    assert "2026年5月31日現在" in text


def test_an_older_months_end_is_no_news(home: Home) -> None:
    _publish(home, requested=MONTH_END)
    with mail_server() as letters:
        tell_by_mail(home, letters.port)
        tell(home, datetime(2026, 7, 1, 6, 31, tzinfo=JST))
    assert [one for one in letters.subjects if "末現在" in one] == []
