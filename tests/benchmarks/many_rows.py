"""A home with many rows: the landed sample laid side by side as often as it takes.

Belongs here: multiplying landed files. Every copy of a row is a record of its own, whose references
lead to the same copy of what they name.
"""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from ingest.contracts import Contract, load_contracts
from ingest.home import Home
from ingest.ledger import read_ledger, write_ledger

ALONE = ("target", "finance_line", "indicator_comment", "reconciliation_note")
"""Logs of whole years, which do not grow with the work."""
PLACES = """
    create table place as
    select
        _sha256, _position, copy,
        row_number() over (order by copy, _sha256, _position) as position
    from read_parquet('{source}/*.parquet') cross join range({times}) as copies (copy)
"""
WRITE = """
    copy (
        select landed.* replace ({numbered}'{sha256}' as _sha256, place.position as _position)
        from read_parquet('{source}/*.parquet') as landed
        inner join place using (_sha256, _position)
    ) to '{target}' (format parquet)
"""


def many_rows(sample: Home, root: Path, rows: int) -> int:
    """Lay out a home whose landing holds about that many rows; returns how many they are."""
    home, contracts = Home(root), load_contracts(None)
    home.create()
    landed = {log: _accepted(sample, log) for log in contracts}
    times = max(1, round(rows / sum(landed.values())))
    copies = {log: 1 if log in ALONE else times for log in contracts}
    for log in contracts:
        _multiply(sample.landing / log, home.landing / log, log, contracts, copies[log])
    return sum(landed[log] * copies[log] for log in contracts)


def _accepted(home: Home, log: str) -> int:
    return sum(one.accepted or 0 for one in read_ledger(home.landing / log / "ledger"))


def _multiply(
    source: Path, target: Path, log: str, contracts: Mapping[str, Contract], times: int
) -> None:
    """Write one landed file of a log that holds all of the source's rows, so many times."""
    landed = [one for one in read_ledger(source / "ledger") if one.status == "landed"]
    newest = max(landed, key=lambda one: one.delivered_at)
    numbers = [f"{name} || '-' || copy as {name}, " for name in _numbered(log, contracts)]
    with duckdb.connect() as connection:
        connection.execute(PLACES.format(source=source, times=times))
        for folder, numbered in (("", "".join(numbers)), ("personal", "")):
            file = target / folder / f"{newest.sha256}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            values = {"source": source / folder, "target": file, "sha256": newest.sha256}
            connection.execute(WRITE.format(numbered=numbered, **values))
    (target / "ledger").mkdir()
    write_ledger(target / "ledger", [newest])


def _numbered(log: str, contracts: Mapping[str, Contract]) -> list[str]:
    """Return what tells a record's copies apart: its own number, and the numbers it refers to."""
    if log in ALONE:
        return []
    return [
        column.name
        for column in contracts[log].columns
        if (column.is_key and column.reference is None and column.type == "string")
        or (column.reference is not None and column.reference[0] in contracts)
    ]
