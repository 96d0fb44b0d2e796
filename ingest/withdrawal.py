"""Taking a delivery back, and giving it back: only its status in the ledger changes.

Here belongs: which delivery is meant, and whether it can be taken back. Not here: what follows for
the figures (the models leave withdrawn deliveries out). The delivered file and what landed of it
stay where they are; the same bytes delivered again stay withdrawn until `--undo`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from ingest.ledger import Delivery, read_ledger, write_ledger
from ingest.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.home import Home

LANDED = "landed"
WITHDRAWN = "withdrawn"
_SHOWN = 5


class WithdrawalError(Exception):
    """No delivery, or not just one, is meant; its text is one line in both languages."""

    def __init__(self, message: Message) -> None:
        """Take what people are told."""
        super().__init__(f"{message.ja} {message.en}")


@dataclass(frozen=True)
class Withdrawal:
    """What was taken back, or given back."""

    delivery: Delivery
    """As the ledger has it now."""
    standing: tuple[Delivery, ...]
    """Other landed deliveries under the same name: they stand as they are."""


def withdraw(home: Home, wanted: str, *, undo: bool = False) -> Withdrawal:
    """Take the newest landed delivery of a file back; `undo` gives the newest withdrawn one back.

    `wanted` is its name in the inbox, with its log's folder before it (consultation/a.csv) where
    several logs have one of that name. Call it under the home's lock. Raises WithdrawalError.
    """
    log, name = _parts(home, wanted)
    named = [one for one in _deliveries(home) if one.file == name and log in (None, one.log)]
    chosen = _chosen(named, wanted, undo=undo)
    folder = home.landing / chosen.log / "ledger"
    changed = chosen._replace(status=LANDED if undo else WITHDRAWN)
    write_ledger(folder, [changed if one == chosen else one for one in read_ledger(folder)])
    others = (one for one in named if one.log == chosen.log and one != chosen)
    return Withdrawal(changed, tuple(one for one in others if one.status == LANDED))


def _parts(home: Home, wanted: str) -> tuple[str | None, str]:
    """Return the log, if one is named, and the file's name."""
    path = PurePath(unicodedata.normalize("NFC", wanted))
    if len(path.parts) < 2:
        return None, path.name
    return (home.inbox / path.parts[-2]).resolve().name, path.name


def _deliveries(home: Home) -> list[Delivery]:
    folders = sorted(home.landing.glob("*/ledger"))
    return [one for folder in folders for one in read_ledger(folder)]


def _chosen(named: list[Delivery], wanted: str, *, undo: bool) -> Delivery:
    status = WITHDRAWN if undo else LANDED
    found = [one for one in named if one.status == status]
    if not found:
        raise WithdrawalError(_why_none(named, wanted, undo=undo))
    logs = sorted({one.log for one in found})
    if len(logs) > 1:
        choices = _listed(f"{log}/{found[0].file}" for log in logs)
        said = message("withdraw_ambiguous")
        raise WithdrawalError(said.filled(file=wanted, choices=choices))
    return max(found, key=lambda one: one.delivered_at)


def _why_none(named: list[Delivery], wanted: str, *, undo: bool) -> Message:
    seen = {one.status for one in named}
    if not seen:
        said = message("withdraw_unknown")
    elif undo:
        said = message("withdraw_no_undo")
    elif WITHDRAWN in seen:
        said = message("withdraw_done_before")
    else:
        said = message("withdraw_duplicate" if "duplicate" in seen else "withdraw_refused")
    return said.filled(file=wanted)


def _listed(names: Iterable[str]) -> str:
    chosen = list(names)
    return ", ".join(chosen[:_SHOWN]) + (", …" if len(chosen) > _SHOWN else "")
