"""A home knows its form: older ones are brought up to it, newer ones are not opened."""

import stat
from pathlib import Path

import pytest

from ingest.home import FORMAT, Home, HomeError
from orchestration import upgrade as upgrading
from orchestration.office_home import make_office_home
from orchestration.upgrade import STEPS, upgrade
from tests.orchestration.office import Office


def test_a_new_home_has_the_form_of_this_edition(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    make_office_home(home)
    assert home.format == FORMAT
    assert upgrade(home) == []


def test_every_form_up_to_this_one_can_be_reached() -> None:
    assert sorted(STEPS) == list(range(2, FORMAT + 1))


def test_an_unmarked_home_is_brought_up_once(office: Office) -> None:
    open_to_all = office.deliver("consultation", "5月.csv")
    open_to_all.chmod(0o666)
    office.home.landing.chmod(0o755)
    assert [line.partition(":")[0] for line in upgrade(office.home)] == ["2"]
    assert stat.S_IMODE(open_to_all.stat().st_mode) == 0o600
    assert stat.S_IMODE(office.home.landing.stat().st_mode) == 0o700
    assert office.home.format == FORMAT
    assert upgrade(office.home) == []


def test_an_upgrade_that_is_cut_short_begins_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_: Home) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(upgrading, "STEPS", {FORMAT: ("a step", breaks)})
    with pytest.raises(OSError, match="the disk is full"):
        upgrade(office.home)
    assert office.home.format == FORMAT - 1
    monkeypatch.undo()
    assert len(upgrade(office.home)) == 1


@pytest.mark.parametrize("command", ["run", "land", "status", "upgrade", "serve", "snapshots"])
def test_a_newer_home_is_not_opened(office: Office, command: str) -> None:
    office.home.mark_format(FORMAT + 1)
    said = office.say(command)
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert f"made by a newer edition (home format {FORMAT + 1}" in said.stderr


def test_a_damaged_mark_is_an_error(office: Office) -> None:
    office.home.format_mark.write_text("{}", encoding="utf-8")
    with pytest.raises(HomeError, match="the mark of the home's form cannot be read"):
        office.home.check()
