"""How machine-readable a file is: one breach, one rule named; a tidy file scores 100."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from ingest.reading import FileRows, read_rows
from ingest.score.advice import ONLY_TEXT, ONLY_WORKBOOKS, rules
from tests.ingest.papers import CONTRACT, csv_bytes, workbook_bytes

HEADER = "来訪番号,窓口,来訪日,状態,回数,手数料,備考,来訪者"
TIDY = "V-1,総合,2025/5/7,完了,1,1200,電話,来訪者1"


def broken(rows: FileRows) -> dict[str, str]:
    advice = rows.advice
    return dict(zip(advice["rule_id"], advice["evidence_ja"], strict=True))


def read(*lines: str) -> FileRows:
    return read_rows(csv_bytes(*lines), "来訪.csv", CONTRACT)


def test_a_tidy_file_scores_a_hundred() -> None:
    rows = read(HEADER, TIDY)
    assert (rows.score, broken(rows)) == (100.0, {})


@pytest.mark.parametrize(
    ("rule_id", "lines"),
    [
        ("L1-02", (HEADER, TIDY, HEADER)),
        ("L1-03", (HEADER, TIDY, ",,,,,,,", TIDY.replace("V-1", "V-2"))),
        ("L1-03", ("来訪番号,,窓口,来訪日,状態", "V-1,,総合,2025/5/7,完了")),
        ("L1-04", (HEADER, TIDY, "※速報です,,,,,,,")),
        ("L1-05", (f"{HEADER},", f"{TIDY},見学")),
        ("L1-06", (HEADER, TIDY.replace("総合", "総　　合"))),
        ("L1-06", (HEADER.replace("窓口", "窓 口"), TIDY)),
        ("L1-07", (HEADER, TIDY.replace("1200", "1200（500）"))),
        ("L1-08", (HEADER, TIDY.replace("電話", "①電話"))),
        ("L1-09", (HEADER, TIDY.replace("1200", "―"))),
        ("L1-14", (HEADER, TIDY.replace("電話", '"電話\n来所"'))),
        ("L1-15", (HEADER, f"{TIDY},400")),
        ("L2-01", (HEADER, TIDY.replace("1200", "1.2千円"))),
        ("L2-02", (HEADER, TIDY, TIDY.replace("V-1", "V-2").replace("電話", "〃"))),
        ("L2-03", (f"{HEADER},担当,担当", f"{TIDY},1,2")),
        ("L2-04", (HEADER, TIDY.replace("完了", "たぶん"))),
        ("L2-05", (HEADER, TIDY.replace("電話", "その他（Fax）"))),
        ("L3-01", ("令和7年度 来訪記録,,,,,,,", HEADER, TIDY)),
        ("L3-05", (HEADER, TIDY.replace("2025/5/7", "令和7年5月7日"))),
    ],
)
def test_a_broken_rule_is_named(rule_id: str, lines: tuple[str, ...]) -> None:
    rows = read(*lines)
    assert rule_id in broken(rows)
    assert rows.score < 100


def test_proper_names_may_hold_any_character() -> None:
    assert "L1-08" not in broken(read(HEADER, TIDY.replace("来訪者1", "㈱①")))


def test_evidence_names_rows_and_headers_but_no_values() -> None:
    rows = read(HEADER, TIDY, TIDY.replace("1200", "3千円"))
    assert broken(rows) == {"L2-01": "3 行目など 1 か所"}


def test_a_workbook_is_not_asked_for_commas() -> None:
    content = workbook_bytes({"名簿": [HEADER.split(","), TIDY.split(",")]})
    rows = read_rows(content, "来訪.xlsx", CONTRACT)
    assert rows.score <= 100
    assert not broken(rows).keys() & ONLY_TEXT


def test_every_rule_of_the_list_is_judged_somewhere_and_has_words() -> None:
    text = (files("ingest.score") / "rules.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert all(row["ja"] and row["en"] for row in rows)
    assert rules().keys() >= ONLY_TEXT | ONLY_WORKBOOKS
    code = (files("ingest.score") / "looks.py").read_text(encoding="utf-8")
    assert [row["rule_id"] for row in rows if f'"{row["rule_id"]}"' not in code] == []
