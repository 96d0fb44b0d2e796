"""The pages in a real browser: languages, narrow screens, choices, downloads, paper, no other host.

Runs against an invented home, so that it needs no pipeline run; system Chromium, headless.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboards.registry import PAGES
from tests.e2e.browsing import opened, serious_findings, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
KEYS = [entry.key for entry in PAGES]


def test_first_reader_after_a_start_may_come_in_by_any_page(home: Path, browser: Browser) -> None:
    """A folder named `pages` makes Streamlit run a page by itself until the first navigation."""
    with served(home) as address:
        page = opened(browser.new_page(), f"{address}/reconciliation?lang=en")
        assert page.locator("h1").inner_text() == "Reconciliation"
        assert page.get_by_role("link", name="Missions at a glance").is_visible()
        page.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_page_in_both_widths(key: str, language: str, site: str, browser: Browser) -> None:
    """Drawn without a fault, no sideways scroll, the document's language, no other host."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url))
    path = "" if key == "overview" else key
    opened(page, f"{site}/{path}?lang={language}")
    assert page.evaluate("document.documentElement.lang") == language
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.locator("h1").count() == 1
    assert page.title().startswith(page.locator("h1").inner_text())
    for width in (1440, 720, 390):  # 720 is 1440 at 200 % zoom
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)
        assert _overflow(page) == [], f"{width} px"
    assert serious_findings(page) == []
    foreign = {url for url in hosts if not re.match(r"(http|ws)://127\.0\.0\.1:|data:|blob:", url)}
    assert foreign == set()
    page.close()


def _overflow(page: Page) -> list[str]:
    """Elements that stick out of the page to the right."""
    return list(
        page.evaluate(
            """() => {
                const main = document.querySelector('[data-testid=stMain]');
                const edge = main.getBoundingClientRect().left + main.clientWidth + 1;
                if (main.scrollWidth <= main.clientWidth + 1) return [];
                return [...main.querySelectorAll('*')]
                    .filter(e => e.getBoundingClientRect().right > edge)
                    .map(e => e.className + ' ' + e.textContent.slice(0, 40)).slice(0, 5);
            }"""
        )
    )


def test_navigation_keeps_language_and_year(site: str, page: Page) -> None:
    opened(page, f"{site}/?lang=en&year=2024")
    page.get_by_role("link", name="Subsidies", exact=True).click()
    page.wait_for_function("document.querySelector('h1')?.innerText === 'Subsidies'")
    page.wait_for_url(re.compile(r"/subsidy\?.*year=2024"))
    assert "lang=en" in page.url
    assert "FY2024 (Reiwa 6)" in page.locator(".meta").inner_text()


def test_year_is_chosen_and_the_link_reproduces_the_view(
    site: str, page: Page, browser: Browser
) -> None:
    opened(page, f"{site}/consultation")
    page.get_by_role("combobox", name="年度").click()
    page.get_by_role("option", name="令和6年度（2024）").click()
    page.wait_for_url(re.compile("year=2024"))
    page.wait_for_function("document.querySelector('.meta').innerText.includes('令和6年度')")
    values = page.locator("article[data-indicator]").evaluate_all(
        "cards => cards.map(card => card.dataset.value)"
    )
    again = opened(browser.new_page(), page.url)
    assert values == again.locator("article[data-indicator]").evaluate_all(
        "cards => cards.map(card => card.dataset.value)"
    )
    again.close()


def test_figure_leads_to_its_months(site: str, page: Page) -> None:
    """A headline's name opens its family with the figure in the charts, which have words."""
    opened(page, site)
    page.locator("[data-mission='4'] a", has_text="雇用創出").click()
    page.wait_for_url(re.compile(r"/partnership\?year=2026&indicator=sme_support.jobs_created"))
    page.wait_for_selector(".stVegaLiteChart svg")
    labels = page.locator(".stVegaLiteChart").evaluate_all(
        "charts => charts.map(chart => chart.getAttribute('aria-label'))"
    )
    assert len(labels) == 2
    assert all(label.startswith("雇用創出：") for label in labels)
    page.get_by_text("数値の表を開く").first.click()
    assert page.locator("details[open] .table-small tbody tr").count() == 12


def test_download_holds_what_the_table_shows(site: str, page: Page) -> None:
    opened(page, f"{site}/student?year=2025")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSVをダウンロード").click()
    content = Path(download.value.path()).read_bytes()
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    shown = page.locator(".table:not(.table-small):not(.bars) tbody tr").all()
    assert len(rows) - 1 == len(shown)
    assert [row[0] for row in rows[1:]] == [row.locator("th").inner_text() for row in shown]
    assert {row[9] for row in rows[1:]} == {"令和7年度（2025）"}


def test_language_switch_and_keyboard(site: str, page: Page) -> None:
    opened(page, f"{site}/quality")
    switch = page.get_by_role("radio", name="English").or_(
        page.get_by_role("button", name="English")
    )
    switch.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert page.locator("h1").inner_text() == "Data quality"
    assert "lang=en" in page.url


def test_overview_prints_on_one_a4(site: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    opened(page, site)
    page.wait_for_selector(".stVegaLiteChart svg")
    paper = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_empty_home_says_what_to_do(tmp_path: Path, page: Page) -> None:
    with served(tmp_path) as address:
        opened(page, address)
        assert "fais run" in page.locator(".state").inner_text()
