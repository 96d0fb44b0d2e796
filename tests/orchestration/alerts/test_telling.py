"""People are told by a real mail server and web address: once, and once when it is well."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from orchestration.alerts import tell
from orchestration.alerts.memory import MEMORY, read_memory
from orchestration.last_run import note_run
from orchestration.lock import JST, file_lock
from orchestration.result import Outcome, RunResult
from orchestration.run import land
from tests.orchestration.alerts.letters import (
    DATA_STAFF,
    free_port,
    mail_server,
    tell_by_mail,
    web_server,
    write_settings,
)
from tests.orchestration.office import CONSULTATIONS, Office

NOW = datetime(2026, 5, 1, 9, tzinfo=JST)
LATER = timedelta(hours=2)
FAILED = RunResult(Outcome.FAILED, "not published: the disk is full")
BLOCKED = RunResult(Outcome.BLOCKED, "not published, these checks failed: grain.holds")
PUBLISHED = RunResult(Outcome.PUBLISHED, "published snapshot 1 as of 2026-04-30")
HELD = RunResult(Outcome.HELD, "publishing is held")


def test_a_refused_file_is_told_once_and_once_when_it_is_corrected(office: Office) -> None:
    with mail_server() as letters:
        tell_by_mail(office.home, letters.port, pages_url="https://kpi.example.jp")
        office.deliver("consultation", "5月.csv", "なにか\n別のもの\n")
        land(office.home)
        assert [tell(office.home, NOW), tell(office.home, NOW)] == [1, 0]
        office.deliver("consultation", "5月.csv", CONSULTATIONS)
        land(office.home)
        assert [tell(office.home, NOW), tell(office.home, NOW)] == [1, 0]
    assert letters.subjects == [
        "【FAIS実績】受け付けられないファイルがあります（1件）",
        "【FAIS実績】回復：ファイルを受け付けました（1件）",
    ]
    first = letters.all[0]
    assert first["To"] == DATA_STAFF
    assert first["Auto-Submitted"] == "auto-generated"
    assert "inbox/consultation/5月.csv" in first.get_content()
    assert "https://kpi.example.jp" in first.get_content()


def test_a_failed_run_is_told_once_whatever_happens_before_it_is_well(office: Office) -> None:
    with mail_server() as letters:
        tell_by_mail(office.home, letters.port)
        for result in (FAILED, FAILED, HELD, FAILED, BLOCKED, BLOCKED, PUBLISHED, PUBLISHED):
            note_run(office.home, result)
            tell(office.home, NOW)
    assert letters.subjects == [
        "【FAIS実績】取込み・集計が失敗しました",
        "【FAIS実績】検査で公開が止まりました",
        "【FAIS実績】回復：取込み・集計が再び動きました",
        "【FAIS実績】回復：検査に通り、公開しました",
    ]


def test_a_failure_after_a_closed_gate_does_not_open_it(office: Office) -> None:
    with mail_server() as letters:
        tell_by_mail(office.home, letters.port)
        for result in (BLOCKED, FAILED, BLOCKED):
            note_run(office.home, result)
            tell(office.home, NOW)
    assert [subject for subject in letters.subjects if "回復：検査" in subject] == []
    assert len([subject for subject in letters.subjects if "検査で" in subject]) == 1


def test_a_mail_server_that_is_down_gets_it_later_once(office: Office) -> None:
    port = free_port()
    tell_by_mail(office.home, port)
    note_run(office.home, FAILED)
    assert tell(office.home, NOW) == 0
    with mail_server(port) as letters:
        assert tell(office.home, NOW) == 0  # the wait is not over
        assert tell(office.home, NOW + LATER) == 1
        assert tell(office.home, NOW + LATER) == 0
    assert len(letters.all) == 1


def test_a_process_killed_before_striking_out_repeats_the_same_message_id(office: Office) -> None:
    tell_by_mail(office.home, free_port())
    note_run(office.home, FAILED)
    tell(office.home, NOW)
    kept = (office.home.history / MEMORY).read_bytes()
    identities = []
    for _ in range(2):
        (office.home.history / MEMORY).write_bytes(kept)
        with mail_server() as letters:
            tell_by_mail(office.home, letters.port)
            tell(office.home, NOW + LATER)
        identities += [letter["Message-ID"] for letter in letters.all]
    assert len(identities) == 2
    assert len(set(identities)) == 1


def test_a_webhook_gets_the_same_words(office: Office, tmp_path: Path) -> None:
    with web_server() as (address, taken):
        secret = tmp_path / "webhook-address"
        secret.write_text(address + "\n", encoding="utf-8")
        write_settings(office.home, {"webhooks": [{"url_file": str(secret)}]})
        note_run(office.home, FAILED)
        assert tell(office.home, NOW) == 1
    assert [one["subject"] for one in taken] == ["【FAIS実績】取込み・集計が失敗しました"]
    assert "the disk is full" in taken[0]["text"]


def test_a_webhook_that_answers_an_error_is_tried_again(office: Office, tmp_path: Path) -> None:
    secret = tmp_path / "webhook-address"
    write_settings(office.home, {"webhooks": [{"url_file": str(secret)}]})
    note_run(office.home, FAILED)
    for status in (500, 200):
        with web_server(status) as (address, _):
            secret.write_text(address, encoding="utf-8")
            tell(office.home, NOW + (LATER if status == 200 else timedelta()))
    assert read_memory(office.home).waiting == ()


def test_a_home_without_settings_remembers_nothing(office: Office) -> None:
    note_run(office.home, FAILED)
    assert tell(office.home, NOW) == 0
    assert not (office.home.history / MEMORY).exists()


def test_two_processes_never_tell_at_once(office: Office) -> None:
    with mail_server() as letters:
        tell_by_mail(office.home, letters.port)
        note_run(office.home, FAILED)
        with file_lock(office.home.history / "alerts.lock", is_patient=False):
            assert tell(office.home, NOW) == 0
        assert tell(office.home, NOW) == 1


def test_what_keeps_from_telling_never_breaks_a_run(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    write_settings(office.home, {"mial": {}})
    assert tell(office.home, NOW) == 0
    tell_by_mail(office.home, free_port())
    (office.home.history / MEMORY).write_text("{", encoding="utf-8")
    assert tell(office.home, NOW) == 0
    said = [record.getMessage() for record in caplog.records]
    assert any("settings.yaml: mial: Extra inputs" in line for line in said)
    assert any(MEMORY in line for line in said)


def test_memory_is_readable_text(office: Office) -> None:
    tell_by_mail(office.home, free_port())
    note_run(office.home, FAILED)
    tell(office.home, NOW)
    kept = json.loads((office.home.history / MEMORY).read_text(encoding="utf-8"))
    assert kept["waiting"][0]["subject"].endswith("失敗しました")
    assert list(kept["standing"]) == ["run_failed:run"]
