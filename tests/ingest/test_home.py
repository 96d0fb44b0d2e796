"""The home: where it is, what it has, and errors in one line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.home import FOLDERS, Home, HomeError


def test_the_argument_wins_over_the_environment_over_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAIS_HOME", "/srv/fais")
    assert Home.locate(tmp_path / "x").root == tmp_path / "x"
    assert Home.locate(None).root == Path("/srv/fais")
    monkeypatch.delenv("FAIS_HOME")
    assert Home.locate(None).root == tmp_path / "var"


def test_a_home_has_its_folders_for_its_owner_only(tmp_path: Path) -> None:
    home = Home(tmp_path / "a" / "home")
    assert not home.exists
    home.create()
    home.create()
    assert home.exists
    made = {path.name: path.stat().st_mode & 0o777 for path in home.root.iterdir()}
    assert made == dict.fromkeys(FOLDERS, 0o700)
    assert all(getattr(home, name) == home.root / name for name in FOLDERS)


def test_a_home_can_be_marked_as_a_sample(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert not home.is_sample
    home.mark_as_sample(date(2026, 10, 31))
    assert home.is_sample


def test_a_home_in_the_place_of_a_file_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    home = Home(tmp_path / "file")
    for attempt in (home.create, lambda: home.mark_as_sample(date(2026, 1, 1))):
        with pytest.raises(HomeError, match=r"file: the home cannot be written \(.+\)\. Give"):
            attempt()


def test_what_is_no_home_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="fais init"):
        Home(tmp_path).check()
    Home(tmp_path).create()
    Home(tmp_path).check()
