"""Which rows are accepted, what becomes of bad cells, and what people are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.ingest.papers import CONTRACT, HEADER, ROW, read, read_csv


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        (",総合,2025/5/7,完了", "visit_id", "required_missing"),
        ("-,総合,2025/5/7,完了", "visit_id", "required_missing"),
        ("V-1,総合,5月中旬,完了", "visited_on", "unparsable"),
        ("V-1,総合,2025/5/7,たぶん", "status", "unknown_value"),
        ("V-1,総合,2001/2/28,完了", "visited_on", "out_of_range"),
    ],
)
def test_a_bad_required_cell_rejects_the_row(row: str, column: str, rule: str) -> None:
    told = read_csv(HEADER, row)
    assert told.counts == (0, 1, 0)
    assert told.findings == [(2, column, "reject", rule)]


def test_the_first_day_of_the_foundation_is_in_range() -> None:
    assert read_csv(HEADER, "V-1,総合,2001/3/1,完了").values("visited_on") == [date(2001, 3, 1)]


def test_only_the_event_date_has_a_first_day() -> None:
    told = read_csv(f"{HEADER},完了日", f"{ROW},1999/1/1")
    assert told.values("closed_on") == [date(1999, 1, 1)]


def test_an_optional_event_date_that_is_too_old_becomes_null() -> None:
    contract = replace(CONTRACT, event_date="closed_on")
    told = read_csv(f"{HEADER},完了日", f"{ROW},1999/1/1", contract=contract)
    assert told.values("closed_on") == [None]
    assert told.findings == [(2, "closed_on", "warn", "out_of_range")]


@pytest.mark.parametrize(
    ("title", "cell", "rule"),
    [
        ("人数", "多数", "unparsable"),
        ("人数", "501", "out_of_range"),
        ("手数料", "▲5円", "out_of_range"),
        ("完了日", "2025/13/40", "unparsable"),
        ("初回", "たぶん", "unknown_value"),
    ],
)
def test_a_bad_optional_cell_becomes_null_and_keeps_the_row(
    title: str, cell: str, rule: str
) -> None:
    told = read_csv(f"{HEADER},{title}", f"{ROW},{cell}")
    assert told.counts == (1, 0, 0)
    column = next(c.name for c in CONTRACT.columns if c.title == title)
    assert told.findings == [(2, column, "warn", rule)]
    assert told.values(column) == [None]


@pytest.mark.parametrize("cell", ["#N/A", "#DIV/0!", "#REF!"])
def test_a_formula_that_failed_is_no_text(cell: str) -> None:
    told = read_csv(f"{HEADER},備考", f"{ROW},{cell}", f"V-2,{cell},2025/5/7,完了,")
    assert told.values("note") == [None]
    assert told.findings == [
        (2, "note", "warn", "unparsable"),
        (3, "desk", "reject", "unparsable"),
    ]


def test_blank_and_bad_optional_cells_take_the_default() -> None:
    told = read_csv(f"{HEADER},対応時間", f"{ROW},", f"{ROW},-", f"{ROW},ながい", f"{ROW},45")
    assert told.values("minutes") == [30, 30, 30, 45]
    assert told.findings == [(4, "minutes", "warn", "unparsable")]


def test_a_required_column_with_default_fills_blanks_but_rejects_what_is_bad() -> None:
    told = read_csv(f"{HEADER},回数", f"{ROW},", f"{ROW},2", f"{ROW},多数", f"{ROW},0")
    assert told.values("times") == [1, 2]
    assert told.findings == [
        (4, "times", "reject", "unparsable"),
        (5, "times", "reject", "out_of_range"),
    ]


def test_absent_columns_are_null_or_their_default_and_typed() -> None:
    told = read_csv(HEADER, ROW)
    assert told.values("times") == [1]
    assert told.values("minutes") == [30]
    assert told.values("fee_yen") == [None]
    types = {name: str(kind) for name, kind in told.rows.accepted.schema.items()}
    assert types["fee_yen"] == "Int64"
    assert types["closed_on"] == "Date"
    assert types["is_first"] == "Boolean"
    assert types["times"] == "Int64"


def test_a_date_past_the_end_of_its_era_is_kept_with_a_warning() -> None:
    told = read_csv(HEADER, "V-1,総合,平成31年5月1日,完了")
    assert told.values("visited_on") == [date(2019, 5, 1)]
    assert told.findings == [(2, "visited_on", "warn", "era_overrun")]


def test_a_row_with_several_bad_cells_is_rejected_once_and_says_all_of_them() -> None:
    told = read_csv(f"{HEADER},人数", ",総合,いつか,不明,多数")
    assert told.counts == (0, 1, 0)
    assert [(column, severity) for _, column, severity, _ in told.findings] == [
        ("visit_id", "reject"),
        ("visited_on", "reject"),
        ("status", "reject"),
        ("people", "warn"),
    ]


def test_record_id_joins_the_key_in_the_contracts_order() -> None:
    told = read_csv("窓口,来訪番号,来訪日,状態", "総合,V-1,いつか,完了", "総合,,2025/5/7,完了")
    assert told.rows.findings["record_id"].to_list() == ["V-1/総合", None]


def test_messages_name_the_column_the_value_and_what_to_do() -> None:
    told = read_csv(HEADER, "V-1,総合,5月中旬,不明")
    date_message, status_message = told.messages()
    assert date_message == (
        "「来訪日」の値「5月中旬」を日付として読めません。2025/5/7のように書き直してください。"
    )
    assert "「状態」の値「不明」" in status_message
    assert "完了、受付中" in status_message
    assert told.rows.findings["value"].to_list() == ["5月中旬", "不明"]
    assert "5月中旬 of visited_on (来訪日)" in told.rows.findings["message_en"][0]


def test_a_message_names_the_range() -> None:
    told = read_csv(f"{HEADER},人数", f"{ROW},501", "V-2,総合,2000/1/1,完了,1")
    assert "0以上、500以下" in told.messages()[0]
    assert "2001年3月1日以降" in told.messages()[1]


def test_findings_never_hold_personal_text() -> None:
    told = read_csv(f"{HEADER},生年月日,来訪者", f"{ROW},参加者12の日,参加者12")
    assert told.findings == [(2, "born_on", "warn", "unparsable")]
    assert told.rows.findings["value"].to_list() == [None]
    assert "参加者12" not in str(told.rows.findings.rows())


def test_long_values_are_cut() -> None:
    told = read_csv(f"{HEADER},人数", f"{ROW},{'あ' * 300}")
    assert told.rows.findings["value"].str.len_chars().to_list() == [200]


def test_a_row_with_bytes_that_cannot_be_decoded_is_rejected() -> None:
    content = f"{HEADER},備考\n{ROW},あ\nV-2,総合,2025/5/8,完了,".encode("cp932") + b"\x82\n"
    told = read(content)
    assert told.counts == (1, 1, 0)
    assert told.findings == [(3, "note", "reject", "unparsable")]
    assert "文字化け" in told.messages()[0]
    assert told.rows.findings["value"].to_list() == ["\ufffd"]


def test_undecodable_bytes_in_an_unknown_column_reject_the_row_too() -> None:
    content = f"{HEADER},その他\n{ROW},あ\nV-2,総合,2025/5/8,完了,".encode() + b"\xff\n"
    told = read(content)
    assert told.counts == (1, 1, 0)
    assert told.findings == [(3, None, "reject", "unparsable")]


def test_unknown_columns_are_kept_as_json_where_they_are_filled() -> None:
    told = read_csv(f'{HEADER},"その他\nの情報",,その他の情報', f'{ROW},"a""b",x,', f"{ROW},-,,")
    assert told.values("_unknown") == ['{"その他の情報":"a\\"b","列6":"x"}', None]


def test_units_of_titles_and_headers_apply_to_amounts_without_one() -> None:
    told = read_csv("来訪記録（単位：千円）,,,,", f"{HEADER},手数料", f"{ROW},2", f"{ROW},300円")
    assert told.values("fee_yen") == [2000, 300]
    told = read_csv("（単位：千円）,,,,", f"{HEADER},手数料（万円）", f"{ROW},2")
    assert told.values("fee_yen") == [20_000]
