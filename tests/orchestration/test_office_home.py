"""New homes: an empty one for the office, a sample one that never mixes with real data."""

from pathlib import Path

import pytest

from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.inbox import unknown_folders
from orchestration.errors import SampleError
from orchestration.office_home import README, make_office_home, make_sample_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty production home."""
    home = Home(tmp_path / "home")
    make_office_home(home)
    return home


def test_every_log_has_a_folder_and_its_japanese_name(home: Home) -> None:
    for log, contract in load_contracts(None).items():
        assert (home.inbox / log).is_dir()
        assert (home.inbox / contract.title).resolve() == home.inbox / log


def test_japanese_names_are_known_folders(home: Home) -> None:
    assert unknown_folders(home, load_contracts(home.contracts)) == []


def test_links_survive_a_move_of_the_home(home: Home, tmp_path: Path) -> None:
    moved = home.root.rename(tmp_path / "elsewhere")
    (moved / "inbox" / "相談受付簿" / "a.csv").touch()
    assert (moved / "inbox" / "consultation" / "a.csv").exists()


def test_only_the_owner_can_read_it(home: Home) -> None:
    folders = [home.root, *(path for path in home.root.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in folders if not path.is_symlink()} == {0o700}


def test_the_office_finds_its_logs_in_the_readme(home: Home) -> None:
    text = (home.root / README).read_text(encoding="utf-8")
    assert "| 相談受付簿 | inbox/consultation/ |" in text
    assert "{logs}" not in text


def test_making_it_again_keeps_what_is_there(home: Home) -> None:
    (home.inbox / "consultation" / "a.csv").write_text("x")
    make_office_home(home)
    assert (home.inbox / "consultation" / "a.csv").read_text() == "x"


def test_an_empty_home_is_no_sample(home: Home) -> None:
    assert not home.is_sample


def test_the_sample_never_goes_into_a_home_of_the_office(home: Home) -> None:
    with pytest.raises(SampleError, match="is not a sample"):
        make_sample_home(home)
    assert list((home.inbox / "consultation").iterdir()) == []


def test_the_sample_never_goes_into_some_other_folder(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(SampleError):
        make_sample_home(Home(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
