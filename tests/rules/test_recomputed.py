"""The rules of random applications, with blanks everywhere, recomputed by other means."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from dbt_project.catalogue import load_catalogue
from tests.oracle.compliance import VERDICT, recomputed_compliance
from tests.rules.inbox import AS_OF, built_from
from tests.warehouse import TestWarehouse

Row = dict[str, Any]
PROGRAMMES = sorted(
    {
        row["programme_id"]
        for row in load_catalogue(None)["subsidy_rules"].rows.values()
        if row["log"] == "subsidy_application"
    }
)
FRAMES = [
    *("general", "young", "single", "joint", "large", "type_a", "type_b", "planning"),
    *("transformation", "feasibility", "introduction", "preparation", "practice"),
]
YEN = [0, 1, 49_999, 50_000, 50_001, 100_000, 200_000, 200_001, 300_000, 2_000_000, 5_000_001]
DAYS = [f"{year}-{day}" for year in (2023, 2024, 2025) for day in ("03-31", "04-01", "08-22")]
YES_NO = ["true", "false", None]
STATUSES = ["adopted"] * 5 + ["completed"] * 3 + ["applied", "rejected", "withdrawn"]


class Chance:
    """Random cells, some of them blank."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def below(self, count: int) -> int:
        return int(self.rng.integers(count))

    def must(self, values: Sequence[Any]) -> Any:
        return values[self.below(len(values))]

    def one(self, values: Sequence[Any], blank: float = 0.15) -> Any:
        return None if self.rng.random() < blank else self.must(values)


def application(chance: Chance, number: int) -> Row:
    yen = ("project_cost_yen", "eligible_cost_yen", "income_yen", "own_funds_yen", "granted_yen")
    days = ("decided_on", "period_from", "period_to")
    return {
        "application_id": f"A{number}",
        "programme_id": chance.must([*PROGRAMMES, *["hagukumi"] * 20]),
        "frame": chance.one(FRAMES),
        "applicant_name": f"株式会社例示{number}",
        "applicant_type": chance.one(["sme", "non_sme", "university", "npo"]),
        "theme": chance.one(["ロボット", "材料のDX", "材料"]),
        "applicant_in_city": chance.one(YES_NO),
        "other_public_grant": chance.one(YES_NO),
        "applied_on": chance.must(DAYS),
        **{column: chance.one(DAYS) for column in days},
        **{column: chance.one(YEN) for column in yen},
        "status": chance.must(STATUSES),
    }


def expense(chance: Chance, number: int, applications: int) -> Row:
    return {
        "application_id": f"A{chance.below(applications)}",
        "line_no": number + 1,
        "phase": chance.one(["actual", "planned"]),
        "category": chance.must(["equipment", "food", "travel"]),
        "spent_on": chance.one(DAYS),
        "amount_yen": chance.must(YEN),
        "has_quote": chance.one(YES_NO),
    }


def member(chance: Chance, number: int, applications: int) -> Row:
    return {
        "application_id": f"A{chance.below(applications)}",
        "member_no": number + 1,
        "member_name": f"構成員{number}",
        "role": chance.must(["representative", "organiser", "member"]),
        "is_corporation": chance.must(["true", "false"]),
        "in_city": chance.one(YES_NO),
        "platform_registered": chance.one(YES_NO),
    }


def support(chance: Chance, number: int) -> Row:
    return {
        "support_id": f"S{number}",
        "programme_id": chance.must(["scholarship", "scholarship", "named_scholarship"]),
        "supported_on": chance.must(DAYS),
        "recipient_kind": "student",
        "student_id": chance.one([f"R{n}" for n in range(20)]),
        "intake": chance.one(["april", "october"]),
        "months": chance.one([0, 3, 6, 12, 18], blank=0.5),
        "amount_yen": chance.one([150_000, 300_000, 300_001, 600_000]),
        "status": chance.must(["granted", "granted", "cancelled"]),
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_records_are_judged_alike(
    seed: int, warehouse: TestWarehouse, tmp_path: Path
) -> None:
    chance, count = Chance(seed), 600
    logs = {
        "subsidy_application": [application(chance, n) for n in range(count)],
        "subsidy_expense": [expense(chance, n, count) for n in range(2 * count)],
        "subsidy_member": [member(chance, n, count) for n in range(3 * count)],
        "student_support": [support(chance, n) for n in range(count // 3)],
    }
    with built_from(warehouse, logs, tmp_path / "inbox") as con:
        listed = ", ".join(VERDICT)
        published = con.sql(f"select {listed} from marts.subsidy_compliance").pl()
    recomputed = recomputed_compliance(warehouse.home.root, AS_OF)
    statuses = set(recomputed["status"])
    assert statuses == {"passed", "failed", "not_assessable", "not_applicable"}
    assert differing(recomputed, published).rows() == []


def differing(one: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Rows of either that the other does not have."""
    keys = list(VERDICT)
    cast = other.select(pl.col(name).cast(kind) for name, kind in VERDICT.items())
    return pl.concat(
        [
            one.join(cast, on=keys, how="anti", nulls_equal=True),
            cast.join(one, on=keys, how="anti", nulls_equal=True),
        ]
    )
