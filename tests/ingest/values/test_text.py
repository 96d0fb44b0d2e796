"""What makes two texts the same, and which cells count as unfilled."""

import unicodedata

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contracts import Column
from ingest.values import header_key, is_blank_mark, label_key, normalise_text
from tests.ingest.values.cells import BLANK, PATIENT, STRING, frame_of, said

GAPS = {"Cn", "Cs", "Co"}
"""Unassigned, surrogates, private use: Unicode versions may differ about them."""

KEY = Column("consultation_id", "受付番号", "string", is_key=True)


def test_text_lands_after_nfkc_and_trimmed() -> None:
    cells = {
        "株式会社例示製作所": "株式会社例示製作所",
        "㈱例示": "(株)例示",
        "　ﾃｽﾄ １２ ": "テスト 12",
        "一行目\r\n二行目": "一行目\n二行目",
        "一行目\r二行目\n": "一行目\n二行目",
        "\u200b例示\ufeff": "例示",
        "合計": "合計",
        "123": "123",
    }
    assert said(STRING, cells) == cells


@pytest.mark.parametrize(
    "cell", ["", " ", "　", "\n", "-", "‐", "―", "–", "—", "ー", "−", "－", "ｰ"]
)
def test_a_stroke_or_nothing_is_blank(cell: str) -> None:
    assert said(STRING, [cell]) == {cell: BLANK}


@pytest.mark.parametrize("cell", ["なし", "無し", "な し", "無", "--", "－－－", "- -"])
def test_a_word_for_nothing_is_blank(cell: str) -> None:
    assert frame_of([cell]).select(is_blank_mark(pl.col("cell"))).item() is True


@pytest.mark.parametrize("cell", ["なし園", "A-1", "0", "問題なし", "×", "無印", "コーヒー", "？"])
def test_a_mark_among_other_text_is_text(cell: str) -> None:
    assert frame_of([cell]).select(is_blank_mark(pl.col("cell"))).item() is False


def test_nfkc_is_python_s() -> None:
    every = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) not in GAPS]
    texts = [before + character for character in every for before in ("", "か", "㈱", "1")]
    cells = frame_of(f"|{text}|" for text in texts)
    found = cells.select(normalise_text(pl.col("cell"))).to_series().to_list()
    assert found == [
        unicodedata.normalize("NFKC", f"|{text}|").replace("\r", "\n") for text in texts
    ]


def test_a_blank_mark_is_judged_after_nfkc_whatever_it_begins_with() -> None:
    every = [chr(code) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    for ending in ("", "し"):
        cells = frame_of(character + ending for character in every)
        normal = cells.select(normalise_text(pl.col("cell")))
        assert normal.select(is_blank_mark(pl.col("cell"))).equals(
            cells.select(is_blank_mark(pl.col("cell")))
        )


def test_line_breaks_inside_a_key_are_layout() -> None:
    cells = {"C-01": "C-01", "C-\n01": "C-01", "Ｃ－０１　": "C-01", "C \r\n 01": "C01"}
    assert said(KEY, cells) == cells


def test_headers_are_compared_without_width_spaces_and_case() -> None:
    same = ["相談ID", "相談\nｉｄ", "相 談　Ｉｄ", "相談 I D"]
    assert {header_key(text) for text in same} == {"相談id"}
    assert frame_of(same).select(label_key(pl.col("cell"))).to_series().to_list() == ["相談id"] * 4


@PATIENT
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"])), max_size=30))
def test_headers_and_labels_are_compared_alike(texts: list[str]) -> None:
    keys = frame_of(texts).select(label_key(pl.col("cell")).fill_null("")).to_series().to_list()
    assert keys == [header_key(text) for text in texts]


@PATIENT
@given(st.lists(st.text(), max_size=30))
def test_normal_text_stays_as_it_is(texts: list[str]) -> None:
    normal = frame_of(texts).select(normalise_text(pl.col("cell")).alias("cell"))
    assert normal.select(normalise_text(pl.col("cell"))).equals(normal)
