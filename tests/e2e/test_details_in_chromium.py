"""From a company to its file and row, exports opened again, uploads, paper: in a real browser."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.dashboards.published_home import publish
from tests.e2e.browsing import opened, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published home with one log's inbox."""
    folder = tmp_path_factory.mktemp("details")
    publish(folder)
    (folder / "inbox" / "consultation").mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """The pages of that home, for data staff."""
    with served(home) as address:
        yield address


def test_company_is_found_and_leads_to_file_and_row(site: str, page: Page) -> None:
    opened(page, f"{site}/company")
    page.get_by_label("企業名・法人番号").fill("ひびき機械")
    page.keyboard.press("Enter")
    page.get_by_text("1社が見つかりました").wait_for()
    page.get_by_role("combobox", name="表示する企業").click()
    page.get_by_role("option", name=re.compile("ひびき機械")).click()
    page.wait_for_url(re.compile("company=C1"))
    record = page.locator("tr", has_text="K-1/sme_desk")
    record.wait_for()
    assert "相談_6月.xlsx#受付" in record.inner_text()
    assert page.locator(".stVegaLiteChart").get_attribute("aria-label")


def test_excel_and_csv_hold_what_the_table_shows(site: str, page: Page, tmp_path: Path) -> None:
    """Both are opened again: the same rows, numbers as numbers, notes on a sheet of their own."""
    opened(page, f"{site}/finance?statement=budget&statement_year=2024&account=profit")
    controls = page.locator(".st-key-controls_finance")
    saved = {}
    for kind in ("CSV", "Excel"):
        with page.expect_download() as download:
            controls.get_by_role("button", name=f"{kind}をダウンロード").click()
        saved[kind] = tmp_path / download.value.suggested_filename
        download.value.save_as(saved[kind])
    text = saved["CSV"].read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    book = openpyxl.load_workbook(saved["Excel"])
    sheet = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [list(map(str, row[:1])) for row in sheet] == [row[:1] for row in rows]
    assert sheet[1][2] == 200_000
    assert rows[1][2] == "200000"
    assert any("基準日" in str(row[0]) for row in book.worksheets[1].iter_rows(values_only=True))


def test_file_is_put_into_the_inbox(site: str, home: Path, page: Page) -> None:
    opened(page, f"{site}/quality")
    upload = page.locator("input[type=file]")
    upload.set_input_files({"name": "相談_11月.csv", "mimeType": "text/csv", "buffer": b"a,b\n"})
    page.get_by_role("button", name="「相談受付簿」に入れる").click()
    page.get_by_text("相談_11月.csv を受付フォルダーに入れました").wait_for()
    assert (home / "inbox" / "consultation" / "相談_11月.csv").read_bytes() == b"a,b\n"


def test_page_goes_on_paper_as_text(site: str, page: Page) -> None:
    opened(page, f"{site}/finance")
    paper = page.pdf(format="A4", print_background=True, prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) >= 1
    assert b"/ToUnicode" in paper


def test_official_finds_no_page_of_companies(home: Path, page: Page) -> None:
    with served(home, "official") as address:
        opened(page, f"{address}/company")
        assert page.locator("[data-state='state.no_permission']").is_visible()
        names = page.locator("[data-testid=stSidebarNavLink]").all_inner_texts()
        assert "財務" in " ".join(names)
        assert "企業別支援経過" not in " ".join(names)
