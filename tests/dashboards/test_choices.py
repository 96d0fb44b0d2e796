"""What a reader chooses is in the address, is kept across pages, and wrong addresses do no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.dashboards.reading import open_page, read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_address_reproduces_the_view(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    app = run_page("seminar", year="2023", programme="salon", lang="en")
    assert app.selectbox(key="select_year").value == "2023"
    assert app.selectbox(key="select_programme_seminar").value == "salon"
    reader = read(app)
    assert "FY2023 (Reiwa 5)" in reader.text
    assert {figure.attributes["data-indicator"] for figure in reader.figures} == {
        "salon.sessions",
        "salon.participants",
    }


def test_choice_goes_into_the_address_and_the_default_leaves_it(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page()
    assert "year" not in app.query_params
    app.selectbox(key="select_year").set_value("2024").run()
    assert app.query_params["year"] == "2024"
    assert "令和6年度（2024）" in read(app).text
    app.selectbox(key="select_year").set_value("2026").run()
    assert "year" not in app.query_params
    assert "令和8年度（2026）" in read(app).text


def test_year_and_language_are_kept_across_pages(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page(lang="en")
    app.selectbox(key="select_year").set_value("2024").run()
    app.query_params.clear()
    reader = read(open_page(app, "subsidy"))
    assert "FY2024 (Reiwa 6)" in reader.text
    assert "Subsidies" in reader.text
    assert app.query_params["lang"] == "en"
    assert app.query_params["year"] == "2024"


def test_language_switch(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home)
    app = run_page()
    assert "Missions at a glance" not in read(app).text
    app.button_group(key="select_lang").set_value("en").run()
    assert "Missions at a glance" in read(app).text
    assert "documentElement.lang = 'en'" in read(app).text


def test_wrong_address_falls_back_to_the_default(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page("consultation", year="1066", programme="<b>", indicator="none", lang="fr")
    assert "令和8年度（2026）" in read(app).text
    assert "year" not in app.query_params


def test_programme_of_one_page_is_no_choice_on_another(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home)
    app = run_page("consultation", programme="sme_desk")
    assert app.selectbox(key="select_programme_consultation").value == "sme_desk"
    open_page(app, "seminar")
    assert app.selectbox(key="select_programme_seminar").value == "all"


def test_table_is_put_in_order(full_home: Path, reader_of: Callable[..., None]) -> None:
    """By a column the reader chooses: largest first, rows without a value last."""
    reader_of(full_home)
    app = run_page("consultation", sort_consultation_2026="1")
    values = [row[1] for row in read(app).rows if len(row) == 9 and row[0] != "指標"]
    numbers = [float(value.replace(",", "")) for value in values if value[0].isdigit()]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) > 10


def test_findings_are_filtered(full_home: Path, reader_of: Callable[..., None]) -> None:
    """Rejected rows first; other treatments, states and reasons on request."""
    reader_of(full_home)
    app = run_page("quality")
    assert app.selectbox(key="select_severity").value == "reject"
    healed = read(run_page("quality", severity="warn", state="healed", rule="counted_nowhere"))
    found = [row for row in healed.rows if len(row) == 8 and row[1].isdigit()]
    assert found
    assert {(row[4], row[6]) for row in found} == {("どの指標にも数えられない", "解消")}
