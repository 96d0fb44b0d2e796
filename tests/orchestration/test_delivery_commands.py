"""`fais withdraw` and `fais templates`: what people are told, in both languages."""

import re
from pathlib import Path

import pytest

from ingest.contracts import load_contracts
from ingest.home import Home
from orchestration.cli import main

SAID = re.compile("[ぁ-ん].*[a-z]{3}", re.DOTALL)
ROWS = "受付番号,事業コード,受付日時,状態\nC-1,sme_desk,2025/5/7 10:00,完了\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    (home.inbox / "consultation").mkdir()
    (home.inbox / "consultation" / "相談.csv").write_text(ROWS, encoding="utf-8")
    return home


class Fais:
    """The command line in this process."""

    def __init__(
        self, home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._home, self._monkeypatch, self._capsys = home, monkeypatch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Return the exit code and what was said, which is in both languages."""
        command = ["fais", *arguments, "--home", str(self._home.root)]
        self._monkeypatch.setattr("sys.argv", command)
        code = 0
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        said = "".join(self._capsys.readouterr())
        assert SAID.search(said), said
        assert "Traceback" not in said
        return code, said


@pytest.fixture
def fais(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Fais:
    return Fais(home, monkeypatch, capsys)


def test_a_delivery_is_taken_back_and_given_back(fais: Fais) -> None:
    assert fais("land")[0] == 0
    code, said = fais("withdraw", "相談.csv")
    assert code == 0
    assert "consultation/相談.csv (1 rows)" in said
    code, said = fais("withdraw", "相談.csv")
    assert code == 1
    assert said.count("\n") == 1
    code, said = fais("withdraw", "相談.csv", "--undo")
    assert code == 0
    assert "Given back: consultation/相談.csv" in said


def test_a_file_that_never_came_is_said_in_one_line(fais: Fais) -> None:
    code, said = fais("withdraw", "無い.csv")
    assert code == 1
    assert said.count("\n") == 1
    assert "無い.csv" in said


def test_a_form_is_written_for_every_log(fais: Fais, home: Home) -> None:
    code, said = fais("templates")
    assert code == 0
    assert f"{len(load_contracts(None))} 件" in said
    assert len(list(home.templates.glob("*.xlsx"))) == len(load_contracts(None))
