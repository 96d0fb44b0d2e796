"""One company: who it is, which support it had when, and every record of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import streamlit as st

from dashboards.components import chart_theme as theme
from dashboards.components import frame
from dashboards.components.columns import day_column, number_column
from dashboards.components.markup import Html, join, tag
from dashboards.components.periods import day_label, fiscal_year_label
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.company import STAGES, Company, company_records, journey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dashboards.components.visit import Visit
    from dashboards.i18n import Words
    from dashboards.queries.company import CompanyRecord, JourneyYear

_ROW_HEIGHT = 44


def company_journey(visit: Visit, one: Company) -> None:
    """Everything that is known of a company, the newest first."""
    words, snapshot = visit.words, visit.snapshot
    years = journey(snapshot, one.company_key)
    records = company_records(snapshot, one.company_key)
    frame.section(one.name)
    st.html(_particulars(one, words))
    if years:
        with st.container(key="panel_journey"):
            _timeline(years, words)
        st.html(_year_table(years, words))
    frame.section(words("company.records"), words("company.records.text"))
    show_table(_record_table(records, visit), words)


def _particulars(one: Company, words: Words) -> Html:
    known = [
        ("company.number", one.corporate_number),
        ("company.ward", words.pick(one.ward_ja, one.ward_en)),
        ("company.industry", words.pick(one.industry_ja, one.industry_en)),
    ]
    terms = (
        tag("div", tag("dt", words(key)), tag("dd", value or words("number.none")))
        for key, value in known
    )
    return tag("dl", *terms, class_="meta", data_company=one.company_key)


def _timeline(years: Sequence[JourneyYear], words: Words) -> None:
    """A mark per stage and year on its first date, the stages in their order from the top."""
    days = [
        (stage, day)
        for year in years
        for stage in STAGES
        if (day := year.day_of(stage)) is not None
    ]
    summary = _summary([day for _, day in days], words)
    title = words("company.timeline")
    st.html(tag("div", tag("h3", title), tag("p", summary, class_="chart-summary")))
    points = [
        {"day": day.isoformat(), "stage": words.term("stage", stage), "said": day_label(day, words)}
        for stage, day in days
    ]
    spec = _chart(points, words).to_dict(validate=False)
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", alt=f"{title}: {summary}")


def _chart(points: list[dict[str, str]], words: Words) -> alt.LayerChart:
    names = [words.term("stage", stage) for stage in STAGES]
    marks = (
        alt.Chart(alt.InlineData(values=points))
        .mark_point(filled=True, size=110, color=theme.THIS_YEAR, opacity=1)
        .encode(
            x=alt.X(
                "day:T",
                scale=alt.Scale(nice="year"),
                axis=alt.Axis(title=None, format="%Y", tickCount="year", grid=True),
            ),
            y=alt.Y(
                "stage:N",
                scale=alt.Scale(domain=names),
                axis=alt.Axis(title=None, grid=True, labelLimit=150),
            ),
            tooltip=[
                alt.Tooltip("stage:N", title=words("company.stage")),
                alt.Tooltip("said:N", title=words("company.first_day")),
            ],
        )
    )
    return theme.themed(marks).properties(height=_ROW_HEIGHT * len(STAGES))


def _summary(days: Sequence[date], words: Words) -> str:
    first, last = day_label(min(days), words), day_label(max(days), words)
    if first == last:
        return words("company.once", day=first)
    return words("company.span", first=first, last=last)


def _year_table(years: Sequence[JourneyYear], words: Words) -> Html:
    """The same dates in numbers, a row per fiscal year."""
    heads = [words("meta.fiscal_year"), *(words.term("stage", stage) for stage in STAGES)]
    rows = (
        tag(
            "tr",
            tag("th", fiscal_year_label(year.fiscal_year, words), scope="row"),
            *(
                tag("td", _day(year.day_of(stage), words), data_label=label)
                for stage, label in zip(STAGES, heads[1:], strict=True)
            ),
        )
        for year in years
    )
    return join(
        tag(
            "table",
            tag("caption", words("company.first_days"), class_="for-ears"),
            tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
            tag("tbody", *rows),
            class_="table",
        ),
        tag("p", words("company.first_days.text"), class_="small"),
    )


def _day(day: date | None, words: Words) -> str:
    return words("number.none") if day is None else day_label(day, words)


def _record_table(records: Sequence[CompanyRecord], visit: Visit) -> Table[CompanyRecord]:
    words = visit.words
    return Table(
        key="company_records",
        caption=words("company.records"),
        columns=[
            day_column(words("company.day"), lambda record: record.occurred_on, words),
            Column(words("filter.log"), value=lambda record: words.term("log", record.log)),
            Column(words("company.record_id"), value=lambda record: record.record_id),
            Column(words("quality.file"), value=lambda record: record.file),
            number_column(words("issue.row_number"), lambda record: record.row_number, words),
        ],
        rows=records,
        file_name=f"company_{visit.snapshot.as_of:%Y%m%d}",
    )
