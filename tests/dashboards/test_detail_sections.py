"""Sections that one page alone has show what the marts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboards.queries.finance import Line
from dashboards.sections.finance_lines import in_reading_order
from tests.dashboards.reading import read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def row_of(page: str, first: str, **address: str) -> list[str]:
    """The row of a page's tables that begins with a text."""
    return next(row for row in read(run_page(page, **address)).rows if row[0] == first)


def test_open_consultations_by_age_and_one_by_one(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    rows = read(run_page("consultation")).rows
    assert ["91日以上", "1", "50.0%"] in rows
    assert ["8〜30日", "0", "0.0%"] in rows
    one = next(row for row in rows if row[0] == "K-7/sme_desk")
    assert one[2:4] == ["2026年7月1日", "122"]
    assert one[-1] == "株式会社ひびき機械"


def test_days_to_close_and_referral_by_desk(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    reader = read(run_page("consultation"))
    desk = "中小企業・ベンチャー総合相談窓口"
    assert [desk, "790", "1", "0", "12.5", "3.3", "2026年7月1日"] in reader.rows
    assert [desk, "800", "120", "119", "110", "349", "43.6%"] in reader.rows
    assert "相談900件のうち、紹介によるものは390件（43.3%）です" in reader.text


def test_official_sees_how_fast_desks_close_but_no_consultation(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home, "official")
    reader = read(run_page("consultation"))
    assert "K-7/sme_desk" not in reader.text
    assert "ひびき機械" not in reader.text
    assert any(row[1:3] == ["790", "1"] for row in reader.rows)


def test_sessions_to_come_with_places_left(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    full = row_of("seminar", "産学交流サロン(第10回)")
    assert full[5:8] == ["30", "34", "0"]
    assert "定員超過" in full[8]
    unlimited = row_of("seminar", "ひびきの祭")
    assert unlimited[5:8] == ["―", "0", "―"]


def test_applications_step_by_step(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    reader = read(run_page("subsidy"))
    assert ["採択", "24件", "75.0%"] in reader.rows
    assert "交付決定は1,273万円、支払済みは400万円です" in reader.text
    only = row_of("subsidy", "シーズ創出・実用性検証", programme="rd_seeds")
    assert only[1:7] == ["16", "12", "3", "1", "0", "80.0%"]
    assert only[-3:] == ["6,365,000", "8,000,000", "79.6%"]


def test_broken_rules_are_told_in_words(full_home: Path, reader_of: Callable[..., None]) -> None:
    """A failure shows the rule, what was measured and its limit; unknown is not failed."""
    reader_of(full_home)
    reader = read(run_page("subsidy"))
    failed = next(row for row in reader.rows if row[0] == "HG26-03")
    assert failed[2:5] == ["決まった額を超える支出に見積書があること", "8万円", "5万円"]
    assert "合わない" in failed[5]
    quota = next(row for row in reader.rows if row[0] == "年度全体")
    assert quota[3:5] == ["12", "10"]
    open_one = next(row for row in reader.rows if row[0] == "HG26-05")
    assert "判定できない" in open_one[5]
    assert not any(row[0] == "HG26-06" for row in reader.rows)
    english = read(run_page("subsidy", lang="en"))
    assert next(row for row in english.rows if row[0] == "HG26-03")[2].isascii()


def test_overdue_reports_come_first(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    reader = read(run_page("subsidy"))
    states = [row[-1] for row in reader.rows if len(row) == 6 and row[0].startswith("HG2")]
    assert "期限を過ぎた報告が1件あります" in reader.text
    assert any("期限超過" in state for state in states)


def test_late_desks_and_rules_of_readability(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    reader = read(run_page("quality"))
    assert "3のうち2の窓口で、届け出が遅れています" in reader.text
    late = next(row for row in reader.rows if row[0] == "巡回相談")
    assert late[3:5] == ["2026年9月23日", "2026年9月7日"]
    rule = next(row for row in reader.rows if row[1:2] == ["L3-01"])
    assert rule[2:4] == ["2", "consultation_202610.xlsx"]


def test_statement_with_what_does_not_add_up(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page("finance")
    reader = read(app)
    assert "1か所で、書類の数字が計算と合いません" in reader.text
    broken = next(row for row in reader.rows if row[0].endswith("未収金") and len(row) == 6)
    assert broken[3:] == ["20,000", "10,000", "+10,000"]
    line = next(row for row in reader.rows if row[0] == "現金預金")
    assert line[2:] == ["900,000,000", "1,000,000,000", "▲100,000,000", "▲100,000,000"]
    budget = read(run_page("finance", statement="budget", account="profit"))
    assert next(row for row in budget.rows if row[0] == "事業収益")[2] == "200,000"


@pytest.mark.parametrize("audience", ["manager", "official"])
def test_indicators_beside_statements_are_the_foundations(
    audience: str, full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home, audience)
    assert ("一致しています" in read(run_page("finance")).text) == (audience == "manager")


def test_totals_stand_behind_what_they_sum_up() -> None:
    paths = ("Ⅰ 資産/1 流動/流動合計", "Ⅰ 資産/資産合計", "Ⅰ 資産/1 流動/現金", "Ⅱ 負債/未払金")
    lines = [Line(path, 1, None, None, None) for path in paths]
    assert [line.name for line in in_reading_order(lines)] == [
        "現金",
        "流動合計",
        "資産合計",
        "未払金",
    ]


def test_cause_of_a_difference_is_in_words(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    row = row_of("reconciliation", "産学交流サロン 参加者数")
    assert row[-1] == (
        "公表後に届いた行（担当者の記入）。後日の追加。"
        "公表の後に台帳が変わっています（2024年6月5日には一致。その後に届いた行2件、訂正0件）"
    )
