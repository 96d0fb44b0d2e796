"""The recomputation gives the answers of the examples, as the warehouse must."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from tests import expected
from tests.oracle import Figures, recompute
from tests.warehouse import TestWarehouse

FIGURES = ("kpi_yearly", "kpi_monthly", "coverage", "previous")
COMPARED = (*FIGURES, "companies")


def as_tables(figures: Figures) -> duckdb.DuckDBPyConnection:
    """The figures under the names of the published tables."""
    con = duckdb.connect()
    con.execute("create schema marts")
    tables = {
        "kpi_monthly": figures.monthly,
        "kpi_yearly": figures.yearly,
        "company_record": figures.companies,
    }
    for name, frame in tables.items():
        con.register("frame", frame)
        con.execute(f"create table marts.{name} as select * from frame")
    return con


def is_compared(example: Path) -> bool:
    return any(
        name in block for block in expected.blocks(expected.load(example)) for name in COMPARED
    )


EXAMPLES = sorted(
    path for path in expected.EXAMPLES.iterdir() if path.is_dir() and is_compared(path)
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_recomputed_figures_give_the_example_s_answer(
    example: Path, warehouse: TestWarehouse
) -> None:
    answer = expected.load(example)
    warehouse.deliver(example / "inbox", answer["delivered_at"])
    warehouse.land(datetime.now(UTC))
    for block in expected.blocks(answer):
        asked = {name: block[name] for name in COMPARED if name in block}
        only = {row[0] for name in FIGURES for row in block.get(name, [])}
        figures = recompute(warehouse.home.root, date.fromisoformat(block["as_of"]), only)
        with as_tables(figures) as con:
            assert expected.differences(con, asked) == []
