"""Data never becomes markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboards.components.markup import Html, join, prose, tag
from tests.dashboards.reading import Reader


@given(st.text(), st.text())
def test_text_and_attributes_come_back_as_they_went_in(text: str, attribute: str) -> None:
    reader = Reader()
    reader.feed(tag("td", text, data_label=attribute))
    assert reader.tags == ["td"]
    assert reader.text.replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_elements_nest_and_what_is_none_is_left_out() -> None:
    inner = tag("b", "a < b")
    assert tag("p", inner, None, "c", class_="x", title=None) == (
        '<p class="x"><b>a &lt; b</b>c</p>'
    )
    assert isinstance(join(inner, "&"), Html)


def test_words_between_backticks_are_typed_as_they_stand() -> None:
    assert prose("`fais run` を<実行>") == "<code>fais run</code> を&lt;実行&gt;"
