"""Headers of two rows: group headings over names that repeat."""

from __future__ import annotations

import pytest

from ingest.contracts import Column, Contract
from ingest.readers import UnreadableFileError
from tests.ingest.papers import HEADER, ROW, read_csv

COUNTS = Contract(
    log="count",
    title="検査数",
    description="One row per day.",
    columns=(
        Column("day", "月日", "date", required=True, is_key=True),
        Column("adults", "大人人数", "integer", required=True, aliases=("大人の人数",)),
        Column("adult_fee_yen", "大人料金", "integer", parse_as="money_yen"),
        Column("children", "こども人数", "integer", required=True),
        Column("note", "備考", "string"),
    ),
    key=("day",),
    event_date=None,
    delivery="upsert",
    fingerprint="f" * 64,
)
GROUPS = ",大人,,こども,,"


def test_a_group_heading_and_a_name_make_one_header() -> None:
    told = read_csv(
        "検査数,,,,,", GROUPS, "月日,人数,料金（千円）,人数,料金,備考", "2025/5/7,3,2,4,1,晴れ",
        contract=COUNTS,
    )  # fmt: skip
    assert told.counts == (1, 0, 2)
    assert told.rows.accepted.select("adults", "adult_fee_yen", "children", "note").rows() == [
        (3, 2000, 4, "晴れ")
    ]


def test_names_in_either_row_are_found() -> None:
    told = read_csv(
        "月日,大人,,こども,,備考", ",人数,料金,人数,料金,", "2025/5/7,3,2,4,1,", contract=COUNTS
    )
    assert told.counts == (1, 0, 1)
    assert told.values("day") != [None]
    assert told.values("children") == [4]


def test_a_group_without_its_name_is_not_guessed() -> None:
    with pytest.raises(UnreadableFileError, match="大人人数") as refusal:
        read_csv(GROUPS, "月日,延べ,料金,人数,料金,備考", "2025/5/7,3,2,4,1,", contract=COUNTS)
    assert refusal.value.reason == "missing_columns"


def test_a_first_row_of_data_is_never_half_a_header() -> None:
    told = read_csv(HEADER, ROW, "V-2,,2025/5/7,完了")
    assert told.counts == (1, 1, 0)
