"""One decision on the encoding of a whole file, and what becomes of bytes that mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers import DAMAGE, UnreadableFileError
from ingest.readers.text import decode

JAPANESE = "受付番号,企業名\n1,髙﨑㈱①Ⅲ～－\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (JAPANESE.encode(), "utf-8"),
        (JAPANESE.encode("utf-8-sig"), "utf-8-sig"),
        (JAPANESE.encode("cp932"), "cp932 (not valid UTF-8)"),
        (b"a,b\n", "utf-8"),
    ],
)
def test_text_is_read_in_its_encoding(content: bytes, encoding: str) -> None:
    text = decode(content)
    assert text.encoding == encoding
    assert text.utf8 == (b"a,b\n" if content == b"a,b\n" else JAPANESE.encode())
    assert not text.is_damaged


def test_a_damaged_byte_does_not_turn_utf8_into_cp932() -> None:
    text = decode(JAPANESE.encode() + b"2,\x82\n")
    assert text.encoding == "utf-8 (most of it is; 1 undecodable)"
    assert text.utf8.decode().endswith(f"2,{DAMAGE}\n")


def test_a_damaged_byte_does_not_swallow_the_separator_behind_it() -> None:
    text = decode(JAPANESE.encode("cp932") + b"2,\x82,x\x81\n\xff,\x80\n")
    assert text.encoding == "cp932 (not valid UTF-8; 4 undecodable)"
    assert text.utf8.decode().endswith(f"2,{DAMAGE},x{DAMAGE}\n{DAMAGE},{DAMAGE}\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_byte_order_mark_written_twice_is_no_text(encoding: str) -> None:
    assert decode('\ufeff\ufeff"a",b\n'.encode(encoding)).utf8 == b'"a",b\n'


def test_a_byte_order_mark_decides_whatever_follows() -> None:
    assert decode(b"\xef\xbb\xbfa,\x82\xa0\n").encoding == "utf-8 (byte order mark; 2 undecodable)"


def test_the_replacement_character_in_sound_text_is_no_damage() -> None:
    assert not decode("備考\n\ufffd\n".encode()).is_damaged


def test_binary_data_is_no_text() -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        decode(b"a,b\n\x00\x01")
    assert refusal.value.reason == "binary_file"


AMBIGUOUS = "¢£¬‖−〜"
"""CP932 writes these like other characters and reads them back as those."""
UNDEFINED = "\0\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3"


@given(st.text(st.characters(codec="cp932", exclude_characters=AMBIGUOUS + UNDEFINED)))
def test_every_cp932_text_comes_back(text: str) -> None:
    content = ("相談受付簿の備考" + text).encode("cp932")
    assert decode(content).utf8.decode() == "相談受付簿の備考" + text
