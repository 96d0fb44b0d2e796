"""Numbers, periods and shares as people read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboards.components.numbers import exact, in_unit, plain, signed, spoken
from dashboards.components.periods import (
    day_label,
    fiscal_year_label,
    moment_label,
    month_label,
    short_year_label,
)
from dashboards.i18n import words_in
from dashboards.queries.catalogue import Indicator

JA, EN = words_in("ja"), words_in("en")
CASES = Indicator(
    "a.b",
    ("a",),
    (1,),
    ("consultation",),
    "相談",
    "Consultations",
    "cases",
    "件",
    "cases",
    "consultation",
    "sum",
    "rows",
    is_headline=False,
    whole_id=None,
    is_protected=False,
    definition_ja="",
    definition_en="",
)
YEN = replace(CASES, unit="yen", unit_ja="円", unit_en="yen")
RATIO = replace(CASES, unit="ratio", unit_ja="割合", unit_en="ratio")
OCCUPANCY = replace(CASES, unit="percent", unit_ja="％", unit_en="percent")


@pytest.mark.parametrize(
    ("value", "text", "beside"),
    [
        (0, "0円", None),
        (9_999, "9,999円", None),
        (10_000, "1万円", "10,000円"),
        (11_950_000, "1,195万円", "11,950,000円"),
        (123_456_789, "1億2,346万円", "123,456,789円"),
        (100_000_000, "1億円", "100,000,000円"),
        (199_999_999, "2億円", "199,999,999円"),
        (-25_000_000, "−2,500万円", "−25,000,000円"),
    ],
)
def test_yen_as_said_aloud_with_the_exact_value_beside(
    value: float, text: str, beside: str | None
) -> None:
    said = spoken(value, YEN, JA)
    assert (said.text, said.exact) == (text, beside)


def test_other_units() -> None:
    assert spoken(1234, CASES, JA).text == "1,234件"
    assert spoken(1234, CASES, EN).text == "1,234 cases"
    assert spoken(2_345_678, CASES, JA).text == "235万件"
    assert spoken(11_950_000, YEN, EN).text == "11.95 million yen"
    assert spoken(950_000, YEN, EN).text == "950,000 yen"
    assert spoken(0.4567, RATIO, JA).text == "45.7%"
    assert spoken(91.4, OCCUPANCY, JA).text == "91.4%"
    assert exact(0.4567, RATIO) == "45.7"
    assert in_unit(0.4567, RATIO) == pytest.approx(45.67)
    assert in_unit(None, RATIO) is None


def test_differences_carry_their_sign() -> None:
    assert signed(3, CASES, JA) == "+3件"
    assert signed(-3, CASES, JA) == "−3件"
    assert signed(0, CASES, JA) == "±0件"
    assert signed(-0.012, RATIO, JA) == "−1.2ポイント"
    assert signed(-0.012, RATIO, EN) == "−1.2 points"


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_grouping_into_man_loses_at_most_half_a_man(value: int) -> None:
    said = spoken(value, YEN, JA)
    text = said.number.replace(",", "").replace("−", "")
    oku, _, man = text.rpartition("億") if "億" in text else ("0", "", text)
    scale = 100_000_000 if said.unit.startswith("億") else 10_000 if "万" in said.unit else 1
    read_back = int(oku or 0) * 100_000_000 + int(man or 0) * scale
    assert abs(read_back - abs(value)) <= (5_000 if scale > 1 or "億" in text else 0)


@given(st.floats(min_value=-1e12, max_value=1e12))
def test_plain_numbers_read_back(value: float) -> None:
    read_back = float(plain(value).replace(",", "").replace("−", "-"))
    assert read_back == pytest.approx(value, abs=0.051)


def test_periods_in_wareki_and_western_years() -> None:
    assert fiscal_year_label(2026, JA) == "令和8年度（2026）"
    assert fiscal_year_label(2019, JA) == "令和元年度（2019）"
    assert fiscal_year_label(2018, JA) == "平成30年度（2018）"
    assert fiscal_year_label(2026, EN) == "FY2026 (Reiwa 8)"
    assert short_year_label(2025, JA) == "令和7年度"
    assert [month_label(position, JA) for position in (0, 8, 11)] == ["4月", "12月", "3月"]
    assert month_label(0, EN) == "Apr"
    assert day_label(date(2026, 10, 31), JA) == "2026年10月31日"
    assert day_label(date(2026, 10, 31), EN) == "31 October 2026"
    assert moment_label(datetime(2026, 11, 1, 9, 5), JA) == "2026年11月1日 09:05"
