"""The written files: the same bytes every time, dated as delivered, and read back as the truth."""

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from ingest.contracts import Contract
from ingest.home import Home
from ingest.landing import land_log
from ingest.sample import write_sample
from ingest.sample.tables import table
from ingest.sample.writer import AS_OF
from tests.ingest.sample.conftest import DeliveredFile
from tests.oracle.landed import known_rows
from tests.oracle.names import name_key

NAMES = ("company_name", "applicant_name", "member_name")
JUDGED_BY_INGEST = ("required_missing", "unparsable", "unknown_value", "out_of_range")
FOUND_AS = {"older_version_stands": "unknown_value"}
"""What ingest says of a blunder that only the whole history shows."""
Files = dict[tuple[str, str], list[Path]]


@pytest.fixture(scope="session")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    inbox = tmp_path_factory.mktemp("sample") / "inbox"
    write_sample(inbox)
    return inbox


@pytest.fixture(scope="session")
def newest(inbox: Path) -> Files:
    """The files of each stream that are landed in these tests, the newest first.

    Two where blunders are planted, else one.
    """
    careless = set(table("blunders").select("log", "stream").iter_rows())
    found: Files = {}
    for path in sorted(inbox.glob("*/*"), key=lambda path: -path.stat().st_mtime_ns):
        stream = (path.parent.name, path.name.partition("_")[0])
        files = found.setdefault(stream, [])
        if len(files) < (2 if stream in careless else 1):
            files.append(path)
    return found


@pytest.fixture(scope="session")
def home(
    newest: Files, contracts: dict[str, Contract], tmp_path_factory: pytest.TempPathFactory
) -> Home:
    """A home in which the newest files are landed."""
    home = Home(tmp_path_factory.mktemp("landed"))
    home.create()
    for (log, _), files in newest.items():
        (home.inbox / log).mkdir(exist_ok=True)
        for file in files:
            shutil.copy2(file, home.inbox / log / file.name)
    for contract in contracts.values():
        land_log(home, contract, datetime.now(UTC))
    return home


def modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def test_files_are_dated_as_they_were_delivered(
    inbox: Path, deliveries: list[DeliveredFile]
) -> None:
    written = sorted(modified(path) for path in inbox.glob("*/*"))
    planned = sorted(
        datetime.fromisoformat(f"{file.delivered_at:%Y-%m-%dT%H:%M:%S}+09:00").astimezone(UTC)
        for file in deliveries
    )
    assert written == planned


def digests(inbox: Path) -> dict[str, tuple[str, int]]:
    return {
        str(path.relative_to(inbox)): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in inbox.glob("*/*")
    }


@pytest.mark.e2e
def test_another_process_writes_the_same_bytes(inbox: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from ingest.sample import write_sample; "
        "write_sample(Path(sys.argv[1]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=environment)
    assert digests(tmp_path) == digests(inbox)


def test_several_formats_and_encodings_are_delivered(inbox: Path) -> None:
    starts = {path.read_bytes()[:3] for path in inbox.glob("*/*.csv")}
    assert {path.suffix for path in inbox.glob("*/*")} == {".csv", ".tsv", ".xlsx"}
    assert b"\xef\xbb\xbf" in starts
    assert any(start[0] > 0x80 for start in starts if start != b"\xef\xbb\xbf"), "CP932"


def test_every_file_is_read(home: Home, contracts: dict[str, Contract]) -> None:
    for log in contracts:
        ledger = pl.read_parquet(home.landing / log / "ledger" / "deliveries.parquet")
        assert set(ledger["status"]) == {"landed"}, log


def findings(home: Home, log: str) -> pl.DataFrame:
    files = sorted((home.landing / log / "issues").glob("*.parquet"))
    frames = [pl.read_parquet(file).filter(pl.col("severity") != "skip") for file in files]
    return (
        pl.concat(frames)
        if frames
        else pl.DataFrame(schema={"column_name": pl.String, "rule": pl.String})
    )


def planted(home: Home, contract: Contract) -> list[tuple[str, str]]:
    """Column and rule of every blunder that ingest can find in the landed files."""
    seen = known_rows(home.root, contract, AS_OF)[contract.key[0]].to_list()
    return sorted(
        (row["column"] if row["key"] else contract.key[0], FOUND_AS.get(row["rule"], row["rule"]))
        for row in table("blunders").filter(log=contract.log).iter_rows(named=True)
        if FOUND_AS.get(row["rule"], row["rule"]) in JUDGED_BY_INGEST
        and (row["kind"] == "add" or row["key"] in seen)
    )


def test_nothing_is_found_wrong_but_what_was_planted(
    home: Home, contracts: dict[str, Contract]
) -> None:
    for log, contract in contracts.items():
        found = findings(home, log).select("column_name", "rule").sort(pl.all()).rows()
        assert found == planted(home, contract), log


def truth_of(newest: Files, deliveries: list[DeliveredFile], log: str) -> pl.DataFrame:
    """The rows of the landed files as they were before anybody wrote them down."""
    rows = []
    for (of_log, stream), files in newest.items():
        if of_log == log:
            mine = [file.rows for file in deliveries if (file.log, file.stream) == (log, stream)]
            rows += mine[-len(files) :]
    return pl.concat(rows)


def plain(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    """Rows with texts after NFKC; company names as what they mean, without their numbers."""
    texts = [
        pl.col(column.name).str.normalize("NFKC")
        for column in contract.columns
        if column.type == "string" and column.name not in NAMES
    ]
    names = [name_key(pl.col(name)).alias(name) for name in NAMES if name in rows.columns]
    wanted = [column.name for column in contract.columns if column.name != "corporate_number"]
    return rows.with_columns(*texts, *names).select(wanted)


def test_files_are_read_back_as_the_truth(
    home: Home,
    newest: Files,
    deliveries: list[DeliveredFile],
    contracts: dict[str, Contract],
) -> None:
    for log, contract in contracts.items():
        blundered = table("blunders").filter(log=log)["key"].drop_nulls().to_list()
        sound = ~pl.col(contract.key[0]).cast(pl.String).is_in(blundered)
        read = plain(known_rows(home.root, contract, AS_OF), contract).filter(sound)
        true = plain(truth_of(newest, deliveries, log), contract).filter(sound)
        assert read.height == true.height, log
        lost = true.join(read, on=true.columns, how="anti", nulls_equal=True)
        assert lost.rows() == [], log
