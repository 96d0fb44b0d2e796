"""Every indicator of the catalogue is on some page, and a row added to it needs no code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboards.registry import FAMILIES, PAGES, REMAINING_FAMILY
from tests.dashboards.published_home import SEEDS, Recipe, publish, rows_of
from tests.dashboards.reading import read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ADDED = """
insert into marts.programme values
    ('night_desk', 4, null, 'Ⅲ', '夜間相談窓口', 'Night desk', 'consultation', 2026, null, null),
    ('space_camp', 1, null, 'Ⅰ', '宇宙キャンプ', 'Space camp', 'expedition', 2026, null, null);
insert into marts.indicator values
    ('night_desk.consultations', 'night_desk', 4, '夜間相談 件数', 'Night desk', 'cases', '件',
     'cases', 'consultation', 'rows', 'status=open|closed', 'sum', true, 'open',
     '夜間の相談の件数', 'By night', 'consultation', false, 900),
    ('space_camp.people', 'space_camp', 1, '宇宙キャンプ 参加者数', 'Space camp', 'people', '人',
     'people', 'activity', 'sum:people', 'measure=参加', 'sum', false, 'open',
     '参加した人数', 'People who came', 'expedition', false, 901);
insert into marts.target values
    ('night_desk.consultations', 2026, 50, 'target', 'at_least', '試行');
insert into marts.kpi_yearly by name
select
    'night_desk.consultations' as indicator_id, 2026 as fiscal_year, 61 as value, 50 as target,
    'target' as target_kind, 1.22 as achievement, 'partial' as coverage, false as is_complete
union all by name
select 'space_camp.people' as indicator_id, 2026 as fiscal_year, 12 as value, 'partial' as coverage;
insert into marts.kpi_pace values
    ('night_desk.consultations', 2026, date '2026-10-31', 61, 29, 104, null, null, null,
     'achieved');
insert into marts.kpi_monthly values
    ('night_desk.consultations', 2026, date '2026-09-01', 61, 'complete', false);
"""


@pytest.fixture
def texts(full_home: Path, reader_of: Callable[..., None]) -> dict[str, str]:
    """What the pages of the families say, by page."""
    reader_of(full_home)
    families = [family.key for family in FAMILIES]
    return {page: read(run_page(page)).text for page in (*families, REMAINING_FAMILY)}


def test_every_indicator_is_on_some_page_with_unit_and_definition(texts: dict[str, str]) -> None:
    everything = "".join(texts.values())
    missing = [
        row["indicator_id"]
        for row in rows_of(SEEDS / "indicators.csv")
        if row["name_ja"] not in everything or row["definition_ja"] not in everything
    ]
    assert missing == []


def test_families_are_pages() -> None:
    pages = {entry.key for entry in PAGES}
    assert {family.key for family in FAMILIES} | {REMAINING_FAMILY} <= pages


def test_added_rows_show_up_without_code(tmp_path: Path, reader_of: Callable[..., None]) -> None:
    """A programme, an indicator and a target; also in a domain that no family knows."""
    publish(tmp_path, Recipe(first_year=2025, extra_sql=ADDED))
    reader_of(tmp_path)
    overview = read(run_page())
    card = next(
        figure
        for figure in overview.figures
        if figure.attributes["data-indicator"] == "night_desk.consultations"
    )
    assert "61件" in card.text
    assert "50件以上" in card.text
    assert "達成" in card.text
    app = run_page("consultation", programme="night_desk")
    assert "夜間相談窓口" in app.selectbox(key="select_programme_consultation").options
    assert [f.attributes["data-indicator"] for f in read(app).figures] == [
        "night_desk.consultations"
    ]
    assert "宇宙キャンプ 参加者数" in read(run_page("partnership")).text
