"""A decision about a row that was never delivered is told with its line, not passed over."""

from collections.abc import Iterator

import duckdb
import pytest

from orchestration.row_decisions import decisions_on_nothing
from tests.orchestration.office import Office

DECISIONS = """log,record_id,decision,decided_on,note
consultation,C-01/sme_desk,confirm,2025-07-01,取消
consultation,C-1/sme_desk,confirm,2025-07-01,番号の書き違い
seminar_session,C-01/sme_desk,keep,2025-07-01,台帳の取り違え
"""


@pytest.fixture
def build() -> Iterator[duckdb.DuckDBPyConnection]:
    """A build with two versions of one consultation, and no session."""
    with duckdb.connect() as connection:
        connection.execute("""
            create schema staging;
            create table staging.stg_consultation__versions as
            select unnest(['C-01/sme_desk', 'C-01/sme_desk']) as record_id;
            create table staging.stg_seminar_session__versions (record_id varchar);
        """)
        yield connection


def test_decisions_on_nothing_are_named_by_line_and_record(
    office: Office, build: duckdb.DuckDBPyConnection
) -> None:
    file = office.home.catalogue / "row_decisions.csv"
    file.write_text(DECISIONS, encoding="utf-8")
    first, second = decisions_on_nothing(office.home, build)
    assert first == (
        f"{file}:3: 台帳 consultation に記録 C-1/sme_desk の行はありません。"
        "この決定は何も変えません。番号を確かめてください。 "
        "No row of consultation was delivered as record C-1/sme_desk: "
        "this decision changes nothing. Check the number."
    )
    assert second.startswith(f"{file}:4: 台帳 seminar_session に記録 C-01/sme_desk の行は")


def test_a_home_without_decisions_asks_nothing(office: Office) -> None:
    with duckdb.connect() as nothing_built:
        assert decisions_on_nothing(office.home, nothing_built) == []
