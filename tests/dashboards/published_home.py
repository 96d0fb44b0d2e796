"""A published home for tests: the real catalogue, invented figures, tables as published.

Invented figures are drawn from a fixed seed, so that two runs see the same home.
"""

from __future__ import annotations

import csv
import json
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb
import polars as pl

from tests.dashboards.published_tables import create_the_rest, official_tables

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "dbt_project" / "seeds"
TARGETS = ROOT / "ingest" / "sample" / "targets.csv"
AS_OF = date(2026, 10, 31)
SNAPSHOT = "20261101T091200-0a1b2c3d"
SCHEMA = Path(__file__).with_name("published_schema.sql")
INVENTED = ("published_rows.sql", "published_details.sql")
SEASON = (6, 8, 10, 9, 7, 9, 11, 10, 7, 8, 9, 6)
SIZES = {"people": 300, "cases": 120, "companies": 60, "yen": 24_000_000, "ratio": 1, "percent": 90}
PARTS = {"onestop_desk.consultations.dx", "onestop_desk.consultations.robot"}


@dataclass(frozen=True)
class Recipe:
    """What to publish: the years with figures, and whether the home is a sample."""

    first_year: int = 2020
    is_sample: bool = True
    snapshot: str = SNAPSHOT
    extra_sql: str = ""


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a catalogue file."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def publish(home: Path, recipe: Recipe | None = None) -> Path:
    """Write a publication into a home, make it current, and return its folder."""
    recipe = recipe or Recipe()
    folder = home / "published" / recipe.snapshot
    folder.mkdir(parents=True)
    _manager_file(folder / "manager.duckdb", recipe)
    _official_file(folder / "manager.duckdb", folder / "official.duckdb")
    manifest = {
        "snapshot_id": recipe.snapshot,
        "as_of": AS_OF.isoformat(),
        "published_at": "2026-11-01T09:12:00",
        "is_sample": recipe.is_sample,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    current = home / "published" / "current"
    current.unlink(missing_ok=True)
    current.symlink_to(recipe.snapshot)
    return folder


def _manager_file(path: Path, recipe: Recipe) -> None:
    chance = random.Random(20261031)  # noqa: S311
    with duckdb.connect(str(path)) as connection:
        connection.execute(SCHEMA.read_text(encoding="utf-8").replace("$SEEDS", str(SEEDS)))
        _insert(connection, "marts.target", _targets(chance))
        _insert(connection, "marts.kpi_monthly", _months(chance, recipe.first_year))
        connection.execute(SCHEMA.with_name("published_figures.sql").read_text(encoding="utf-8"))
        _insert(connection, "quality.file", _files(chance))
        _insert(connection, "quality.issue", _issues(chance))
        create_the_rest(connection)
        for name in INVENTED:
            script = SCHEMA.with_name(name).read_text(encoding="utf-8")
            connection.execute(script.replace("$SEEDS", str(SEEDS)))
        if recipe.extra_sql:
            connection.execute(recipe.extra_sql)


def _official_file(manager: Path, path: Path) -> None:
    """What an official sees of the manager file, by the rules of publication."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"attach '{manager}' as build (read_only)")
        connection.execute("create schema marts; create schema quality")
        for table, condition in official_tables():
            connection.execute(f"create table {table} as from build.{table} where {condition}")


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[object, ...]]
) -> None:
    connection.register("drawn", pl.DataFrame(rows, orient="row", infer_schema_length=None))
    connection.execute(f"insert into {table} from drawn")
    connection.unregister("drawn")


def _targets(chance: random.Random) -> list[tuple[object, ...]]:
    """The printed targets, and invented ones for headline indicators without."""
    printed = [
        (
            row["indicator_id"],
            int(row["fiscal_year"]),
            float(row["target_value"]),
            row["kind"] or "target",
            row["comparison"] or "at_least",
            row["basis"],
        )
        for row in rows_of(TARGETS)
    ]
    known = {(row[0], row[1]) for row in printed}
    invented = [
        (
            row["indicator_id"],
            year,
            float(_size(row) * chance.choice((0.8, 1, 1.3))),
            "target",
            "at_least",
            "サンプル",
        )
        for row in rows_of(SEEDS / "indicators.csv")
        for year in (2025, 2026)
        if row["headline"] == "1" and (row["indicator_id"], year) not in known
    ]
    return [*printed, *invented]


def _months(chance: random.Random, first_year: int) -> list[tuple[object, ...]]:
    """A value per indicator and month from April of the first year to the as-of day."""
    rows: list[tuple[object, ...]] = []
    for indicator in rows_of(SEEDS / "indicators.csv"):
        size = _size(indicator) * chance.uniform(0.85, 1.05)
        standing = size
        for number in range((2026 - first_year) * 12 + 7):
            year, position = first_year + number // 12, number % 12
            month = date(year + (position > 8), (position + 3) % 12 + 1, 1)
            drawn = size * SEASON[position] / 100 * chance.uniform(0.75, 1.25) * (1 + number / 240)
            standing += round(drawn / 40)
            value = _shaped(indicator, drawn, standing, chance)
            coverage = "partial" if month == date(2026, 10, 1) else "complete"
            rows.append((indicator["indicator_id"], year, month, value, coverage, False))
    return rows


def _size(indicator: dict[str, str]) -> float:
    if indicator["indicator_id"] == "sme_desk.consultations":
        return 940.0
    return float(SIZES.get(indicator["unit"], 20))


def _shaped(
    indicator: dict[str, str], drawn: float, standing: float, chance: random.Random
) -> float:
    if indicator["unit"] == "ratio":
        return chance.uniform(0.4, 0.6)
    if indicator["unit"] == "percent":
        return round(chance.uniform(88, 96), 1)
    return float(round(standing if indicator["accumulate"] in {"last", "cumulative"} else drawn))


def _files(chance: random.Random) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for log in ("consultation", "seminar_session", "subsidy_application", "student_support"):
        for number in range(18):
            read = chance.randint(60, 600)
            rejected = chance.choice((0, 0, 0, 1, 3))
            delivered = date(2026, 10, 28) - timedelta(days=31 * number)
            rows.append(
                (
                    log,
                    f"{log}_{delivered:%Y%m}.xlsx#受付",
                    f"{number:064x}",
                    "landed",
                    read + 2,
                    read - rejected,
                    rejected,
                    2,
                    None,
                    delivered,
                    delivered,
                    "cp932",
                    None,
                    None,
                )
            )
    refused = "必須の列「受付番号」がありません。見出しの行を確かめてください"
    rows.append(
        (
            "consultation",
            "相談_様式違い.csv",
            "f" * 64,
            "refused",
            None,
            None,
            None,
            None,
            None,
            date(2026, 10, 30),
            date(2026, 10, 30),
            "utf-8",
            refused,
            "column 受付番号 is missing",
        )
    )
    return rows


def _issues(chance: random.Random) -> list[tuple[object, ...]]:
    reasons = {
        "required_missing": ("reject", "「受付日」が空です。日付を記入してください", None),
        "unparsable": ("warn", "「相談時間」を数として読めません", "九十分"),
        "unknown_value": ("reject", "「相談方法」の値が決められたものにありません", "手紙"),
        "counted_nowhere": ("warn", "どの指標にも数えられていません", None),
        "title": ("skip", "題名の行なので読み飛ばしました", None),
    }
    rows: list[tuple[object, ...]] = []
    for number in range(140):
        rule = chance.choice(list(reasons))
        severity, message, value = reasons[rule]
        state = "healed" if severity != "skip" and number % 5 == 0 else "open"
        rows.append(
            (
                "consultation",
                f"consultation_2026{number % 7 + 4:02d}.xlsx#受付",
                number + 3,
                "received_at",
                severity,
                rule,
                value,
                message,
                "Please check this cell",
                state,
                None,
            )
        )
    return rows
