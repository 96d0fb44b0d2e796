"""Mutated files: read with every row counted once, or refused in one line; never a traceback.

A round makes a file of some format, changes bytes in it, and reads it. The normal run does a tenth
of the rounds of `make soak`.
"""

from __future__ import annotations

import faulthandler
import random
import resource

import polars as pl
import pytest

from ingest.readers import UnreadableFileError
from ingest.reading import FileRows, read_rows
from tests.ingest.files import RECORDS, TABLES, members_of, zipped
from tests.ingest.papers import CONTRACT, HEADER

ROUNDS = 10_000
TENTH = ROUNDS // 10
KILOBYTES = 400 << 10
"""What reading small files may add to the memory of the process."""
ROWS = [
    [*HEADER.split(","), "人数", "備考"],
    ["V-1", "総合", "2025/5/7", "完了", "3", "相談"],
    ["V-2", "総合", "令和7年5月8日", "済", "約20名", ""],
    ["V-3", "", "2025/5/9", "受付中", "▲1", "二行\nある"],
    ["", "", "", "", "", ""],
    ["合計", "", "", "", "24", ""],
    ["※ 速報", "", "", "", "", ""],
]
PLAIN = [["来訪記録", "", "", "", "", ""], *ROWS]
FILES = {
    **{name: write(PLAIN) for name, write in TABLES.items()},
    **{name: write(ROWS) for name, write in RECORDS.items()},
}
FILES["several"] = zipped({"a.csv": FILES["cp932"], "b.xlsx": FILES["xlsx"], "c.pdf": b"%PDF"})
APART = ["xls", "ods"]
NAMES = [name for name in FILES if name not in APART] * 10 + APART
"""Some come seldom: they are read in a process of their own, which takes a second."""
SECONDS = 150
"""A reader that takes longer is stuck; the traceback says where."""


def flip(chance: random.Random, content: bytearray) -> None:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def overwrite(chance: random.Random, content: bytearray) -> None:
    content[chance.randrange(len(content))] = chance.choice(b'\0\n\r",\t<>&"\x81\xff\x1a0')


def cut(chance: random.Random, content: bytearray) -> None:
    del content[chance.randrange(1, len(content) + 1) :]


def drop(chance: random.Random, content: bytearray) -> None:
    start = chance.randrange(len(content))
    del content[start : start + chance.randrange(1, 20)]


def repeat(chance: random.Random, content: bytearray) -> None:
    start = chance.randrange(len(content))
    piece = content[start : start + chance.randrange(1, 200)]
    content[start:start] = piece * chance.randrange(1, 9)


def insert(chance: random.Random, content: bytearray) -> None:
    start = chance.randrange(len(content))
    content[start:start] = chance.randbytes(chance.randrange(1, 8))


CHANGES = (flip, overwrite, cut, drop, repeat, insert)


def mutated(chance: random.Random, content: bytes) -> bytes:
    """Return the file with one to four changes."""
    changed = bytearray(content)
    for _ in range(chance.randrange(1, 5)):
        if changed:
            chance.choice(CHANGES)(chance, changed)
    return bytes(changed)


def inside(chance: random.Random, content: bytes) -> bytes:
    """Return a zip with one member mutated, its checksums sound."""
    members = members_of(content)
    name = chance.choice(list(members))
    return zipped(members | {name: mutated(chance, members[name])})


def read_one(seed: int) -> FileRows | None:
    """Read one mutated file; None when it is refused. The seed alone makes the file."""
    chance = random.Random(seed)  # noqa: S311
    content = FILES[chance.choice(NAMES)]
    change = inside if content[:2] == b"PK" and chance.random() < 0.7 else mutated
    try:
        return read_rows(change(chance, content), "来訪", CONTRACT)
    except UnreadableFileError as refusal:
        check_is_one_line(refusal)
        return None


def check_is_one_line(refusal: UnreadableFileError) -> None:
    """Whatever happened is said in one line."""
    for said in (refusal.message.ja, refusal.message.en):
        assert said
        assert "\n" not in said


def check(rows: FileRows) -> None:
    """Every record that is read has one fate."""
    fates = [rows.accepted["_position"]] + [
        rows.findings.filter(pl.col("severity") == severity)["_position"].unique()
        for severity in ("reject", "skip")
    ]
    assert pl.concat(fates).is_unique().all()
    assert list(map(len, fates)) == [len(rows.accepted), rows.rejected, rows.skipped]


def run(seeds: range) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = 0
    for seed in seeds:
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        rows = read_one(seed)
        if rows is not None:
            check(rows)
            read += 1
    faulthandler.cancel_dump_traceback_later()
    assert len(seeds) // 10 < read < len(seeds)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < KILOBYTES


def test_a_thousand_mutated_files() -> None:
    run(range(TENTH))


@pytest.mark.soak
def test_ten_thousand_mutated_files() -> None:
    run(range(TENTH, TENTH + ROUNDS))
