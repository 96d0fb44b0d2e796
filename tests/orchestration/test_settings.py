"""settings.yaml: the shipped example is true, and a mistake is named, not passed over."""

from importlib.resources import files

import pytest
import yaml

from orchestration.office_home import make_office_home
from orchestration.settings import SETTINGS, Settings, SettingsError, read_settings
from tests.orchestration.office import Office

EXAMPLE = (files("orchestration") / "settings.example.yaml").read_text(encoding="utf-8")
EXPLANATION_LINES = 3


def test_a_new_home_tells_nobody_until_somebody_says_so(office: Office) -> None:
    make_office_home(office.home)
    assert (office.home.root / SETTINGS).read_text(encoding="utf-8") == EXAMPLE
    assert read_settings(office.home) == Settings()
    assert not Settings().tells_somebody


def test_settings_of_the_office_are_never_written_over(office: Office) -> None:
    (office.home.root / SETTINGS).write_text("pages_url: https://kpi.example.jp\n", "utf-8")
    make_office_home(office.home)
    assert read_settings(office.home).pages_url == "https://kpi.example.jp"


def test_every_line_of_the_example_can_be_used() -> None:
    lines = EXAMPLE.splitlines()[EXPLANATION_LINES - 1 :]
    values = yaml.safe_load("\n".join(line.removeprefix("#").removeprefix(" ") for line in lines))
    settings = Settings.model_validate(values)
    assert set(values) == set(Settings.model_fields)
    assert settings.tells_somebody


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mial: {}", "mial: Extra inputs are not permitted"),
        ("mail: {host: x, sender: y, to: {chief: [z]}}", "mail.to.chief"),
        ("mail: {host: x, sender: y, to: {}, port: 99999}", "mail.port"),
        ("dagster: {keep_runs_days: 1}", "dagster.keep_runs_days"),
        ("- a list", "Input should be a valid dictionary"),
        ("mail: [", "cannot be read"),
    ],
)
def test_a_mistake_is_named_with_its_field(office: Office, text: str, said: str) -> None:
    (office.home.root / SETTINGS).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        read_settings(office.home)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert str(office.home.root / SETTINGS) in str(error.value)
