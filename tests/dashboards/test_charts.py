"""Charts are valid Vega-Lite from zero, and add up only what may be added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from dashboards.components.breakdown_chart import member_chart
from dashboards.components.chart_block import cumulative_text, legend, monthly_text, number_table
from dashboards.components.charts import Course, cumulative_chart, monthly_chart
from dashboards.components.selection import answers, by_programme_life, comparable
from dashboards.i18n import words_in
from dashboards.queries.breakdown import Member
from dashboards.queries.catalogue import programmes
from dashboards.queries.figures import figures_of
from dashboards.queries.outlook import Outlook
from dashboards.queries.series import Point, cumulative, monthly
from dashboards.queries.snapshot import Snapshot, open_snapshot
from dashboards.registry import ANSWER_INDICATOR, families_of
from dashboards.sections.forecast_chart import forecast_chart

if TYPE_CHECKING:
    from pathlib import Path

JA, EN = words_in("ja"), words_in("en")
ONE_OF_EACH_KIND = [
    ANSWER_INDICATOR,
    "all.consulting_companies",
    "all.granted_yen",
    "all.adoption_rate",
    "building.occupancy",
    "tlo.licences",
]


@pytest.fixture
def snapshot(full_home: Path) -> Snapshot:
    """The manager file of the full home."""
    return open_snapshot(full_home, "manager")


def _course(snapshot: Snapshot, name: str, year: int = 2026) -> Course:
    figure = figures_of(snapshot, year)[name]
    kind = figure.indicator.accumulate
    this_year, last_year = (cumulative(snapshot, name, kind, y) for y in (year, year - 1))
    return Course(figure, this_year, last_year)


@pytest.mark.parametrize("year", [2026, 2023, 2020])
@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_charts_are_valid_and_begin_at_zero(snapshot: Snapshot, name: str, year: int) -> None:
    figure = figures_of(snapshot, year)[name]
    months = Course(figure, monthly(snapshot, name, year), monthly(snapshot, name, year - 1))
    charts = [monthly_chart(months, JA)]
    total = _course(snapshot, name, year)
    if total.this_year:
        charts.append(cumulative_chart(total, EN))
    for chart in charts:
        spec = chart.to_dict(validate=True)
        scales = [
            layer["encoding"]["y"]["scale"]
            for layer in spec["layer"]
            if "scale" in layer["encoding"].get("y", {})
        ]
        assert scales
        assert all(scale["zero"] for scale in scales)


def test_sums_add_their_months_up(snapshot: Snapshot) -> None:
    months = [point.value or 0 for point in monthly(snapshot, ANSWER_INDICATOR, 2025)]
    totals = [point.value for point in cumulative(snapshot, ANSWER_INDICATOR, "sum", 2025)]
    assert totals == [sum(months[: place + 1]) for place in range(12)]


def test_distinct_counts_are_never_added(snapshot: Snapshot) -> None:
    """Their course is what the pace table says; a year of which it has one day only gives none."""
    figure = figures_of(snapshot, 2026)["all.consulting_companies"]
    points = cumulative(snapshot, "all.consulting_companies", "distinct", 2026)
    assert points[-1].value == figure.value
    assert cumulative(snapshot, "all.consulting_companies", "distinct", 2025) == ()


def test_stocks_stand_as_they_are(snapshot: Snapshot) -> None:
    assert cumulative(snapshot, "tlo.licences", "cumulative", 2026) == monthly(
        snapshot, "tlo.licences", 2026
    )


@pytest.mark.parametrize(
    ("value", "comparison", "sentence"),
    [
        (1000.0, "more_than", "目標まであと0件"),
        (1001.0, "more_than", "目標に届いています"),
        (1000.0, "at_least", "目標に届いています"),
        (999.0, "at_least", "目標まであと1件"),
        (999.0, "at_most", "目標の範囲内です"),
        (1001.0, "at_most", "目標を超えています"),
    ],
)
def test_sentence_under_the_title_follows_the_condition_of_the_target(
    snapshot: Snapshot, value: float, comparison: str, sentence: str
) -> None:
    course = _course(snapshot, ANSWER_INDICATOR)
    figure = replace(course.figure, value=value, target=1000.0, comparison=comparison)
    text = cumulative_text(replace(course, figure=figure), JA)
    assert sentence in text.summary
    assert text.title == "総合相談窓口 年間相談件数：年度累計（件）"


def test_monthly_sentence_legend_and_numbers(snapshot: Snapshot) -> None:
    figure = figures_of(snapshot, 2026)[ANSWER_INDICATOR]
    course = Course(
        figure,
        [Point(0, 10.0, "complete"), Point(1, 12.0, "partial")],
        [Point(0, 9.0, "complete"), Point(1, 15.0, "complete"), Point(2, None, "no_data")],
    )
    assert monthly_text(course, JA).summary == "最新の5月は12件、前年同月との差は−3件です。"
    marks = legend(course, JA)
    assert marks.index("令和8年度") < marks.index("速報の月") < marks.index("令和7年度")
    numbers = number_table("題", course, JA)
    assert numbers.count("<tr>") == 4
    assert "―" in numbers


def test_breakdowns_stand_behind_their_wholes(snapshot: Snapshot) -> None:
    """Also where the catalogue lists them far apart."""
    names = list(figures_of(snapshot, 2026))
    whole = names.index("exchange_grant.amount_yen")
    assert names[whole + 1 : whole + 3] == [
        "exchange_grant.amount_yen.network",
        "exchange_grant.amount_yen.volunteers",
    ]
    assert len(names) == len(set(names)) == 222


def test_selection_puts_headlines_first_and_folds_what_has_ended(snapshot: Snapshot) -> None:
    figures = figures_of(snapshot, 2026).values()
    chosen = by_programme_life(figures, programmes(snapshot))
    assert "dx_model_subsidy.adopted" in {f.indicator.indicator_id for f in chosen.folded}
    assert len(chosen.running) + len(chosen.folded) == 222
    first = answers([f for f in chosen.running if "subsidy" in families_of(f.indicator)])
    assert 4 <= len(first) <= 6
    assert first[0].indicator.indicator_id == "all.granted_yen"


def test_comparison_has_no_parts_no_totals_and_one_way_of_counting(snapshot: Snapshot) -> None:
    figures = figures_of(snapshot, 2026)
    names = [
        figure.indicator.indicator_id
        for figure in comparable(figures.values(), figures[ANSWER_INDICATOR])
    ]
    assert "succession_desk.consultations" in names
    assert "all.consultations" not in names
    assert "onestop_desk.consultations.dx" not in names
    assert "onestop_desk.consultations_cumulative" not in names
    grants = comparable(figures.values(), figures["rd_seeds.adopted"])
    assert "rd_practical.adopted" in {figure.indicator.indicator_id for figure in grants}
    seminars = comparable(figures.values(), figures["all.seminar_participants"])
    assert "dx_fair.participants" not in {figure.indicator.indicator_id for figure in seminars}
    values = [figures[name].value or 0 for name in names]
    assert values == sorted(values, reverse=True)


def test_an_interval_that_begins_at_nothing_is_drawn_from_nothing(snapshot: Snapshot) -> None:
    """A low of 0 is known; only an end that is not known falls on the forecast itself."""
    figure = replace(figures_of(snapshot, 2026)[ANSWER_INDICATOR], is_complete=False)
    newest = Outlook(ANSWER_INDICATOR, date(2026, 10, 31), 3.0, 4.0, 6.0, 0.0, None, None)
    spec = forecast_chart(figure, [newest], JA).to_dict(validate=True)
    ends = [
        spec["datasets"][layer["data"]["name"]][0]
        for layer in spec["layer"]
        if layer["encoding"].get("y2", {}).get("field") == "high"
    ]
    assert [(end["low"], end["value"], end["high"]) for end in ends] == [(0.0, 6.0, 6.0)]


def test_a_members_value_is_written_behind_its_bar_and_behind_last_year(
    snapshot: Snapshot,
) -> None:
    """Neither covers it, and the longest label finds room beside the longest of both."""
    members = [
        Member("a", "甲", "A", 40.0, 40.0, 90.0),
        Member("b", "乙", "B", 60.0, 60.0, None),
    ]
    chart = member_chart(members, figures_of(snapshot, 2026)[ANSWER_INDICATOR].indicator, JA)
    spec = chart.to_dict(validate=True)
    label = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "text")
    assert label["encoding"]["x"]["field"] == "end"
    assert label["encoding"]["x"]["scale"]["domain"] == [0, 90.0]
    assert label["encoding"]["x"]["scale"]["range"] == [0, {"expr": "max(0, width - 37)"}]
    rows = next(iter(spec["datasets"].values()))
    assert [(row["said"], row["end"]) for row in rows] == [("40件", 90.0), ("60件", 60.0)]
