"""Companies are found again under every way of writing them, and keep their key."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from ingest.home import Home
from orchestration.company_keys import REGISTER, register_keys
from tests.dbt_project.company_builds import CompanyModels
from tests.dbt_project.company_truth import mentions, pairwise

SIZE = 3000


@pytest.fixture(scope="module")
def company_models(
    models: dict[str, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> CompanyModels:
    return CompanyModels(models, tmp_path_factory.mktemp("companies") / "build.duckdb")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def keys(found: pl.DataFrame) -> dict[str, str | None]:
    return dict(found.select("record_id", "company_key").iter_rows())


def said(*rows: tuple[str, str, str | None, str | None]) -> pl.DataFrame:
    """Consultations: record_id, name, corporate_number, ward."""
    schema = ["record_id", "name", "corporate_number", "ward"]
    table = pl.DataFrame(rows, schema=dict.fromkeys(schema, pl.String), orient="row")
    return table.with_columns(log=pl.lit("consultation"))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nearly_every_pair_is_right(company_models: CompanyModels, seed: int) -> None:
    precision, recall, f1 = pairwise(company_models.resolve(mentions(seed, SIZE)))
    assert min(precision, recall, f1) >= 0.99


def test_the_order_of_rows_changes_no_key(company_models: CompanyModels) -> None:
    rows = mentions(4, 500)
    first = keys(company_models.resolve(rows))
    assert keys(company_models.resolve(rows.reverse())) == first
    assert keys(company_models.resolve(rows.sample(fraction=1, shuffle=True, seed=7))) == first


def test_rows_that_come_in_parts_keep_their_keys(company_models: CompanyModels, home: Home) -> None:
    """Whatever was published keeps its key, unless two companies turn out to be one."""
    rows = mentions(5, 500)
    register = home.history / REGISTER
    published: dict[str, str | None] = {}
    for part in range(1, 4):
        found = company_models.resolve(rows.head(rows.height * part // 3), register=register)
        register_keys(home, company_models.path)
        now = keys(found)
        moved = {record for record, key in published.items() if key and key != now[record]}
        survivors = set(published.values())
        assert all(now[record] is None or now[record] in survivors for record in moved)
        published = now
    again = company_models.resolve(rows, register=register)
    assert keys(again) == published


def test_the_number_that_becomes_known_and_is_corrected(
    company_models: CompanyModels, home: Home
) -> None:
    register = home.history / REGISTER
    stages: list[tuple[str | None, str | None]] = [(None, None), (None, "1"), ("1", "2")]
    found: list[str | None] = []
    for first, second in stages:
        rows = said(("a", "株式会社甲乙", first, None), ("b", "(株)甲乙", second, None))
        if first:
            rows = said(("a", "株式会社甲乙", second, None), ("b", "(株)甲乙", second, None))
        result = keys(company_models.resolve(rows, register=register))
        register_keys(home, company_models.path)
        assert result["a"] == result["b"]
        found.append(result["a"])
    assert len(set(found)) == 1


NAMESAKES = said(
    ("a", "株式会社甲乙", "1", "moji"),
    ("b", "株式会社甲乙", "2", "tobata"),
    ("c", "株式会社甲乙", None, None),
    ("d", "丙丁", None, None),
    ("e", "丙丁", None, None),
)


def test_what_a_person_says_is_the_same_is_one_company(company_models: CompanyModels) -> None:
    assert keys(company_models.resolve(NAMESAKES))["c"] is None
    one = keys(company_models.resolve(NAMESAKES, [("consultation:c", "C2", "same")]))
    assert (one["c"], one["a"]) == ("C2", "C1")
    joined = [("C1", "C2", "same"), ("consultation:d", "C1", "same")]
    all_in_one = keys(company_models.resolve(NAMESAKES, joined))
    assert {all_in_one[record] for record in "abde"} == {"C1"}


def test_what_a_person_says_is_different_is_told_apart(company_models: CompanyModels) -> None:
    apart = keys(company_models.resolve(NAMESAKES, [("consultation:c", "C1", "different")]))
    assert apart["c"] == "C2"
    split = [("consultation:d", "consultation:e", "different")]
    alone = keys(company_models.resolve(NAMESAKES, split))
    assert alone["d"] != alone["e"]
    assert None not in (alone["d"], alone["e"])


def test_contradicting_decisions_change_nothing(company_models: CompanyModels) -> None:
    said_so = [("consultation:a", "C2", "same"), ("C1", "consultation:b", "different")]
    found = keys(company_models.resolve(NAMESAKES, said_so))
    assert found["a"] != found["b"]
