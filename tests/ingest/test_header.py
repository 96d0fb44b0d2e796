"""Finding the header: by the contract's names alone, with units, and clear words if it fails."""

from __future__ import annotations

import pytest

from ingest.header import find_header
from ingest.readers import UnreadableFileError, read_file
from tests.ingest.papers import CONTRACT, HEADER, ROW, csv_bytes, read, read_csv, workbook_bytes


def refusal(*lines: str) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read_csv(*lines)
    return refused.value.message.ja


def units(*headers: str) -> dict[str, str | None]:
    """Return the unit of every placed column."""
    (sheet,) = read_file(csv_bytes(",".join((HEADER, *headers)), ROW)).sheets
    header = find_header(next(sheet.parts()), None, CONTRACT)
    assert header is not None
    return {placed.column.name: placed.unit for placed in header.placed}


def test_names_are_compared_without_width_case_spaces_and_line_breaks() -> None:
    told = read_csv('"来訪\n番号",窓 口,ＶＩＳＩＴＥＤ＿ＯＮ,状　態', ROW)
    assert told.counts == (1, 0, 0)


def test_aliases_and_the_columns_own_names_are_names_too() -> None:
    assert read_csv("受付番号,desk,日付,status", ROW).counts == (1, 0, 0)


def test_the_row_with_the_most_names_is_the_header() -> None:
    told = read_csv("状態,来訪日,,", HEADER, ROW)
    assert told.counts == (1, 0, 1)


def test_a_header_repeated_with_more_names_swallows_no_rows() -> None:
    again = f"{HEADER},人数,備考"
    told = read_csv(f"{HEADER},,", f"{ROW},,", again, f"{ROW},3,x".replace("V-1", "V-2"))
    assert told.counts == (2, 0, 1)


def test_a_header_of_two_rows_repeated_in_one_swallows_no_rows() -> None:
    told = read_csv(
        "表題,,,,", "来訪,,,状態,対応", "来訪番号,窓口,来訪日,,対応時間", f"{ROW},60",
        f"{HEADER},対応時間", f"{ROW},90".replace("V-1", "V-2"),
    )  # fmt: skip
    assert told.counts == (2, 0, 3)
    assert told.values("minutes") == [60, 90]


def test_a_header_is_looked_for_in_the_first_fifty_records() -> None:
    assert read_csv(*["表題,,,"] * 49, HEADER, ROW).counts == (1, 0, 49)
    assert "見出しが見つかりません" in refusal(*["表題,,,"] * 50, HEADER, ROW)


def test_a_missing_required_column_refuses_the_file_and_is_named() -> None:
    text = refusal("来訪番号,窓口,状態", "V-1,総合,完了")
    assert "「来訪日」" in text
    assert "「状態」" not in text
    assert "「回数」" not in text, "a required column with default may be missing"


def test_a_similar_name_is_suggested_but_never_taken() -> None:
    text = refusal("来訪番号,窓口,来訪目,状態", ROW)
    assert "似た見出し「来訪目」は「来訪日」のことですか" in text


def test_two_headers_for_one_column_refuse_the_file_and_are_named() -> None:
    text = refusal("来訪番号,受付番号,窓口,来訪日,状態", f"V-1,{ROW}")
    assert "「来訪番号」" in text
    assert "「受付番号」" in text


def test_a_file_without_any_name_says_what_a_header_needs() -> None:
    assert "「来訪番号、窓口、来訪日、状態、回数」" in refusal("氏名,住所", "a,b")


def test_a_unit_behind_a_name_belongs_to_numbers_only() -> None:
    found = units("手数料（千円）", "対応時間(時間)", "人数（名）", "備考（円）")
    assert found["fee_yen"] == "千円"
    assert found["minutes"] == "時間"
    assert found["people"] == "名"
    assert "note" not in found


def test_the_unit_of_the_nearest_title_counts_for_money_without_one() -> None:
    lines = ("単位：百万円,,", "（単位：千円）,,,,", f"{HEADER},手数料,人数", f"{ROW},2,3")
    told = read_csv(*lines)
    assert told.values("fee_yen") == [2000]
    assert told.values("people") == [3]


def test_sheets_without_names_are_skipped_and_the_others_read() -> None:
    rows = [HEADER.split(","), ROW.split(",")]
    content = workbook_bytes(
        {"表紙": [["担当者", "参加者1"], ["備考", "x"]], "4月": rows, "5月": rows}
    )
    told = read(content, file="来訪.xlsx")
    assert told.counts == (2, 0, 0)
    assert told.values("_file") == ["来訪.xlsx#4月", "来訪.xlsx#5月"]
    assert told.values("_record") == [2, 2]
    assert told.values("_position") == [2, 4]
    assert [note.ja for note in told.rows.notes] == [
        "来訪.xlsx: シート「表紙」には来訪記録の見出しがないため読みません。"
    ]


def test_a_sheet_with_some_of_the_names_refuses_the_workbook_and_is_named() -> None:
    content = workbook_bytes(
        {"4月": [HEADER.split(","), ROW.split(",")], "5月": [["来訪番号", "来た日"], ["V-2", "x"]]}
    )
    with pytest.raises(UnreadableFileError) as refused:
        read(content)
    assert "シート「5月」" in refused.value.message.ja
    assert "Sheet 5月" in refused.value.message.en


def test_a_workbook_of_which_no_sheet_is_read_is_refused() -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(workbook_bytes({"記入例": [HEADER.split(","), ROW.split(",")]}))
    assert refused.value.reason == "no_header"


def test_a_header_without_rows_is_a_file_without_rows() -> None:
    assert read_csv(HEADER).counts == (0, 0, 0)
    assert read_csv("表題,,,", ",,,", HEADER, ",,,").counts == (0, 0, 2)
