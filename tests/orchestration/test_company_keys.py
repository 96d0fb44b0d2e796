"""The register of company keys grows with each publication and never changes what it holds."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.company_keys import REGISTER, register_keys

FIRST, SECOND = datetime(2025, 4, 1, 9), datetime(2025, 5, 1, 9)
Handle = tuple[str, str, datetime, bool]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.create()
    return home


def build(home: Home, handles: list[Handle], keys: list[tuple[str, str]]) -> Path:
    """A build with these handles (root, handle, since, is_sole) and keys of roots."""
    path = home.warehouse / "build.duckdb"
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute("create schema intermediate")
        con.execute(
            "create table intermediate.int_company_handle "
            "(root_id varchar, handle varchar, since timestamp, is_sole boolean)"
        )
        con.execute(
            "create table intermediate.int_company_key (root_id varchar, company_key varchar)"
        )
        con.executemany("insert into intermediate.int_company_handle values (?, ?, ?, ?)", handles)
        con.executemany("insert into intermediate.int_company_key values (?, ?)", keys)
    return path


def registered(home: Home) -> dict[str, tuple[str, datetime]]:
    rows = duckdb.sql(f"from read_parquet('{home.history / REGISTER}')").fetchall()
    return {handle: (key, since) for handle, key, since in rows}


def test_a_handle_that_several_companies_carry_is_nobodys(home: Home) -> None:
    path = build(home, [("C1", "C1", FIRST, True), ("C1", "N1", FIRST, False)], [("C1", "C1")])
    assert register_keys(home, path) == 1
    assert registered(home) == {"C1": ("C1", FIRST)}


def test_what_is_registered_stays_and_what_is_new_is_added(home: Home) -> None:
    register_keys(home, build(home, [("N1", "N1", FIRST, True)], [("N1", "N1")]))
    later = [("C1", "N1", SECOND, True), ("C1", "C1", SECOND, True)]
    path = build(home, later, [("C1", "other")])
    assert register_keys(home, path) == 1
    assert registered(home) == {"N1": ("N1", FIRST), "C1": ("other", SECOND)}


def test_the_same_build_again_writes_nothing(home: Home) -> None:
    path = build(home, [("C1", "C1", FIRST, True)], [("C1", "C1"), ("C1", "C1")])
    register_keys(home, path)
    before = (home.history / REGISTER).stat().st_mtime_ns
    assert register_keys(home, path) == 0
    assert (home.history / REGISTER).stat().st_mtime_ns == before
