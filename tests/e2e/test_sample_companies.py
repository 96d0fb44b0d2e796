"""Companies of the sample home, and their support, agree with an independent computation."""

from datetime import date

import duckdb
import polars as pl
import pytest

from ingest.home import Home
from tests.oracle.journeys import journeys, recompute_touches, referrals, support

pytestmark = pytest.mark.e2e

AS_OF = date(2026, 10, 31)
Recomputed = tuple[pl.DataFrame, pl.DataFrame]


@pytest.fixture(scope="module")
def recomputed(sample: Home) -> Recomputed:
    touched, companies = recompute_touches(sample.root, AS_OF)
    return _under_published_keys(touched, companies, _published(sample, "company_record"))


def _published(home: Home, table: str) -> pl.DataFrame:
    path = home.published / "current" / "manager.duckdb"
    with duckdb.connect(str(path), read_only=True) as con:
        return con.sql(f"from marts.{table}").pl()


def _under_published_keys(
    touched: pl.DataFrame, companies: pl.DataFrame, published: pl.DataFrame
) -> Recomputed:
    """Call each company as it was published; AssertionError if records are grouped otherwise."""
    pairs = companies.join(
        published, on=["log", "record_id"], how="full", coalesce=True, suffix="_published"
    )
    assert pairs.null_count().sum_horizontal().item() == 0
    names = pairs.select("company_key", "company_key_published").unique()
    assert names["company_key"].is_unique().all()
    assert names["company_key_published"].is_unique().all()
    renamed = touched.join(names, on="company_key", how="left").with_columns(
        company_key="company_key_published"
    )
    return renamed.drop("company_key_published"), names


def _rows(table: pl.DataFrame, columns: list[str]) -> list[tuple[object, ...]]:
    return sorted(table.select(columns).rows(), key=str)


def test_journeys_agree(sample: Home, recomputed: Recomputed) -> None:
    found = journeys(recomputed[0])
    assert _rows(_published(sample, "company_journey"), found.columns) == _rows(
        found, found.columns
    )
    assert found.height


def test_visits_and_companies_agree(sample: Home, recomputed: Recomputed) -> None:
    found = support(recomputed[0])
    assert _rows(_published(sample, "company_support"), found.columns) == _rows(
        found, found.columns
    )


def test_introductions_agree(sample: Home, recomputed: Recomputed) -> None:
    found = referrals(recomputed[0])
    published = _published(sample, "consultation_referral")
    assert _rows(published, found.columns) == _rows(found, found.columns)


def test_no_name_that_may_be_a_persons_is_published(sample: Home) -> None:
    """The sample calls its people 参加者12 and the like; their companies bear no name at all."""
    company = _published(sample, "company")
    bare = company.filter(pl.col("name").is_not_null() & pl.col("corporate_number").is_null())
    assert bare.filter(
        pl.col("name").str.contains(r"^(参加者|相談者|会員|専門家|個人)[0-9]+$")
    ).is_empty()
    assert company["name"].null_count() > 0
    review = _published(sample, "company_review")
    shown = set(review["one_name"]) | set(review["other_name"])
    hidden = company.filter(pl.col("name").is_null())["company_key"]
    assert hidden.len()
    assert not any(name and name.startswith("参加者") for name in shown)


def test_every_published_key_is_on_record(sample: Home) -> None:
    """Each published company has at least one handle in the register, unless it shares them all."""
    register = pl.read_parquet(sample.history / "company_keys.parquet")
    published = set(_published(sample, "company")["company_key"])
    assert len(published & set(register["company_key"])) / len(published) > 0.99
    assert register["handle"].is_unique().all()
