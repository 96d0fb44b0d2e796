"""Colours can be told from their ground: words at 4.5 to 1, marks of charts at 3 to 1."""

from __future__ import annotations

import re

import pytest

from dashboards.components import chart_theme as theme
from tests.dashboards.published_home import ROOT

STYLE = (ROOT / "dashboards" / "style.css").read_text(encoding="utf-8")
BLUES = {"#0017C1", "#3460FB", "#7096F8", "#C5D7FB", "#E8F1FE"}
CHIP = re.compile(r"\.chip-(\w+) \{ color: (\S+); background: (\S+); \}")
NAMED = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLE))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def resolved(colour: str) -> str:
    """A colour of the style sheet, named or written."""
    named = re.match(r"var\(--([a-z-]+)\)", colour)
    return NAMED[named.group(1)] if named else colour


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("tone", "ink", "ground"), CHIP.findall(STYLE))
def test_words_of_a_status_stand_out_from_its_ground(tone: str, ink: str, ground: str) -> None:
    assert contrast(resolved(ink), resolved(ground)) >= 4.5, tone


@pytest.mark.parametrize("name", ["ink", "quiet", "blue"])
@pytest.mark.parametrize("ground", ["paper", "ground", "blue-soft"])
def test_text_stands_out_from_every_ground(name: str, ground: str) -> None:
    assert contrast(NAMED[name], NAMED[ground]) >= 4.5


@pytest.mark.parametrize("colour", [theme.THIS_YEAR, theme.LAST_YEAR, theme.TARGET])
def test_marks_of_charts_stand_out_from_the_ground(colour: str) -> None:
    assert contrast(colour, theme.GROUND) >= 3


def test_blues_are_those_of_the_palette() -> None:
    assert {theme.THIS_YEAR, theme.THIS_YEAR_PARTIAL} <= BLUES
    assert {NAMED[name].upper() for name in ("blue", "blue-mid", "blue-soft")} <= BLUES
