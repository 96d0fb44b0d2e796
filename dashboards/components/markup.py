"""HTML put together from tags; text is made safe on its way in, so that no data becomes markup."""

from __future__ import annotations

from html import escape


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *content: str | None, **attributes: object) -> Html:
    """An element. Text content is escaped, Html is not; None is left out.

    Attribute names lose a trailing underscore and their underscores become hyphens (`class_`,
    `data_value`); attributes that are None are left out.
    """
    written = "".join(
        f' {_attribute_name(key)}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{join(*content)}</{name}>")


def join(*content: str | None) -> Html:
    """Content one after the other, as `tag` takes it."""
    return Html("".join(_safe(part) for part in content if part is not None))


def prose(text: str) -> Html:
    """A sentence in which `words between backticks` are typed as they stand."""
    parts = text.split("`")
    return join(*(tag("code", part) if place % 2 else part for place, part in enumerate(parts)))


def hidden(symbol: str) -> Html:
    """A sign for the eye alone: what it says is said in words beside it."""
    return tag("span", symbol, class_="sign", aria_hidden="true")


def _safe(part: str) -> str:
    return part if isinstance(part, Html) else escape(part)


def _attribute_name(key: str) -> str:
    return key.removesuffix("_").replace("_", "-")
