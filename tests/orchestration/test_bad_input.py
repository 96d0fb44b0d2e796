"""Bad input costs one clear line and an exit code; the rest lands, and what is published stays."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from ingest.contracts import ContractError
from ingest.home import Home, HomeError
from ingest.ledger import read_ledger
from orchestration import refresh as refresh_module
from orchestration.cli.progress import LineReporter
from orchestration.landings import Landed
from orchestration.publication import Override
from orchestration.reporting import Reporter
from orchestration.result import Outcome, RunResult
from orchestration.run import land, run
from tests.orchestration.office import CONSULTATIONS, Office

LOCKED_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)
"""The old container format in which Excel keeps a workbook with a password."""


def _zipped_without_workbook() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("hello.txt", "no workbook")
    return content.getvalue()


BAD_FILES: Mapping[str, tuple[str, str | bytes]] = {
    "a missing column": ("窓口.csv", "受付番号,事業コード,企業名\nC-01,sme_desk,例示商会\n"),
    "an empty file": ("空.csv", ""),
    "binary named csv": ("写真.csv", bytes(range(256)) * 8),
    "a locked workbook": ("鍵つき.xlsx", LOCKED_EXCEL),
    "no workbook inside": ("壊れ.xlsx", _zipped_without_workbook()),
    "no header": ("走り書き.csv", "今日は\n晴れ\n"),
}


@pytest.fixture(autouse=True)
def published(monkeypatch: pytest.MonkeyPatch) -> list[date | None]:
    """Stand-in for everything after landing: publishes at once, and notes that it was asked."""
    asked: list[date | None] = []

    def refresh(
        home: Home,
        as_of: date | None,
        landed: Mapping[str, Landed],
        reporter: Reporter,
        overrides: Sequence[Override],
    ) -> RunResult:
        del home, landed, reporter
        assert not overrides
        asked.append(as_of)
        return RunResult(Outcome.PUBLISHED, "published")

    monkeypatch.setattr(refresh_module, "refresh", refresh)
    return asked


def _landed_files(home: Home, log: str = "consultation") -> dict[str, str]:
    return {row.file: row.status for row in read_ledger(home.landing / log / "ledger")}


@pytest.mark.parametrize(("name", "content"), BAD_FILES.values(), ids=list(BAD_FILES))
def test_a_bad_file_is_refused_and_the_others_land(
    office: Office, name: str, content: str | bytes
) -> None:
    office.deliver("consultation", name, content)
    office.deliver("consultation", "正しい.csv")
    said = io.StringIO()
    result = run(office.home, reporter=LineReporter(said))
    assert _landed_files(office.home) == {name: "refused", "正しい.csv": "landed"}
    assert result.exit_code == 3
    lines = [line for line in said.getvalue().splitlines() if name in line]
    assert len(lines) == 1
    assert f"inbox/consultation/{name}: " in lines[0]
    assert [refusal.where for refusal in result.not_taken] == [f"inbox/consultation/{name}"]
    assert all(refusal.message_ja for refusal in result.not_taken)


def test_a_folder_of_no_known_log_is_named(office: Office) -> None:
    office.deliver("soudan", "受付簿.csv")
    office.deliver("consultation", "正しい.csv")
    result = run(office.home)
    assert result.exit_code == 3
    assert [refusal.where for refusal in result.not_taken] == ["inbox/soudan"]
    assert "contracts/" in result.not_taken[0].message


def test_a_file_beside_the_folders_is_named(office: Office) -> None:
    office.deliver(".", "受付簿.csv")
    office.deliver("consultation", "正しい.csv")
    result = run(office.home)
    assert [refusal.where for refusal in result.not_taken] == ["inbox/受付簿.csv"]


def test_an_empty_inbox_builds_nothing_and_says_where_to_put_files(
    office: Office, published: list[date | None]
) -> None:
    result = run(office.home)
    assert (result.outcome, result.exit_code) == (Outcome.NOTHING_NEW, 0)
    assert str(office.home.inbox) in result.message
    assert published == []


def test_a_broken_contract_stops_the_run_after_the_others_landed(
    office: Office, published: list[date | None]
) -> None:
    office.deliver("consultation", "正しい.csv")
    broken = office.home.contracts / "visit.odcs.yaml"
    broken.write_text("kind: DataContract\nid: [visit\n", encoding="utf-8")
    with pytest.raises(ContractError, match=r"visit\.odcs\.yaml"):
        run(office.home)
    assert _landed_files(office.home) == {"正しい.csv": "landed"}
    assert published == []


def test_a_log_with_a_broken_contract_of_its_own_does_not_land(office: Office) -> None:
    office.deliver("consultation", "正しい.csv")
    office.deliver("target", "目標.csv", "指標コード,年度,目標値\n")
    broken = office.home.contracts / "consultation.odcs.yaml"
    broken.write_text("kind: DataContract\nid: consultation\n", encoding="utf-8")
    with pytest.raises(ContractError):
        land(office.home)
    assert _landed_files(office.home) == {}
    assert _landed_files(office.home, "target") != {}


def test_a_broken_catalogue_row_stops_the_run_after_landing(
    office: Office, published: list[date | None]
) -> None:
    from dbt_project.catalogue import CatalogueError

    office.deliver("consultation", "正しい.csv")
    row = "indicator_id,log,measure,accumulate\nx.new,no_such_log,rows,sum\n"
    (office.home.catalogue / "indicators.csv").write_text(row, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"indicators\.csv:2"):
        run(office.home)
    assert _landed_files(office.home) == {"正しい.csv": "landed"}
    assert published == []


def test_one_log_that_breaks_does_not_keep_the_others(office: Office) -> None:
    office.deliver("consultation", "正しい.csv")
    (office.home.landing / "target").write_text("a file where a folder belongs")
    result = run(office.home)
    assert _landed_files(office.home) == {"正しい.csv": "landed"}
    assert result.exit_code == 3
    assert [refusal.where for refusal in result.not_taken] == ["inbox/target"]


def test_nothing_can_be_landed_is_said_once(office: Office) -> None:
    office.deliver("consultation", "正しい.csv")
    office.home.landing.rmdir()
    office.home.landing.write_text("a file where a folder belongs")
    with pytest.raises(HomeError, match="cannot be written"):
        run(office.home)


def test_no_home_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="no home here"):
        run(Home(tmp_path / "nowhere"))


def test_as_of_is_handed_on(office: Office, published: list[date | None]) -> None:
    office.deliver("consultation", "正しい.csv", CONSULTATIONS)
    run(office.home, date(2025, 5, 31))
    assert published == [date(2025, 5, 31)]
