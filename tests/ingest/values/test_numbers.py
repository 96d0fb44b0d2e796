"""Numbers: width, separators, units, minus signs, 内数, kanji, and what is no number."""

from ingest.contracts import Column
from tests.ingest.values.cells import BAD, BLANK, INTEGER, NUMBER, said


def test_units_and_separators_do_not_change_a_number() -> None:
    cells = {
        "28": 28,
        "28.0": 28,
        "２８人": 28,
        "30 名": 30,
        "1,076名": 1076,
        "３１，２５７件": 31257,
        "12ヶ月": 12,
        "3か月": 3,
        "2カ月": 2,
        "３ヵ月": 3,
        "10回": 10,
        "４５分": 45,
        "2時間": 2,
        "5日": 5,
        "1,000部": 1000,
        "20枚": 20,
        "7社": 7,
        "90%": 90,
        "９０％": 90,
        "600千円": 600_000,
        "007": 7,
        "+5": 5,
    }
    assert said(INTEGER, cells) == cells


def test_every_sign_of_minus() -> None:
    cells = dict.fromkeys(("-5", "−5", "▲5", "△5", "△ 5", "－５", "‐5", "–5", "ー5", "▲５分"), -5)
    assert said(INTEGER, cells) == cells


def test_numbers_in_parentheses_are_of_which() -> None:
    cells = {
        "28（3）": 28,
        "28(3)": 28,
        "28 (3)": 28,
        "28\n(3)": 28,
        "１５名（２名）": 15,
        "30人（うち学生5人）": 30,
        "20(5)(3)": 20,
        "(3)": BAD,
        "（3）": BAD,
        "⑶": BAD,
        "28（3": BAD,
        "28 3)": BAD,
    }
    assert said(INTEGER, cells) == cells


def test_estimates_are_read_as_their_number() -> None:
    cells = dict.fromkeys(
        (
            "約200名",
            "約 200 名",
            "およそ200",
            "200名程度",
            "約200名（満席）",
            "延べ200名",
            "のべ約200人",
        ),
        200,
    )
    assert said(INTEGER, cells) == cells


def test_kanji_numerals() -> None:
    cells = {
        "三十二": 32,
        "百二十": 120,
        "十": 10,
        "二〇": 20,
        "〇": 0,
        "千五百名": 1500,
        "一万二千": 12000,
        "2千5百": 2500,
        "1.2万人": 12000,
        "3万5千円": 35000,
        "一億": 100_000_000,
        "1億2,000万": 120_000_000,
        "万": BAD,
        "億円": BAD,
        "1億万": BAD,
        "数十": BAD,
    }
    assert said(INTEGER, cells) == cells


def test_what_is_no_whole_number() -> None:
    cells = dict.fromkeys(
        (
            *(
                "2.5",
                "数回",
                "多数",
                "1e3",
                "1E+03",
                "NaN",
                "inf",
                "-inf",
                "∞",
                "5-6",
                "1,07",
                "1 076",
            ),
            *(
                "12,34",
                "0x10",
                "1_000",
                "--5",
                "5-",
                "五月",
                "第3回",
                "定員",
                "28人29人",
                "3,",
                ".5",
                "5.",
            ),
        ),
        BAD,
    )
    assert said(INTEGER, cells) == cells


def test_numbers_that_do_not_fit_are_unparsable() -> None:
    cells = {
        "9223372036854775807": 9223372036854775807,
        "-9223372036854775808": -9223372036854775808,
        "9,223,372,036,854,775,807": 9223372036854775807,
        "9223372036854775808": BAD,
        "9,223,372,036,854,775,808": BAD,
        "99999999999999999999万": BAD,
        "1" + "0" * 400: BAD,
    }
    assert said(INTEGER, cells) == cells
    assert said(NUMBER, ["1" + "0" * 400]) == {"1" + "0" * 400: BAD}


def test_decimals() -> None:
    cells = {
        "28.5": 28.5,
        "２８．５": 28.5,
        "1,234.5件": 1234.5,
        "▲0.5": -0.5,
        "12.5%": 12.5,
        "1.5千": 1500.0,
        "1e3": BAD,
        "NaN": BAD,
        "inf": BAD,
        "Infinity": BAD,
        "1.2.3": BAD,
    }
    assert said(NUMBER, cells) == cells


def test_a_mark_alone_is_no_number_and_no_error() -> None:
    cells = dict.fromkeys(("", " ", "　", "-", "－", "―", "ー", "−", "なし", "無し", "ーー"), BLANK)
    assert said(INTEGER, cells) == cells


def test_bounds_are_inclusive() -> None:
    column = Column("visits", "回数", "integer", minimum=1, maximum=10)
    cells = {"1": 1, "10回": 10, "0": "out_of_range", "11": "out_of_range", "▲5": "out_of_range"}
    assert said(column, cells) == cells
    assert said(Column("q", "数量", "number", minimum=0), ["0", "-0.1"]) == {
        "0": 0,
        "-0.1": "out_of_range",
    }
