"""What the browser carries out in a real one: pictures of charts, paper, search, drill, reset.

Runs against an invented home, so that it needs no pipeline run; system Chromium, headless.
"""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from tests.dashboards.published_home import SNAPSHOT
from tests.e2e.browsing import opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def _saved(page: Page, kind: str) -> bytes:
    with page.expect_download() as download:
        page.locator(f"[data-save={kind}]").first.click()
    assert re.fullmatch(rf"[\w.]+_\d{{8}}\.{kind}", download.value.suggested_filename)
    return Path(download.value.path()).read_bytes()


def test_a_chart_is_saved_with_its_title_and_source(site: str, page: Page) -> None:
    """As SVG, and as PNG of twice the size on the screen."""
    opened(page, f"{site}/evidence")
    page.wait_for_selector(".stVegaLiteChart svg")
    drawing = ET.fromstring(_saved(page, "svg"))  # noqa: S314
    said = " ".join(text for text in drawing.itertext())
    assert "総合相談窓口 年間相談件数" in said
    assert SNAPSHOT in said
    assert "サンプルデータ" in said
    picture = _saved(page, "png")
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    assert width == round(float(drawing.attrib["width"]) * 2)
    assert height == round(float(drawing.attrib["height"]) * 2)


def test_a_month_leads_to_its_rows(site: str, page: Page) -> None:
    """From the year to September, whose thirty rows name file and row."""
    opened(page, f"{site}/evidence?year=2026")
    page.locator("tr[data-month=m09] a").click()
    page.wait_for_url(re.compile(r"period=m09"))
    page.wait_for_selector("text=令和8年9月（2026） >> visible=true")
    rows = page.locator("table:has(caption:text('元の行')) tbody tr")
    rows.first.wait_for()
    assert rows.count() == 25
    assert "consultation_202609.xlsx#受付" in rows.first.inner_text()


def test_search_opens_the_evidence_of_an_indicator(site: str, page: Page) -> None:
    opened(page, site)
    box = page.get_by_role("combobox", name="指標をさがす")
    box.click()
    box.fill("雇用創出")
    page.get_by_role("option", name="雇用創出").first.click()
    page.wait_for_url(re.compile(r"/evidence\?indicator=sme_support.jobs_created"))
    page.wait_for_function("document.querySelector('.section-head h2')?.innerText === '雇用創出'")


def test_reset_takes_every_choice_back(site: str, page: Page) -> None:
    opened(page, f"{site}/evidence?year=2024&period=q1&lang=en")
    page.get_by_role("button", name="Clear choices").click()
    page.wait_for_url(re.compile(r"/evidence\?lang=en$"))
    page.wait_for_function("document.querySelector('.meta').innerText.includes('FY2026')")


def test_a_long_page_is_printed_to_its_end(site: str, page: Page) -> None:
    """On several sheets of A4, without controls and forms."""
    opened(page, f"{site}/evidence")
    page.wait_for_selector(".stVegaLiteChart svg")
    page.emulate_media(media="print")
    assert page.locator(".page-foot").is_visible()
    for control in (".tool", ".st-key-entry_comment", ".stSidebar", ".st-key-filters"):
        assert not page.locator(control).first.is_visible(), control
    paper = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 2
