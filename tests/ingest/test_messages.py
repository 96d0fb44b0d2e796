"""The catalogue of messages: whole, in both languages, with gaps that somebody fills."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import polars as pl
import pytest

from ingest.messages import Message, message

SOURCES = [
    path
    for folder in ("", "readers", "corrections", "score")
    for path in (files("ingest") / folder).iterdir()
    if path.name.endswith(".py")
]
ROWS = list(
    csv.DictReader((files("ingest") / "messages.csv").read_text(encoding="utf-8").splitlines())
)
COMPOSED = {"unparsable", "range", *("title", "blank", "note", "total")}
"""Keys, or first parts of keys, that are put together where they are used."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_a_message_has_the_same_gaps_in_both_languages(row: dict[str, str]) -> None:
    ja, en = (set(re.findall(r"{(\w+)}", row[language])) for language in ("ja", "en"))
    assert row["ja"]
    assert row["en"]
    assert ja ^ en <= {"title", "log"}, "a log has a Japanese title and an English name"


def test_no_message_is_there_twice_or_for_nothing() -> None:
    keys = [row["key"] for row in ROWS]
    assert len(keys) == len(set(keys))
    code = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    unused = [key for key in keys if f'"{key}"' not in code]
    assert [key for key in unused if re.split(r"[._]", key)[0] not in COMPOSED] == []


def test_facts_fill_gaps_by_language() -> None:
    text = Message("{a}と{b}", "{a} and {b}").filled(a=1, b=Message("犬", "dog"))
    assert (text.ja, text.en) == ("1と犬", "1 and dog")


def test_values_fill_gaps_by_row() -> None:
    ja, en = Message("値{value}。", "none").with_values(pl.col("v"))
    frame = pl.DataFrame({"v": ["x", None]}).select(ja=ja, en=en)
    assert frame["ja"].to_list() == ["値x。", "値。"]
    assert frame["en"].to_list() == ["none", "none"]


def test_whatever_a_fact_holds_the_message_is_one_line() -> None:
    text = Message("「{a}」", "{a}").filled(a="x\r\n\u2028y\x00{b}\udc80")
    assert text == Message("「x y {b}?」", "x y {b}?")
    assert len(Message("{a}", "{a}").filled(a="長" * 70_000).ja) < 600
    ja, _ = Message("値{value}。", "").with_values(pl.col("v"))
    assert pl.DataFrame({"v": ["一\n二"]}).select(ja).item() == "値一 二。"


def test_a_fact_is_no_template() -> None:
    assert Message("{a}{b}", "").filled(a="{b}", b="x").ja == "{b}x"


def test_an_unknown_message_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        message("nothing")
