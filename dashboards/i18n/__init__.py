"""The words of the pages in Japanese and English, from gettext catalogues (`ja/*.po`, `en/*.po`).

A catalogue per area, of the same name in both languages; a key is in one of them only.

Belongs here: looking a wording up by its key. Not here: names that come with the data (indicators,
programmes), which the marts carry in both languages.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_HERE = Path(__file__).parent


class Named(Protocol):
    """What the marts name in both languages."""

    @property
    def name_ja(self) -> str:
        """The name in Japanese."""

    @property
    def name_en(self) -> str:
        """The name in English."""


@dataclass(frozen=True)
class Words:
    """One language's wordings; call it with a key and the values its text has places for."""

    language: Language
    messages: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The wording of a key. Raises KeyError for a key that no catalogue has."""
        return self.messages[key].format(**values)

    def term(self, family: str, code: object) -> str:
        """The word for a code that came with the data; the code where there is no word yet."""
        return self.messages.get(f"{family}.{code}", str(code))

    def name(self, named: Named) -> str:
        """The reader's name of an indicator or programme."""
        return self.pick(named.name_ja, named.name_en)

    def pick(self, ja: str | None, en: str | None) -> str:
        """The reader's one of two names; the other where it is missing."""
        first, second = (ja, en) if self.language == "ja" else (en, ja)
        return first or second or ""


def read_catalogue(text: str) -> dict[str, str]:
    """Keys and wordings of a gettext catalogue (.po without plurals or contexts)."""
    messages: dict[str, str] = {}
    key, target = "", ""
    for line in text.splitlines():
        word, _, quoted = line.partition(" ")
        if word == "msgid":
            key, target = ast.literal_eval(quoted), "msgid"
        elif word == "msgstr":
            messages[key], target = ast.literal_eval(quoted), "msgstr"
        elif line.startswith('"') and target == "msgstr":
            messages[key] += ast.literal_eval(line)
    messages.pop("", None)
    return messages


@cache
def words_in(language: Language) -> Words:
    """The words of a language, read once."""
    messages: dict[str, str] = {}
    for path in sorted((_HERE / language).glob("*.po")):
        messages |= read_catalogue(path.read_text(encoding="utf-8"))
    return Words(language, MappingProxyType(messages))
