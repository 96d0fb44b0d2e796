"""Support to students: scholarships, housing aid, classes, courses, grants to groups.

Here belongs: the truth of the log `student_support`; payments keep the caps per person and year.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from ingest.sample import plan
from ingest.sample.chance import draw, generator, shares
from ingest.sample.days import YEARS, working_day
from ingest.sample.frames import coded, filled

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.sample.arrays import Integers

HALF_YEAR = 300_000
"""Yen of six months of scholarship; October entrants get it once, April entrants twice."""
MONTH = HALF_YEAR // 6
LEVELS = ("入門", "初級A", "初級B", "中級A", "中級B", "上級")
GROUPS = {"network": "学研都市留学生支援ネットワーク", "volunteers": "学研ボランティアの会"}


@cache
def supports() -> pl.DataFrame:
    """Return all rows of support, each programme numbering for itself."""
    return pl.concat(
        [
            _numbered(programme, prefix, year, make(generator(programme, year), year))
            for programme, (prefix, make) in PROGRAMMES.items()
            for year in YEARS
            if plan.runs(programme, year)
        ],
        how="diagonal_relaxed",
    )


def _numbered(programme: str, prefix: str, year: int, rows: pl.DataFrame) -> pl.DataFrame:
    n = rows.height
    rng = generator("students", programme, year)
    is_student = pl.col("_person").is_not_null()
    who = rows["_person"].fill_null(1) - 1
    about = {
        name: draw(rng, programme, name, n)[who]
        for name in ("university", "nationality")
        if name not in rows.columns
    }
    return (
        rows.with_columns(**about)
        .with_columns(
            support_id=coded(f"{prefix}{year % 100}-", range(1, n + 1), 3),
            programme_id=pl.lit(programme),
            recipient_kind=pl.when(is_student).then(pl.lit("student")).otherwise(pl.lit("group")),
            student_id=pl.when(is_student).then(
                pl.format(f"{prefix}{year}-{{}}", pl.col("_person").cast(pl.String).str.zfill(3))
            ),
            student_name=pl.when(is_student).then(pl.format("留学生{}", "_person")),
            university=pl.when(is_student).then("university"),
            nationality=pl.when(is_student).then("nationality"),
        )
        .drop("_person")
    )


def _rows(n: int, **columns: Any) -> pl.DataFrame:
    """Return n rows; students are numbered from 1 unless given."""
    return filled(n, **{"_person": np.arange(1, n + 1), **columns})


def _grad_school(rng: np.random.Generator, year: int) -> pl.DataFrame:
    """Completers of the joint graduate school; some finish in September."""
    n = plan.count("grad_school.completers", year)
    autumn = n // 6
    days = np.repeat([working_day(year, 9, 22), working_day(year, 3, 22)], [autumn, n - autumn])
    return _rows(
        n,
        supported_on=days,
        status="completed",
        class_name=rng.choice(["カーロボコース", "AIコース"], n),
    )


def _scholarship(rng: np.random.Generator, year: int) -> pl.DataFrame:
    """April entrants are paid in June and December, October entrants in December."""
    rows = plan.count("scholarship.recipients", year)
    once = 4 + 2 * int(rng.integers(0, 3)) + rows % 2
    twice = (rows - once) // 2
    student = np.concatenate([np.arange(twice), np.arange(twice), twice + np.arange(once)]) + 1
    months = np.full(rows, 6)
    if plan.is_printed("scholarship.amount_yen", year):
        missing = rows * HALF_YEAR - plan.count("scholarship.amount_yen", year)
        months[twice] -= missing // MONTH
    return _rows(
        rows,
        _person=student,
        months=months,
        amount_yen=months * MONTH,
        status="granted",
        supported_on=np.repeat(
            [working_day(year, 6, 25), working_day(year, 12, 22)], [twice, twice + once]
        ),
        intake=np.repeat(["april", "october"], [2 * twice, once]),
    )


def _named_scholarship(rng: np.random.Generator, year: int) -> pl.DataFrame:
    n = plan.count("named_scholarship.recipients", year)
    each = plan.count("named_scholarship.amount_yen", year) // n
    return _rows(
        n,
        supported_on=working_day(year, 6, int(rng.integers(20, 30))),
        months=12,
        amount_yen=each,
        intake="april",
        status="granted",
    )


def _housing_aid(rng: np.random.Generator, year: int) -> pl.DataFrame:
    """Rent aid, paid for half a year at a time, in whole thousands of yen."""
    thousands = plan.count("housing_aid.amount_yen", year) // 1000
    n = -(-thousands // 60)
    first = n // 2
    return _rows(
        n,
        _person=np.concatenate([np.arange(first), np.arange(n - first)]) + 1,
        months=6,
        supported_on=np.repeat(
            [working_day(year, 9, 29), working_day(year, 3, 28)], [first, n - first]
        ),
        amount_yen=shares(thousands, rng.gamma(60.0, size=n)) * 1000,
        status="granted",
    )


def _exchange_grant(rng: np.random.Generator, year: int) -> pl.DataFrame:
    amounts = [plan.count(f"exchange_grant.amount_yen.{part}", year) for part in GROUPS]
    return _rows(
        2,
        _person=[None, None],
        group_name=list(GROUPS.values()),
        amount_yen=amounts,
        supported_on=working_day(year, 7, int(rng.integers(1, 28))),
        status="granted",
    )


def _job_programme(rng: np.random.Generator, year: int) -> pl.DataFrame:
    names = ["job_programme.students.waseda", "job_programme.students.kitakyushu"]
    counts = plan.parts("job_programme.students", names, year)
    return _course(
        rng,
        sum(counts),
        working_day(year, 6, 3),
        "就職支援コース",
        university=np.repeat(["waseda", "kitakyushu"], counts),
    )


def _internship(rng: np.random.Generator, year: int) -> pl.DataFrame:
    n = plan.count("internship.students", year)
    return _course(rng, n, working_day(year, 8, 19), "市内企業インターンシップ")


def _language_centre(rng: np.random.Generator, year: int) -> pl.DataFrame:
    return pl.concat(
        [
            _term(rng, year, "spring", working_day(year, 4, 15)),
            _term(rng, year, "autumn", working_day(year, 10, 2)),
        ]
    ).with_columns(_person=pl.int_range(1, pl.len() + 1))


def _term(rng: np.random.Generator, year: int, term: str, start: np.datetime64) -> pl.DataFrame:
    n = plan.count(f"language_centre.students.{term}", year)
    classes = plan.count(f"language_centre.classes.{term}", year)
    level: Integers = np.concatenate([np.arange(classes), rng.integers(0, classes, n - classes)])
    left = max(1, n // 30)
    quitters = _course(rng, left, start, "入門", term=term, status="withdrawn")
    return pl.concat([_course(rng, n, start, pl.Series(LEVELS)[level], term=term), quitters])


def _course(
    rng: np.random.Generator, n: int, start: np.datetime64, name: Any, **more: Any
) -> pl.DataFrame:
    """People who take a course; each starts within its first days."""
    return _rows(
        n,
        **{
            "supported_on": start + rng.integers(0, 9, n),
            "class_name": name,
            "status": "completed",
            **more,
        },
    )


PROGRAMMES: dict[str, tuple[str, Callable[[np.random.Generator, int], pl.DataFrame]]] = {
    "grad_school": ("G", _grad_school),
    "scholarship": ("S", _scholarship),
    "named_scholarship": ("N", _named_scholarship),
    "housing_aid": ("H", _housing_aid),
    "exchange_grant": ("X", _exchange_grant),
    "job_programme": ("J", _job_programme),
    "internship": ("I", _internship),
    "language_centre": ("L", _language_centre),
}
"""Prefix of the numbers, and the generator, of each programme."""
