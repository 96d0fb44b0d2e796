"""One round of telling: what changed becomes messages, and messages go out.

Belongs here: the order, and that two processes never tell at once. Not here: the parts.
A home whose settings name no way to anyone tells nobody and remembers nothing, so that people hear
of all that stands on the day a way is set up.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import duckdb

from ingest.home import Home
from orchestration.alerts.causes import present_causes
from orchestration.alerts.channels import Channel, NotTakenError, channels
from orchestration.alerts.memory import (
    Memory,
    MemoryLostError,
    Waiting,
    compare,
    read_memory,
    write_memory,
)
from orchestration.alerts.messages import Message, news_messages
from orchestration.alerts.month_end import month_end_due, month_end_message
from orchestration.lock import file_lock
from orchestration.settings import Settings, SettingsError, read_settings

LOCK = "alerts.lock"
KEPT_MONTHS = 24
log = logging.getLogger(__name__)


def tell(home: Home, now: datetime) -> int:
    """Tell people what is new; returns how many messages went out. `now` is in JST.

    Never raises for what keeps it from telling: a run is not to fail for it. That is logged, and
    tried again at the next round.
    """
    try:
        settings = read_settings(home)
        if not settings.tells_somebody:
            return 0
        with file_lock(home.history / LOCK, is_patient=False) as is_held:
            return _tell(home, settings, now) if is_held else 0
    except (SettingsError, MemoryLostError, OSError) as error:
        log.warning("nobody was told: %s", error)
        return 0


def _tell(home: Home, settings: Settings, now: datetime) -> int:
    ways = channels(settings)
    before = read_memory(home)
    memory = _with_month_end(
        home, settings, ways, _with_news(home, settings, ways, before, now), now
    )
    if memory != before:
        write_memory(home, memory)
    return _send(home, ways, memory, now)


def _with_news(
    home: Home, settings: Settings, ways: Mapping[str, Channel], memory: Memory, now: datetime
) -> Memory:
    news = compare(memory.standing, present_causes(home, now.date()))
    messages = news_messages(news, home, settings, now.isoformat())
    return replace(
        memory, standing=news.standing, waiting=(*memory.waiting, *_addressed(messages, ways))
    )


def _with_month_end(
    home: Home, settings: Settings, ways: Mapping[str, Channel], memory: Memory, now: datetime
) -> Memory:
    due = month_end_due(home, now, memory.mailed_months)
    if due is None:
        return memory
    try:
        message = month_end_message(home, settings, due)
    except duckdb.Error as error:
        log.warning("no mail of the month's end: %s", error)
        return memory
    mailed = (*memory.mailed_months, due.as_of.isoformat())[-KEPT_MONTHS:]
    waiting = (*memory.waiting, *_addressed([message], ways))
    return replace(memory, mailed_months=mailed, waiting=waiting)


def _addressed(messages: Iterable[Message], ways: Mapping[str, Channel]) -> list[Waiting]:
    return [
        Waiting(name, message.to, message.message_id, message.subject, message.body)
        for message in messages
        for name, channel in ways.items()
        if channel.serves(message.to)
    ]


def _send(home: Home, ways: Mapping[str, Channel], memory: Memory, now: datetime) -> int:
    """Send what is due and strike out each as it goes; a broken way is tried once a round."""
    sent, broken = 0, set[str]()
    for message in memory.waiting:
        channel = ways.get(message.channel)
        if channel and (message.channel in broken or not message.is_due(now)):
            continue
        left = tuple(one for one in memory.waiting if one != message)
        if channel:
            try:
                channel.send(message, now)
                sent += 1
            except (NotTakenError, SettingsError) as error:
                log.warning("not told: %s", error)
                broken.add(message.channel)
                left = (*left, message.after_failure(now))
        memory = replace(memory, waiting=left)
        write_memory(home, memory)
    return sent
