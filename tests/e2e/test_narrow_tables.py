"""On a telephone a long table shows its first cards, and all of them on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboards.components.tables import FIRST_CARDS
from tests.e2e.browsing import opened, serious_findings

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser


@pytest.fixture
def table(site: str, page: Page) -> Locator:
    """The long table of all figures of a page that is read on a telephone."""
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, f"{site}/consultation")
    return page.locator(".rows:has(.others)").last


def _shown(table: Locator) -> int:
    return sum(row.is_visible() for row in table.locator("tbody tr").all())


def test_first_cards_then_all_by_keyboard(table: Locator, page: Page) -> None:
    total = table.locator("tbody tr").count()
    assert total > FIRST_CARDS
    assert _shown(table) == FIRST_CARDS
    switch = table.locator("summary")
    assert switch.inner_text() == f"あと{total - FIRST_CARDS}件を表示"
    assert serious_findings(page) == []
    switch.focus()
    page.keyboard.press("Enter")
    assert _shown(table) == total
    assert switch.inner_text() == f"はじめの{FIRST_CARDS}件だけ表示"
    assert serious_findings(page) == []
    page.keyboard.press("Enter")
    assert _shown(table) == FIRST_CARDS


def test_paper_and_a_wide_screen_have_every_row(table: Locator, page: Page) -> None:
    total = table.locator("tbody tr").count()
    page.emulate_media(media="print")
    assert _shown(table) == total
    assert not table.locator("summary").is_visible()
    page.emulate_media(media="screen")
    assert _shown(table) == FIRST_CARDS
    page.set_viewport_size({"width": 1440, "height": 800})
    assert _shown(table) == total
    assert not table.locator("summary").is_visible()
