"""The page of companies: a company is found by what people type, and shown as the marts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboards.queries.company import find_companies
from dashboards.queries.snapshot import open_snapshot
from tests.dashboards.reading import open_page, read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ひびき機械", ["C1"]),
        ("株式会社ひびき", ["C1", "C2"]),
        ("㈱ひびき商会", ["C2"]),
        ("abc", ["C3"]),
        ("ＡＢＣ", ["C3"]),
        ("1234567", ["C1"]),
        ("  ", []),
        ("株式会社", []),
        ("'; drop table marts.company; --", []),
    ],
)
def test_company_is_found_by_part_of_its_name_or_number(
    typed: str, found: list[str], full_home: Path
) -> None:
    snapshot = open_snapshot(full_home, "manager")
    assert sorted(one.company_key for one in find_companies(snapshot, typed)) == found


def test_journey_and_records_are_the_marts(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    reader = read(run_page("company", company="C1"))
    assert "小倉北区" in reader.text
    assert "製造業" in reader.text
    year = next(row for row in reader.rows if row[0] == "令和7年度（2025）")
    assert year[1:] == ["2025年5月1日", "2025年6月10日", "―", "―", "2026年2月3日"]
    records = [row for row in reader.rows if len(row) == 5 and row[2] in {"K-1/sme_desk", "S-9"}]
    assert [row[3:] for row in records] == [["成果.csv", "4"], ["相談_6月.xlsx#受付", "12"]]
    uncounted = next(row for row in reader.rows if row[2:3] == ["K-2/sme_desk"])
    assert uncounted[0] == "―"


def test_typing_a_name_offers_its_companies(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page("company")
    app.text_input(key="typed_company").set_value("ひびき").run()
    options = app.selectbox(key="select_company").options
    assert options[0] == "選んでください"
    assert [option.split("  ")[0] for option in options[1:]] == [
        "(株)ひびき商会",
        "株式会社ひびき機械",
    ]
    app.selectbox(key="select_company").select_index(2).run()
    assert "C1" in app.query_params["company"]
    assert "株式会社ひびき機械" in read(app).text


def test_unknown_company_in_the_address_is_dropped(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page("company", company="C404")
    assert "C404" not in read(app).text
    assert "company" not in app.query_params


def test_visits_and_companies_are_told_apart(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    """延べ件数 and 実企業数 stand side by side; a programme's companies do not add up to all."""
    reader_of(full_home)
    app = open_page(run_page(), "company")
    bodies = " ".join(block.proto.body for block in app.get("html"))
    for key, value in (("visit_count", 300), ("company_count", 110), ("new_company_count", 12)):
        assert f'data-count="company.{key}" data-value="{value}"' in bodies
    rows = {row[0]: row[1:] for row in read(app).rows}
    assert rows["中小企業・ベンチャー総合相談窓口"] == ["200", "80", "8", "40"]
    assert rows["相談"] == ["80社", "20社", "20社"]
