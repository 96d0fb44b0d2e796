"""Corporate numbers against the published algorithm, as python-stdnum has it."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import cn

from tests.ingest.values.cells import BAD, BLANK, CORPORATE_NUMBER, PATIENT, said

VALID = "5990001000011"


def test_spellings_of_a_number() -> None:
    cells = dict.fromkeys(
        (
            *(VALID, f"{VALID} ", f"　{VALID}", "５９９０００１００００１１", "5-9900-0100-0011"),
            *("5 9900 0100 0011", "5990001000011.0", "5−9900−0100−0011"),
        ),
        VALID,
    )
    assert said(CORPORATE_NUMBER, cells) == cells


def test_what_is_no_number() -> None:
    cells = dict.fromkeys(
        (
            *(
                "4990001000011",
                "599000100001",
                "59900010000110",
                "0005990001000011",
                "+5990001000011",
            ),
            *(
                "1.23E+12",
                "5.99E+12",
                "T5990001000011",
                "5990001OOOO11",
                "0990001000011",
                "5" * 40,
                "㈱",
            ),
        ),
        BAD,
    )
    assert said(CORPORATE_NUMBER, cells) == cells
    assert said(CORPORATE_NUMBER, ["なし", "-"]) == {"なし": BLANK, "-": BLANK}


@PATIENT
@given(st.lists(st.integers(0, 10**12 - 1), min_size=1, max_size=50))
def test_the_right_check_digit_and_no_other(bases: list[int]) -> None:
    numbers = [f"{digit}{base:012d}" for base in bases for digit in range(10)]
    found = said(CORPORATE_NUMBER, numbers)
    assert [number for number, value in found.items() if value == number] == [
        number for number in found if cn.is_valid(number)
    ]
