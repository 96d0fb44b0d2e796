"""Filters and measures of the catalogue: read, and held against the contracts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dbt_project.catalogue import CatalogueError, load_catalogue
from dbt_project.grammar import (
    Condition,
    check_indicators,
    conditions,
    measured_columns,
)
from ingest.contracts import load_contracts
from tests.dbt_project.overlay import indicator, lay_over

COLUMNS = st.from_regex(r"[a-z][a-z_0-9]{0,15}", fullmatch=True)
VALUES = st.text(
    st.characters(exclude_characters=";|=~!\n\r", exclude_categories=["C", "Z"]), min_size=1
)
CONDITIONS = st.builds(
    Condition,
    column=COLUMNS,
    operator=st.sampled_from(["=", "!=", "~", "!~"]),
    values=st.lists(VALUES, min_size=1, max_size=4).map(tuple),
)


def written(condition: Condition) -> str:
    return condition.column + condition.operator + "|".join(condition.values)


@given(st.lists(CONDITIONS, max_size=4))
def test_a_filter_reads_back_what_was_written(filter_: list[Condition]) -> None:
    text = ";".join(map(written, filter_))
    assert list(conditions(text, "indicators.csv:2")) == filter_


@pytest.mark.parametrize(
    "text", ["status", "=open", "status=", "Status=open", "status>3", "a=b;c", "a b=c"]
)
def test_a_filter_that_cannot_be_read_says_where_it_stands(text: str) -> None:
    with pytest.raises(CatalogueError, match=r"^indicators.csv:7: cannot read the filter"):
        list(conditions(text, "indicators.csv:7"))


@pytest.mark.parametrize(
    ("measure", "columns"),
    [
        ("rows", ()),
        ("members", ()),
        ("people", ()),
        ("sum:amount_yen", ("amount_yen",)),
        ("distinct:session_id+company", ("session_id", "company")),
        ("ratio:a.b/c.d", ()),
    ],
)
def test_a_measure_names_the_columns_that_it_reads(measure: str, columns: tuple[str, ...]) -> None:
    assert measured_columns(measure) == columns


def test_the_shipped_indicators_can_be_computed() -> None:
    check_indicators(load_catalogue(None), load_contracts(None))


@pytest.mark.parametrize(
    ("cell", "problem", "remedy"),
    [
        ({"log": "consultations"}, "unknown log 'consultations'", "consultation"),
        ({"measure": "average:minutes"}, "unknown measure 'average:minutes'", "sum:column"),
        (
            {"measure": "sum:hours"},
            "the measure names 'hours', which consultation lacks",
            "minutes",
        ),
        ({"measure": "ratio:test.rows/none"}, "unknown indicator 'none'", "indicators.csv"),
        ({"accumulate": "mean"}, "unknown accumulation 'mean'", "cumulative"),
        ({"programme_ids": "sme_desk|desk9"}, "unknown programme 'desk9'", "programmes.csv"),
        ({"filter": "state=open"}, "the filter names 'state', which consultation lacks", "status"),
        ({"filter": "status=open|opened"}, "'opened' is no value of status", "open"),
        ({"filter": "status"}, "cannot read the filter 'status'", "column=a|b"),
        ({"log": "finance_line"}, "finance_line has no event date", "eventDate"),
    ],
)
def test_an_indicator_that_could_not_be_computed_is_named(
    tmp_path: Path, cell: dict[str, str], problem: str, remedy: str
) -> None:
    path = lay_over(
        tmp_path, "indicators", [indicator(), indicator(indicator_id="test.broken", **cell)]
    )
    with pytest.raises(CatalogueError) as broken:
        check_indicators(load_catalogue(tmp_path), load_contracts(None))
    message = str(broken.value)
    assert message.startswith(f"{path}:3: {problem}. ")
    assert remedy in message.partition(problem)[2]


@pytest.mark.parametrize(
    "cell",
    [
        {"filter": "status!=cancelled;category~dx"},
        {"filter": "category~no code at all"},
        {"measure": "distinct:company+category", "accumulate": "distinct"},
        {"programme_ids": ""},
        {"log": "any", "measure": "distinct:company", "accumulate": "distinct"},
        {"measure": "ratio:test.other/sme_desk.consultations", "accumulate": "ratio"},
    ],
)
def test_an_indicator_by_rows_of_a_home_is_enough(tmp_path: Path, cell: dict[str, str]) -> None:
    other = indicator(indicator_id="test.other")
    lay_over(tmp_path, "indicators", [other, indicator(**cell)])
    check_indicators(load_catalogue(tmp_path), load_contracts(None))


def test_a_touchpoint_is_checked_like_an_indicator(tmp_path: Path) -> None:
    path = lay_over(tmp_path, "touchpoints", [{"log": "consultation", "filter": "status=opened"}])
    with pytest.raises(CatalogueError, match="'opened' is no value of status") as broken:
        check_indicators(load_catalogue(tmp_path), load_contracts(None))
    assert str(broken.value).startswith(f"{path}:2: ")
