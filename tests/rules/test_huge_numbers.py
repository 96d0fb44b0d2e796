"""A number that somebody mistyped, however large, fails its rule and not the run."""

from pathlib import Path

from tests.rules.inbox import built_from
from tests.warehouse import TestWarehouse

HUGE = 9_000_000_000_000_000_000
APPLICATION = {
    "application_id": "A",
    "programme_id": "hagukumi",
    "frame": "practice",
    "applicant_name": "例示会",
    "applied_on": "2025-04-10",
    "decided_on": "2025-05-20",
    "status": "adopted",
    "project_cost_yen": HUGE,
    "income_yen": HUGE,
    "own_funds_yen": HUGE,
    "granted_yen": HUGE,
}
LINE = {
    "application_id": "A",
    "category": "equipment",
    "spent_on": "2025-06-01",
    "amount_yen": HUGE,
}
ACCOUNT = {"statement": "budget", "fiscal_year": 2024, "line_path": "科目", "amount_yen": HUGE}


def test_huge_amounts_are_judged(warehouse: TestWarehouse, tmp_path: Path) -> None:
    logs = {
        "subsidy_application": [APPLICATION],
        "subsidy_expense": [{**LINE, "line_no": n} for n in range(1, 20)],
        "finance_line": [{**ACCOUNT, "account": a} for a in ("total", "profit", "corporate")],
    }
    with built_from(warehouse, logs, tmp_path / "inbox") as con:
        failed = con.execute(
            "select rule_code from marts.subsidy_compliance where status = 'failed' order by 1"
        ).fetchall()
        inconsistent = con.execute("select line_path from marts.finance_check").fetchall()
    assert [code for (code,) in failed] == [
        "hagukumi.equipment.share_max",
        "hagukumi.grant.formula",
        "hagukumi.max_funding",
        "hagukumi.practice.cap",
    ]
    assert inconsistent == [("科目",)]
