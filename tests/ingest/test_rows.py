"""Which rows are data, and which are titles, blanks, notes and totals."""

from __future__ import annotations

from tests.ingest.papers import HEADER, ROW, read, read_csv, workbook_bytes


def test_rows_above_the_header_are_titles_and_the_header_is_not_counted() -> None:
    told = read_csv("令和7年度 来訪記録,,,", ",,,", HEADER, ROW)
    assert told.counts == (1, 0, 2)
    assert told.findings == [(1, None, "skip", "title"), (2, None, "skip", "blank")]


def test_a_repeated_header_is_a_title_whatever_its_spaces_and_width() -> None:
    told = read_csv(HEADER, ROW, "来訪 番号,窓　口,来訪日,状態", "V-2,総合,2025/5/8,完了")
    assert told.counts == (2, 0, 1)
    assert told.findings == [(3, None, "skip", "title")]


def test_one_cell_that_says_its_header_makes_no_repeated_header() -> None:
    told = read_csv(HEADER, "V-1,窓口,2025/5/7,完了")
    assert told.counts == (1, 0, 0)
    assert told.values("desk") == ["窓口"]


def test_blank_rows_between_data_are_skipped_and_those_at_the_end_are_no_rows() -> None:
    told = read_csv(
        HEADER, ROW, "", ",,,", "-,―,なし,", "V-2,総合,2025/5/8,完了", ",,,", "", "-,,,"
    )
    assert told.counts == (2, 0, 3)
    assert [finding[0] for finding in told.findings] == [3, 4, 5]


def test_a_note_stands_alone_in_its_row() -> None:
    notes = ("※ 取消を含まない,,,", ",,注 速報値,", "（注）来訪した日,-,-,-", "注：暫定,,,")
    told = read_csv(HEADER, ROW, *notes)
    assert told.counts == (1, 0, 4)
    assert {rule for *_, rule in told.findings} == {"note"}


def test_a_row_that_begins_like_a_note_but_is_filled_is_data() -> None:
    told = read_csv(HEADER, "※V-1,総合,2025/5/7,完了", "V-2,注文住宅の窓口,2025/5/7,完了")
    assert told.counts == (2, 0, 0)


def test_a_lone_cell_that_is_no_note_is_a_bad_row_not_a_silent_skip() -> None:
    told = read_csv(HEADER, ROW, "以上,,,")
    assert told.counts == (1, 1, 0)


def test_a_total_has_its_word_and_an_empty_required_cell() -> None:
    totals = ("合計,,,10", "小　計,-,-,", ",,,計", "総 計,総合,,")
    told = read_csv(f"{HEADER},備考", ROW, *totals)
    assert told.counts == (1, 0, 4)
    assert {rule for *_, rule in told.findings} == {"total"}


def test_a_row_with_a_total_word_and_all_required_cells_is_data() -> None:
    told = read_csv(f"{HEADER},備考", "合計,総合,2025/5/7,完了,", "V-2,計,2025/5/7,完了,合計")
    assert told.counts == (2, 0, 0)
    assert told.values("visit_id") == ["合計", "V-2"]


def test_a_word_that_only_contains_total_is_no_total() -> None:
    told = read_csv(HEADER, "合計額,,,", "設計,総合,,完了")
    assert told.counts == (0, 2, 0)


def test_a_required_column_with_default_that_is_absent_makes_no_total() -> None:
    told = read_csv(f"{HEADER},備考", "V-1,総合,2025/5/7,完了,合計")
    assert told.counts == (1, 0, 0)


def test_a_column_that_no_contract_knows_also_fills_a_row() -> None:
    told = read_csv(f"{HEADER},その他", ",,,,手書き", ROW)
    assert told.counts == (1, 1, 0)


def test_row_numbers_are_those_of_the_sheet() -> None:
    rows = [HEADER.split(","), ROW.split(","), [], ["V-2", "総合", "いつか", "完了"]]
    told = read(workbook_bytes({"5月": rows}, first_row=4))
    assert told.counts == (1, 1, 5)
    assert told.findings[-1] == (8, "visited_on", "reject", "unparsable")
