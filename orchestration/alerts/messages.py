"""Messages in words: templates.yaml filled with causes or figures.

Belongs here: one message for each kind and direction, however many causes it names. Not here: when
one is due (memory), sending (channels).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from ingest.home import Home
from orchestration.alerts.causes import Cause
from orchestration.alerts.memory import News
from orchestration.settings import Audience, Settings

SHOWN_LINES = 40
Words = Mapping[str, str]


@dataclass(frozen=True)
class Message:
    """One message to an audience. Equal content of the same occasion has an equal `message_id`."""

    to: Audience
    message_id: str
    subject: str
    body: str


@cache
def templates() -> Mapping[str, Any]:
    """Return the templates by kind."""
    file = resources.files("orchestration.alerts") / "templates.yaml"
    kinds: Mapping[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return kinds


def news_messages(news: News, home: Home, settings: Settings, occasion: str) -> list[Message]:
    """Return the messages about causes that are new or well; `occasion` tells rounds apart."""
    return [
        *_by_kind("raised", news.raised, home, settings, occasion),
        *_by_kind("healed", news.healed, home, settings, occasion),
    ]


def message(kind: str, event: str, lines: Sequence[Words], words: Words, occasion: str) -> Message:
    """Return one message: its template's lines, subject and body filled in."""
    template = templates()[kind]
    shown = [template["line"].format(**one) for one in lines[:SHOWN_LINES]]
    if len(lines) > SHOWN_LINES:
        shown.append(f"・ほか {len(lines) - SHOWN_LINES} 件（`fais status` と画面で確認できます）")
    filled = {**words, "lines": "\n".join(shown), "count": str(len(lines))}
    subject = template[event]["subject"].format(**filled)
    body = template[event]["body"].format(**filled) + _foot(words)
    digest = hashlib.sha256(f"{kind}\n{event}\n{occasion}\n{body}".encode()).hexdigest()
    return Message(template["to"], f"{digest[:32]}@fais-kpi", subject, body)


def common_words(home: Home, settings: Settings) -> dict[str, str]:
    """Return the words that every message may use."""
    return {
        "home": str(home.root),
        "pages": settings.pages_url or "",
        "sample": "【見本】" if home.is_sample else "",
    }


def _by_kind(
    event: str, causes: Iterable[Cause], home: Home, settings: Settings, occasion: str
) -> Iterator[Message]:
    by_kind: dict[str, list[Words]] = {}
    for cause in causes:
        by_kind.setdefault(cause.kind, []).append(cause.words)
    for kind, lines in by_kind.items():
        yield message(kind, event, lines, common_words(home, settings), occasion)


def _foot(words: Words) -> str:
    where = f"画面：{words['pages']}\n" if words["pages"] else ""
    return f"\n――\n{where}置き場所：{words['home']}\n手引き：docs/runbook.ja.md\n"
