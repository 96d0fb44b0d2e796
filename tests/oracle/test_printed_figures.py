"""Late rows, corrections and misprints are planted in a year; the ledger explains each of them."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

BEFORE, PRINTED, AFTER = "2025-04-10", "2025-06-30", "2025-09-10"
YEAR = 2024
CONSULTATION = "受付番号,事業コード,受付日,企業名,状態"
ACTIVITY = "記録番号,事業コード,指標,内訳,計上日,数量"
SESSION = "開催番号,事業コード,名称,開催日,参加者数,状態"
ATTENDANCE = "参加番号,開催番号,参加者区分,出欠"
MEMBER = "登録番号,事業コード,会員名,会員区分,登録日,退会日"
COVERAGE = [
    ("L-1", "テレビ・インターネット等", 5),
    ("L-2", "新聞", 3),
    ("L-3", "雑誌等", 2),
]


def consultations(desk: str, *rows: tuple[str, str]) -> list[str]:
    """Rows by company and status, one a month."""
    return [
        f"{desk}-{number},{desk},2024/{number + 4}/1,{company},{status}"
        for number, (company, status) in enumerate(rows)
    ]


A, B, C = "株式会社例示", "例示有限会社", "合同会社例示"
DELIVERIES: dict[str, dict[str, tuple[str, list[str]]]] = {
    BEFORE: {
        "consultation": (
            CONSULTATION,
            consultations("sme_desk", (A, "完了"), (B, "完了"), (C, "受付"))
            + consultations("ip_desk", (A, "完了"), (B, "完了"), (C, "完了"))
            + consultations("succession_desk", (A, "完了"), (A, "完了"), (B, "完了"), (B, "完了")),
        ),
        "activity": (
            ACTIVITY,
            [f"{no},publicity,報道,{kind},2024/6/1,{n}" for no, kind, n in COVERAGE]
            + ["P-1,radio,放送,,2024/4/2,1234", "P-2,odoriva,利用者,,2024/4/2,20"]
            + ["T-1,publicity,プレスリリース,,2024/4/2,40"],
        ),
        "seminar_session": (SESSION, ["S-1,hub_events,交流会,2024/6/1,5,実施"]),
        "member_register": (
            MEMBER,
            [
                f"M-1,robot_forum,{A},企業,2024/4/1,",
                f"M-2,robot_forum,{B},企業,2024/4/1,",
            ],
        ),
    },
    AFTER: {
        "consultation": (
            CONSULTATION,
            [
                "sme_desk-9,sme_desk,2025/3/31,遅延商店,完了",
                *consultations("ip_desk", (A, "完了"), (B, "取消"), (C, "完了")),
            ],
        ),
        "seminar_attendance": (
            ATTENDANCE,
            [f"N-{n},S-1,一般,{'出席' if n < 3 else '欠席'}" for n in range(4)],
        ),
        "member_register": (MEMBER, [f"M-2,robot_forum,{B},企業,2024/4/1,2025/3/1"]),
        "reconciliation_note": (
            "公表値コード,原因区分,説明,記入日",
            ["noted,定義の違い,窓口の数え方による,2025/9/1"],
        ),
    },
}
FIGURES: dict[str, tuple[str, int, str, str]] = {
    # figure: indicator, printed value, cause, finding
    "late": ("sme_desk.consultations", 3, "late_rows", "changed_since"),
    "corrected": ("ip_desk.consultations", 3, "correction", "changed_since"),
    "list_came_late": ("hub_events.participants", 5, "late_rows", "changed_since"),
    "left_since": ("robot_forum.companies", 2, "correction", "changed_since"),
    "swapped_digits": ("radio.broadcasts", 1243, "print_error", "slip"),
    "visits_counted": ("succession_desk.companies", 4, "definition", "counts_rows"),
    "tv": ("publicity.coverage.tv_internet", 5, "", ""),
    "newspaper": ("publicity.coverage.newspaper", 3, "", ""),
    "magazine": ("publicity.coverage.magazine", 2, "", ""),
    "whole": ("publicity.coverage", 23, "print_error", "alone_in_its_sum"),
    "right": ("publicity.press_releases", 40, "", ""),
    "wrong": ("publicity.press_releases", 777, "print_error", "printed_twice"),
    "noted": ("succession_desk.consultations", 99, "definition", "nothing_found"),
}


def lay_out(inbox: Path) -> dict[str, str]:
    times = {}
    for day, logs in DELIVERIES.items():
        for log, (header, rows) in logs.items():
            path = inbox / log / f"{day}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
            times[f"{log}/{path.name}"] = f"{day}T09:00:00+09:00"
    return times


def print_figures(catalogue: Path) -> None:
    """Lay the figures of the year in print, and the day of printing, over the catalogue."""
    catalogue.mkdir(exist_ok=True)
    with (catalogue / "published_figures.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["figure_id", "indicator_id", "fiscal_year", "value", "kind", "source"])
        for figure, (indicator, value, _, _) in FIGURES.items():
            writer.writerow([figure, indicator, YEAR, value, "actual", "report"])
    (catalogue / "printed_documents.csv").write_text(
        f"source,printed_on\nreport,{PRINTED}\n", encoding="utf-8"
    )


@pytest.fixture(scope="module")
def ledger(
    warehouse: TestWarehouse, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    inbox = tmp_path_factory.mktemp("printed") / "inbox"
    warehouse.deliver(inbox, lay_out(inbox))
    warehouse.land(datetime.now(UTC))
    with warehouse.build(date(2025, 10, 1)) as con:
        found = con.sql("from marts.reconciliation").pl()
    return {row["figure_id"]: row for row in found.iter_rows(named=True)}


@pytest.mark.parametrize("figure", [name for name, said in FIGURES.items() if said[2]])
def test_every_difference_is_explained(figure: str, ledger: dict[str, dict[str, Any]]) -> None:
    _, printed, cause, finding = FIGURES[figure]
    row = ledger[figure]
    assert (row["status"], row["published_value"]) == ("differs", printed)
    assert (row["cause"], row["finding"]) == (cause, finding)
    assert row["cause_by"] == ("person" if figure == "noted" else "data")


@pytest.mark.parametrize("figure", [name for name, said in FIGURES.items() if not said[2]])
def test_what_agrees_needs_no_cause(figure: str, ledger: dict[str, dict[str, Any]]) -> None:
    assert (ledger[figure]["status"], ledger[figure]["cause"]) == ("match", None)


def test_the_ledger_says_when_the_logs_last_gave_the_printed_value(
    ledger: dict[str, dict[str, Any]],
) -> None:
    late, corrected = ledger["late"], ledger["corrected"]
    assert str(late["agreed_at"]) == f"{BEFORE} 09:00:00"
    assert (late["late_count"], late["corrected_count"]) == (1, 0)
    assert (corrected["late_count"], corrected["corrected_count"]) == (0, 1)
    assert ledger["swapped_digits"]["agreed_at"] is None
