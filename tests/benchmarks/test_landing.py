"""How long landing takes beside what it cannot do without: decode, read, write the same bytes.

Each side runs in a process of its own, for its memory; starting Python and importing what it uses
is on no side's clock.
"""

import dataclasses
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from ingest.contracts import Contract, load_contracts
from ingest.home import Home
from ingest.landing import land_log
from tests.benchmarks.process import Measured, measure

pytestmark = pytest.mark.benchmark

ROWS = int(os.environ.get("FAIS_BENCH_ROWS", "2000000"))
UNCHANGED = 2_000
SHEET_ROWS = 100_000
DLT_ROWS = 200_000
ROUNDS, MANY_ROUNDS = 3, 21
HEAD_BYTES = 65_536
TIMED = """
{imports}
import os, sys, time; from pathlib import Path
started = time.perf_counter()
{work}
Path(os.environ["SECONDS"]).write_text(str(time.perf_counter() - started))
"""
LAND = (
    """
from datetime import datetime, UTC; import fastexcel, pyarrow.compute, pyarrow.parquet
from ingest.contracts import load_contracts
from ingest.home import Home
from ingest.landing import land_log
contract = load_contracts(None)["consultation"]
""",
    """
report = land_log(Home(Path(sys.argv[1])), contract, datetime.now(UTC))
assert all(one.status == "landed" for one in report.deliveries), report.deliveries
""",
)
BYTES = (
    "import polars as pl",
    """
text = Path(sys.argv[1]).read_bytes().decode("cp932").encode()
pl.read_csv(text, infer_schema=False).write_parquet(sys.argv[1] + ".parquet")
""",
)
CALAMINE = ("import fastexcel", "fastexcel.read_excel(sys.argv[1]).load_sheet(0).to_arrow()")
DLT = (
    "import csv, dlt, dlt.destinations.impl.duckdb.duck",
    """
def rows():
    with open(sys.argv[1], encoding="cp932", newline="") as file: yield from csv.DictReader(file)
pipeline = dlt.pipeline("bench", destination=dlt.destinations.duckdb(sys.argv[2] + "/dlt.duckdb"),
                        dataset_name="bench", pipelines_dir=sys.argv[2])
pipeline.run(rows(), table_name="consultation", write_disposition="merge", primary_key="受付番号")
""",
)
NO_TELEMETRY = {**os.environ, "RUNTIME__DLTHUB_TELEMETRY": "false"}


def _rows(count: int) -> pl.DataFrame:
    """Consultations with as many texts as the real ones have: few, but for numbers and moments."""
    number = pl.int_range(count, eager=True)
    first = datetime(2015, 4, 1, 9)
    return pl.DataFrame({"n": number}).select(
        ("C-" + pl.col("n").cast(pl.String)).alias("受付番号"),
        pl.lit("sme_desk").alias("事業コード"),
        (pl.lit(first) + pl.duration(minutes=pl.col("n") * 7919 % 5_000_000))
        .dt.strftime("%Y/%m/%d %H:%M")
        .alias("受付日時"),
        _cycled(["来所", "電話", "Web", "訪問"]).alias("相談方法"),
        pl.format("例示{}株式会社", pl.col("n") * 31 % 20_000).alias("企業名"),
        _cycled(["製造業", "建設業", "サービス業"]).alias("業種"),
        _cycled(["八幡西区", "小倉北区", "若松区"]).alias("所在区"),
        _cycled(["30分", "60分", "90", "1時間30分"]).alias("対応時間"),
        _cycled(["資金繰りの相談", "補助金について", "販路開拓、ＥＣサイトの構築"]).alias(
            "相談内容"
        ),
        _cycled(["完了", "受付"]).alias("状態"),
    )


def _cycled(texts: list[str]) -> pl.Expr:
    names = dict(enumerate(texts))
    return (pl.col("n") * 7 // 3 % len(texts)).replace_strict(names, return_dtype=pl.String)


def _write_csv(path: Path, count: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for piece in _rows(count).iter_slices(200_000):
            text = piece.write_csv(include_header=not file.tell(), line_terminator="\r\n")
            file.write(text.encode("cp932"))
    return path


def _home(root: Path, fill: Callable[[Path], object]) -> Home:
    home = Home(root)
    home.create()
    folder = home.inbox / "consultation"
    folder.mkdir(exist_ok=True)
    fill(folder)
    return home


def _python(code: tuple[str, str], *arguments: Path) -> Measured:
    """Return what the work took, its imports left out, and the peak of the whole process."""
    imports, work = code
    with tempfile.NamedTemporaryFile() as seconds:
        timed = TIMED.format(imports=imports, work=work)
        command = [sys.executable, "-c", timed, *map(str, arguments)]
        done = measure(command, {**NO_TELEMETRY, "SECONDS": seconds.name})
        assert done.returncode == 0
        return dataclasses.replace(done, seconds=float(seconds.read()))


def _median(code: tuple[str, str], *arguments: Path) -> float:
    return statistics.median(_python(code, *arguments).seconds for _ in range(ROUNDS))


def _report(name: str, text: str) -> None:
    sys.stdout.write(f"\nBENCH {name}: {text}\n")


def _land_rows(root: Path, count: int) -> Measured:
    return _python(LAND, _home(root, lambda to: _write_csv(to / "a.csv", count)).root)


def test_a_long_file_beside_its_bytes(tmp_path: Path) -> None:
    plain = _python(BYTES, _write_csv(tmp_path / "plain.csv", ROWS))
    one, two = _land_rows(tmp_path / "one", ROWS), _land_rows(tmp_path / "two", 2 * ROWS)
    _report(
        f"{ROWS:,} CP932 rows",
        f"{one.seconds:.1f} s, decoded, read and written {plain.seconds:.1f} s, "
        f"ratio {one.seconds / plain.seconds:.2f} (goal 2.0); "
        f"peak {one.peak_bytes / 2**30:.2f} GiB (goal 1.5 GB); twice the rows: "
        f"time ×{two.seconds / one.seconds:.2f} (goal 2.1), "
        f"memory ×{two.peak_bytes / one.peak_bytes:.2f} (goal 1.1)",
    )


def test_a_landing_beside_a_merge_row_by_row(tmp_path: Path) -> None:
    pytest.importorskip("dlt", reason="the baseline is no dependency")
    merged = _python(DLT, _write_csv(tmp_path / "plain.csv", DLT_ROWS), tmp_path)
    landed = _land_rows(tmp_path / "home", DLT_ROWS)
    _report(
        f"{DLT_ROWS:,} rows beside dlt's merge",
        f"{landed.seconds:.1f} s, dlt {merged.seconds:.1f} s, "
        f"{merged.seconds / landed.seconds:.0f} times faster (goal 20)",
    )


def test_a_workbook_beside_reading_it(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", lambda to: _write_workbook(to / "a.xlsx"))
    plain = _median(CALAMINE, home.inbox / "consultation" / "a.xlsx")
    landed = _python(LAND, home.root).seconds
    _report(
        f"xlsx of {SHEET_ROWS:,} rows",
        f"{landed:.1f} s, calamine {plain:.1f} s, ratio {landed / plain:.2f} (goal 4)",
    )


def _write_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        rows = _rows(SHEET_ROWS)
        sheet.write_row(0, 0, rows.columns)
        for number, cells in enumerate(rows.iter_rows(), 1):
            sheet.write_row(number, 0, cells)


def test_unchanged_files_beside_reading_their_heads(tmp_path: Path) -> None:
    home = _home(tmp_path / "home", _fill_with_small_files)
    contract = load_contracts(None)["consultation"]
    assert len(land_log(home, contract, datetime.now(UTC)).deliveries) == UNCHANGED
    rounds = [
        (_seconds(_read_heads, home.inbox / "consultation"), _seconds(_land_again, home, contract))
        for _ in range(MANY_ROUNDS)
    ]
    heads, again = (statistics.median(each) for each in zip(*rounds, strict=True))
    _report(
        f"{UNCHANGED:,} unchanged files",
        f"{again * 1000:.0f} ms, scandir and heads {heads * 1000:.0f} ms, "
        f"ratio {again / heads:.2f} (goal 1.5)",
    )


def _seconds(do: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    do(*arguments)
    return time.perf_counter() - started


def _read_heads(folder: Path) -> None:
    for entry in os.scandir(folder):
        with io.FileIO(entry.path) as file:
            file.read(HEAD_BYTES)


def _land_again(home: Home, contract: Contract) -> None:
    assert land_log(home, contract, datetime.now(UTC)).unchanged == UNCHANGED


def _fill_with_small_files(folder: Path) -> None:
    text = _rows(UNCHANGED).with_columns(pl.lit("北九州例示商店").alias("企業名"))
    long_ago = (datetime.now(UTC) - timedelta(days=9)).timestamp()
    for number, row in enumerate(text.iter_slices(1)):
        path = folder / f"{number}.csv"
        path.write_text(row.write_csv(), encoding="cp932")
        os.utime(path, (long_ago, long_ago))
