"""Statuses and coverage in words, with a shape and a colour; never a colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.markup import Html, hidden, tag

if TYPE_CHECKING:
    from dashboards.i18n import Words
    from dashboards.queries.figures import Figure

STATUSES = ("achieved", "on_track", "at_risk", "off_track", "no_target", "not_assessable")
_SHAPES = {
    "achieved": "●",
    "on_track": "▲",
    "at_risk": "◆",
    "off_track": "▼",
    "no_target": "－",
    "not_assessable": "？",
    "match": "●",
    "differs": "▼",
    "no_data": "－",
    "passed": "●",
    "warned": "◆",
    "failed": "▼",
    "landed": "●",
    "duplicate": "－",
    "refused": "▼",
    "withdrawn": "－",
    "reject": "▼",
    "warn": "◆",
    "skip": "－",
    "fine": "●",
    "open": "●",
    "full": "◆",
    "overbooked": "▼",
    "overdue": "▼",
    "received": "●",
    "on_time": "●",
    "late": "◆",
    "never": "▼",
    "partly": "◆",
    "blocked": "▼",
    "held": "◆",
    "running": "▲",
}
_TONES = {
    "good": ("achieved", "match", "passed", "landed", "fine", "on_time", "open", "received"),
    "fine": ("on_track", "running"),
    "mind": ("at_risk", "warned", "warn", "partly", "held", "late", "full"),
    "bad": (
        "off_track",
        "differs",
        "failed",
        "refused",
        "reject",
        "blocked",
        "never",
        "overbooked",
        "overdue",
    ),
}


def chip(family: str, code: str, words: Words, suffix: str = "") -> Html:
    """A code's word with its shape, on a ground in its colour."""
    tone = next((name for name, codes in _TONES.items() if code in codes), "calm")
    label = words.term(family, code) + suffix
    return tag("span", hidden(_SHAPES.get(code, "－")), label, class_=f"chip chip-{tone}")


def status_chip(figure: Figure, words: Words) -> Html | None:
    """A figure's status with its shape and colour; None where the mart gives none."""
    if figure.status is None:
        return None
    return chip("status", figure.status, words, _provisional(figure, words))


def status_word(figure: Figure, words: Words) -> str | None:
    """A figure's status in words, marked 暫定 where provisional; None where the mart gives none."""
    if figure.status is None:
        return None
    return words.term("status", figure.status) + _provisional(figure, words)


def _provisional(figure: Figure, words: Words) -> str:
    return words("status.provisional") if figure.is_provisional else ""


def coverage_word(figure: Figure, words: Words) -> str:
    """How far the desk's deliveries reach: 速報, 未着, 記録なし; 確定 once the year is complete."""
    if figure.is_withheld and figure.value is None:
        return words("coverage.withheld")
    code = "final" if figure.is_complete else figure.coverage
    return words.term("coverage", code)


def absence(figure: Figure, words: Words) -> str:
    """What stands in the place of a value that is not there."""
    if figure.is_withheld:
        return words("coverage.withheld")
    return words.term("coverage", figure.coverage if figure.coverage != "complete" else "no_data")
