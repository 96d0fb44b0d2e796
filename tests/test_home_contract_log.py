"""A log that only a home knows, whose files replace each other whole (delivery: snapshot)."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import duckdb
import pytest

from dbt_project.workspace import prepare_workspace
from ingest.corrections.columns import ORIGIN
from ingest.home import Home
from ingest.landing import land_log
from ingest.ledger import JST
from tests.dbt_project.home_contract import contracts_with_visits
from tests.warehouse import NO_TESTS, run_dbt

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.e2e

HEADER = "来訪番号,事業コード,来訪日,人数"
FIRST = f"""{HEADER}
V-1,sme_desk,2025/5/1,1
V-2,sme_desk,2025/5/2,2
V-9,case_training,2025/5/9,9
"""
SECOND = f"""{HEADER}
V-2,sme_desk,2025/5/2,20
V-3,sme_desk,未定,3
"""
SHA256 = hashlib.sha256(SECOND.encode()).hexdigest()
CORRECTED = f"""{HEADER},{",".join(ORIGIN)}
V-3,sme_desk,2025/5/3,3,b.csv,3,{SHA256}
"""


def test_a_file_replaces_the_rows_of_its_programmes_and_its_corrections_join_it(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    home.create()
    contracts = contracts_with_visits(home.contracts)
    (home.inbox / "visit").mkdir()
    now = datetime(2025, 6, 1, tzinfo=JST)
    for day, (name, text) in enumerate(
        {"a.csv": FIRST, "b.csv": SECOND, "訂正.csv": CORRECTED}.items()
    ):
        (home.inbox / "visit" / name).write_text(text, encoding="utf-8")
        land_log(home, contracts["visit"], now + timedelta(days=day))
    workspace = prepare_workspace(home, contracts, None)
    run_dbt(workspace, "build", "--select", "+stg_visit", *NO_TESTS)
    with duckdb.connect(str(workspace.build_path), read_only=True) as con:
        found = con.sql("select record_id, guests, _file from staging.stg_visit order by 1")
        assert found.fetchall() == [
            ("V-2/sme_desk", 20, "b.csv"),
            ("V-3/sme_desk", 3, "b.csv"),
            ("V-9/case_training", 9, "a.csv"),
        ]
