"""Rules that no example shows: restarted numbers, whole deliveries, ended programmes."""

from datetime import date

import polars as pl
import pytest

from ingest.contracts import Column, Contract
from tests.oracle.coverage import coverage
from tests.oracle.periods import a_year_before, fiscal_year_of, months_of, windows
from tests.oracle.versions import standing_records

COLUMNS = ("desk_no", "programme_id", "received_on", "company_name", "corporate_number")


def contract(delivery: str) -> Contract:
    return Contract(
        log="desk",
        title="窓口",
        description="",
        columns=tuple(Column(name, name, "string") for name in COLUMNS),
        key=("desk_no",),
        event_date="received_on",
        delivery=delivery,
        fingerprint="",
    )


def rows(*versions: tuple[str, str, date | None, str | None]) -> pl.DataFrame:
    """Versions in order: file, number, day, company."""
    said = [
        {
            "_sha256": file,
            "desk_no": number,
            "programme_id": "sme_desk",
            "received_on": day,
            "company_name": company,
            "corporate_number": None,
        }
        for file, number, day, company in versions
    ]
    types = {"received_on": pl.Date, "company_name": pl.String, "corporate_number": pl.String}
    return pl.DataFrame(said, schema_overrides=types).with_row_index("version")


def standing(frame: pl.DataFrame, delivery: str = "upsert") -> dict[str, str]:
    found = standing_records(frame, contract(delivery))
    return dict(found.select("record_id", pl.col("company_name").fill_null("-")).iter_rows())


IN_2024, IN_2025, IN_2026 = date(2024, 5, 8), date(2025, 5, 8), date(2026, 5, 8)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        pytest.param(
            [("a", "1", IN_2024, "甲社"), ("b", "1", IN_2025, "乙社"), ("c", "1", IN_2024, "丙社")],
            {"1": "丙社", "1#2025": "乙社"},
            id="a later version belongs to the record of its year",
        ),
        pytest.param(
            [("a", "1", IN_2024, "甲社"), ("b", "1", IN_2025, "乙社"), ("c", "1", IN_2026, "甲社")],
            {"1": "乙社", "1#2026": "甲社"},
            id="else to that of its company, and the earliest year keeps the plain key",
        ),
        pytest.param(
            [("a", "1", IN_2024, "甲社"), ("b", "1", None, "乙社")],
            {"1": "乙社"},
            id="without a date nothing is reused",
        ),
        pytest.param(
            [("a", "1", IN_2024, None), ("b", "1", IN_2025, "乙社")],
            {"1": "乙社"},
            id="without a company nothing is reused",
        ),
    ],
)
def test_restarted_numbers(
    versions: list[tuple[str, str, date | None, str | None]], expected: dict[str, str]
) -> None:
    assert standing(rows(*versions)) == expected


def test_a_whole_delivery_replaces_the_rows_of_its_programmes() -> None:
    delivered = rows(
        ("a", "1", IN_2025, "甲社"), ("a", "2", IN_2025, "乙社"), ("b", "2", IN_2025, "乙社")
    )
    assert standing(delivered, "snapshot") == {"2": "乙社"}
    assert standing(delivered, "upsert") == {"1": "甲社", "2": "乙社"}


def test_last_year_s_day_exists_in_every_year() -> None:
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)
    assert a_year_before(date(2025, 2, 28)) == date(2024, 2, 28)


def test_a_fiscal_year_is_twelve_months_without_gaps() -> None:
    months = months_of(2025)
    assert (months[0][0], months[-1][1]) == (date(2025, 4, 1), date(2026, 3, 31))
    assert {fiscal_year_of(day) for month in months for day in month} == {2025}


def test_nobody_waits_for_a_programme_that_has_ended() -> None:
    """It delivered last in May 2024 and ended with FY2024: FY2024 waits for it, FY2025 does not."""
    day = pl.DataFrame({"programme_id": ["old"], "event_on": [date(2024, 5, 1)]})
    delivered = pl.DataFrame(
        {"log": ["desk"], "programme_id": ["old"], "delivered_on": [date(2024, 5, 20)]}
    )
    ends = pl.DataFrame({"programme_id": ["old"], "to_fiscal_year": [2024]})
    spans = windows(2024, date(2025, 6, 30))
    found = coverage(("desk", ("old",)), spans, {"desk": day}, delivered, ends)
    years = spans.filter(pl.col("kind") == "year").join(found, on="window")
    assert years["coverage"].to_list() == ["partial", "complete"]
