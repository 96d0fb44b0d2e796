"""Cells that hold a word of the contract."""

from ingest.contracts import Column
from tests.ingest.values.cells import BLANK, YES_NO, read, said

UNKNOWN = "unknown_value"
CATEGORY = Column(
    "category",
    "相談分類",
    "string",
    labels={"dx": ("DX", "デジタル化"), "5s": ("5S", "５Ｓ"), "other": ("その他", "他")},
)
GRANT = Column(
    "other_public_grant",
    "他の公的助成",
    "boolean",
    labels={"true": ("有", "あり"), "false": ("無", "なし")},
)
PRESENCE = Column(
    "status", "出欠", "string", labels={"attended": ("出席", "○"), "absent": ("欠席", "×")}
)


def test_labels_and_codes_are_compared_like_headers() -> None:
    cells = {
        "DX": "dx",
        "dx": "dx",
        "ＤＸ": "dx",
        "ｄ ｘ": "dx",
        "D\nX": "dx",
        "ﾃﾞｼﾞﾀﾙ化": "dx",
        "デジタル　化": "dx",
        "５ｓ": "5s",
        "5s": "5s",
        "その他": "other",
        "OTHER": "other",
        "販路開拓": UNKNOWN,
        "DX等": UNKNOWN,
        "0": UNKNOWN,
        "": BLANK,
        "―": BLANK,
        "なし": BLANK,
    }
    assert said(CATEGORY, cells) == cells


def test_a_word_of_the_column_is_read_before_the_blank_marks() -> None:
    cells = {
        "なし": False,
        "な　し": False,
        "あり": True,
        "無": False,
        "-": BLANK,
        "": BLANK,
        "無し": BLANK,
    }
    assert said(GRANT, cells) == cells
    assert read(GRANT, ["なし", "-"]).get_column("is_blank").to_list() == [False, True]


def test_signs_are_read_in_every_yes_no_column() -> None:
    cells = {"○": True, "〇": True, "◯": True, "×": False, "✕": False, "有": True, "無": False}
    for column in (
        YES_NO,
        GRANT,
        Column("in_city", "市内外", "boolean", labels={"true": ("市内",)}),
    ):
        assert said(column, cells) == cells


def test_a_column_without_words_understands_plain_yes_and_no() -> None:
    cells = {
        "true": True,
        "FALSE": False,
        "はい": True,
        "いいえ": False,
        "1": True,
        "0": False,
        "１": True,
        "1.0": True,
        "なし": BLANK,
        "2": UNKNOWN,
        "たぶん": UNKNOWN,
    }
    assert said(YES_NO, cells) == cells
    assert said(GRANT, ["1", "はい", "true"]) == {"1": UNKNOWN, "はい": UNKNOWN, "true": True}


def test_signs_as_labels_have_their_look_alikes() -> None:
    cells = {"○": "attended", "〇": "attended", "◯": "attended", "✕": "absent", "×": "absent"}
    assert said(PRESENCE, cells) == cells
