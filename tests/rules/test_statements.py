"""What does not add up in the printed statements is found, and nothing else is blamed."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from dbt_project.catalogue import shipped_seeds
from tests.rules.inbox import built_from
from tests.warehouse import TestWarehouse

MISPRINTS = {
    ("difference", 2023, "total", "上野精機人材育成事業積立資産", -10_000),
    ("sum_of_differences", 2023, "total", "特定資産合計", 10_000),
    ("sum", 2024, "public_interest", "正味財産期末残高", 1_000),
    ("sum", 2024, "total", "指定正味財産期末残高", 1_000),
    ("accounts", 2024, "total", "指定正味財産期末残高", 1_000),
}
FOUND = """
    select check_kind, fiscal_year, account, split_part(line_path, '/', -1), difference_yen
    from marts.finance_check where not is_consistent
"""


@pytest.fixture(scope="module")
def con(
    warehouse: TestWarehouse, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The printed statements, delivered as the log they are a settlement of."""
    printed = pl.read_csv(shipped_seeds() / "finance_statements.csv", infer_schema=False)
    named = ["statement", "fiscal_year", "account", "line_path", "amount_yen"]
    inbox = tmp_path_factory.mktemp("statements") / "inbox"
    with built_from(warehouse, {"finance_line": printed.select(named).to_dicts()}, inbox) as con:
        yield con


def test_the_five_misprints_are_named_and_no_more(con: duckdb.DuckDBPyConnection) -> None:
    assert set(con.execute(FOUND).fetchall()) == MISPRINTS
    assert len(con.execute(FOUND).fetchall()) == len(MISPRINTS)


def test_every_total_of_the_catalogue_is_checked(con: duckdb.DuckDBPyConnection) -> None:
    sums = con.execute("select distinct sum_id from catalogue.finance_sums").fetchall()
    checked = con.execute("select distinct sum_id from marts.finance_check").fetchall()
    assert set(sums) - set(checked) == set()


def test_lines_keep_the_spelling_and_the_difference_of_the_print(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    printed = pl.read_csv(shipped_seeds() / "finance_statements.csv", infer_schema=False)
    printed.write_csv(tmp_path / "printed.csv")
    missing = con.execute(
        """
        select line_path from read_csv(?, all_varchar = true) as printed
        anti join marts.finance as line
            on line.line_path = printed.line_path and line.statement = printed.statement
                and line.fiscal_year = printed.fiscal_year::int and line.account = printed.account
                and line.amount_yen = printed.amount_yen::bigint
                and line.published_difference_yen
                    is not distinct from printed.published_difference_yen::bigint
        """,
        [str(tmp_path / "printed.csv")],
    ).fetchall()
    assert missing == []
