"""From an inbox folder to landing: immutable, typed files and a ledger that names them.

Here belongs: which files are new, the order in which things are written, and what is reported. Not
here: reading (reading), remembering (ledger). Whenever the machine stops, what the ledger names is
whole.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.home import HomeError
from ingest.inbox import (
    Inbox,
    InboxFile,
    StillChangingError,
    look_into,
    loose_files,
    unknown_folders,
)
from ingest.landed_files import LandingFolder
from ingest.ledger import (
    Delivery,
    delivered_at,
    last_look,
    naive_jst,
    note_look,
    read_ledger,
    write_ledger,
)
from ingest.messages import Message, message
from ingest.readers import UnreadableFileError
from ingest.reading import FileRows, read_group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ingest.contracts import Contract
    from ingest.home import Home

__all__ = ["LandingReport", "land_log", "loose_files", "unknown_folders"]

LANDED = "landed"
DUPLICATE = "duplicate"
REFUSED = "refused"
GROUP_BYTES = 1 << 24
"""Small files are read together up to this size; a bigger one is read alone."""
_HELD = (LANDED, "withdrawn")
"""Statuses of deliveries whose rows are in landing."""


@dataclass(frozen=True)
class LandingReport:
    """What one landing of a log did."""

    log: str
    deliveries: list[Delivery]
    """New or retried deliveries, in the order of delivery."""
    unchanged: int
    """Files that were there before."""
    notes: list[Message] = field(default_factory=list)
    """What people should know though no file is refused for it."""


def land_log(home: Home, contract: Contract, now: datetime) -> LandingReport:
    """Land what is new in the inbox folder of a log.

    `now` must carry its zone. Bad files are refused, one by one, in the report; raises HomeError
    when landing itself cannot be written.
    """
    try:
        inbox = look_into(home.inbox / contract.log)
    except OSError as error:
        raise HomeError(
            f"{home.inbox / contract.log}: cannot be read ({error.strerror or error}). "
            "Give this user the right to read it, then run again."
        ) from None
    try:
        return _Landing(home, contract, inbox, naive_jst(now)).run()
    except OSError as error:
        raise HomeError(
            f"{home.landing}: cannot be written ({error.strerror or error}). "
            "Make room or give this user the right to write there, then run again."
        ) from None


class _Landing:
    """One landing of one log: what is known, and what is found."""

    def __init__(self, home: Home, contract: Contract, inbox: Inbox, now: datetime) -> None:
        self._contract = contract
        self._now = now
        self._inbox = inbox
        self._folder = LandingFolder(home.landing / contract.log, contract)
        self._folder.prepare()
        self._ledger = read_ledger(self._folder.ledger)
        self._latest = {delivery.file: delivery for delivery in self._ledger}
        self._held = {d.sha256 for d in self._ledger if d.status in _HELD}
        self._looked_at = last_look(self._folder.ledger)
        self._notes = list(self._inbox.notes)
        self._waiting = 0

    def run(self) -> LandingReport:
        """Land what is new; write the ledger only if something is, and note the look last."""
        before = list(self._ledger)
        opened = filter(None, (self._open(*arrival) for arrival in self._arrivals()))
        new = [found for group in _groups(opened) for found in self._deliver(group)]
        if self._ledger != before:
            write_ledger(self._folder.ledger, self._ledger)
        note_look(self._folder.ledger, self._now)
        unchanged = len(self._inbox.files) - len(new) - self._waiting
        return LandingReport(self._contract.log, new, unchanged, self._notes)

    def _arrivals(self) -> list[tuple[InboxFile, Delivery]]:
        """Return the files that may be new with what is known before opening them, oldest first."""
        found = [
            (file, self._arrival(file)) for file in self._inbox.files if not self._is_known(file)
        ]
        return sorted(found, key=lambda pair: (pair[1].delivered_at, pair[1].file))

    def _is_known(self, file: InboxFile) -> bool:
        latest = self._latest.get(file.name)
        return latest is not None and _is_same(latest, file) and not self._is_retried(latest)

    def _is_retried(self, latest: Delivery) -> bool:
        """A refused file is tried again when the contract changed, or when it did not open."""
        has_new_contract = latest.contract_fingerprint != self._contract.fingerprint
        return latest.status == REFUSED and (has_new_contract or latest.sha256 is None)

    def _arrival(self, file: InboxFile) -> Delivery:
        arrived, is_future = delivered_at(file.mtime_ns, self._looked_at, self._now)
        arrival = Delivery(
            log=self._contract.log,
            file=file.name,
            sha256=None,
            size=file.size,
            mtime_ns=file.mtime_ns,
            delivered_at=arrived,
            landed_at=self._now,
            status=REFUSED,
            contract_fingerprint=self._contract.fingerprint,
            is_future_mtime=is_future,
        )
        latest = self._latest.get(file.name)
        return _at_the_time_of(latest, arrival) if latest and _is_same(latest, file) else arrival

    def _open(self, file: InboxFile, arrival: Delivery) -> _Opened | None:
        """Return an arrival with its bytes; None when it is none, or is still being written."""
        try:
            content = file.read()
        except StillChangingError:
            self._waiting += 1
            self._notes.append(message("still_changing").filled(name=file.name))
            return None
        except UnreadableFileError as error:
            return _Opened(_refused(arrival, error), b"")
        arrival = replace(arrival, sha256=hashlib.sha256(content).hexdigest())
        latest = self._latest.get(file.name)
        if latest and latest.sha256 == arrival.sha256:
            if not self._is_retried(latest):
                return None
            arrival = _at_the_time_of(latest, arrival)
        return _Opened(arrival, content)

    def _deliver(self, group: list[_Opened]) -> Iterator[Delivery]:
        """Land a group of files; yield what the ledger did not say before."""
        new = {
            one.sha256: one
            for one in reversed(group)
            if one.sha256 is not None and one.sha256 not in self._held
        }
        first = list(reversed(new.values()))
        found = read_group([(one.arrival.file, one.content) for one in first], self._contract)
        rows = dict(zip((one.sha256 for one in first), found, strict=True))
        for one in group:
            if delivery := self._note(self._land(one.arrival, rows.get(one.sha256))):
                yield delivery

    def _land(self, arrival: Delivery, rows: FileRows | UnreadableFileError | None) -> Delivery:
        """Write the rows of a file that is read for the first time."""
        if arrival.sha256 in self._held:
            return self._duplicate(arrival)
        if rows is None:
            return arrival
        if isinstance(rows, UnreadableFileError):
            return _refused(arrival, rows)
        self._folder.write(arrival.sha256 or "", rows)
        self._held.add(arrival.sha256)
        self._notes.extend(rows.notes)
        return replace(
            arrival,
            status=LANDED,
            rows_read=rows.rows_read,
            accepted=len(rows.accepted),
            rejected=rows.rejected,
            skipped=rows.skipped,
            score=rows.score,
            advice=rows.advice.write_json(),
            encoding=rows.encoding,
        )

    def _duplicate(self, arrival: Delivery) -> Delivery:
        """Return the same bytes again: they change nothing, and stay withdrawn if they are."""
        if all(d.status != "withdrawn" for d in self._ledger if d.sha256 == arrival.sha256):
            return replace(arrival, status=DUPLICATE)
        said = message("withdrawn_again").filled(name=arrival.file)
        self._notes.append(said)
        return replace(arrival, status=DUPLICATE, message_en=said.en, message_ja=said.ja)

    def _note(self, delivery: Delivery) -> Delivery | None:
        """Add a row to the ledger, or replace the one retried; None when it says the same."""
        latest = self._latest.get(delivery.file)
        self._latest[delivery.file] = delivery
        if latest is None or not self._replaces(delivery, latest):
            self._ledger.append(delivery)
            return delivery
        if replace(delivery, landed_at=latest.landed_at) == latest:
            return None
        self._ledger[self._ledger.index(latest)] = delivery
        return delivery

    def _replaces(self, delivery: Delivery, latest: Delivery) -> bool:
        is_same = latest.sha256 in (None, delivery.sha256) or _is_same(latest, delivery)
        return is_same and self._is_retried(latest)


@dataclass(frozen=True)
class _Opened:
    """An arrival and its bytes; none where it could not be opened."""

    arrival: Delivery
    content: bytes

    @property
    def sha256(self) -> str | None:
        """Of its bytes; None where it could not be opened."""
        return self.arrival.sha256


def _groups(opened: Iterable[_Opened]) -> Iterator[list[_Opened]]:
    """Put files together that are read in one go, in their order, up to a size."""
    group: list[_Opened] = []
    for one in opened:
        if group and sum(len(other.content) for other in (*group, one)) > GROUP_BYTES:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _is_same(delivery: Delivery, file: InboxFile | Delivery) -> bool:
    return (delivery.size, delivery.mtime_ns) == (file.size, file.mtime_ns)


def _at_the_time_of(latest: Delivery, arrival: Delivery) -> Delivery:
    return replace(
        arrival, delivered_at=latest.delivered_at, is_future_mtime=latest.is_future_mtime
    )


def _refused(arrival: Delivery, error: UnreadableFileError) -> Delivery:
    said = error.message
    return replace(arrival, status=REFUSED, message_en=said.en, message_ja=said.ja)
