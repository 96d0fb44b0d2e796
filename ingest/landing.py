"""From an inbox folder to landing: immutable, typed files and a ledger that names them.

Here belongs: which files are new, the order in which things are written, and what is reported. Not
here: reading (reading), remembering (ledger). Whenever the machine stops, what the ledger names is
whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ingest.arrivals import Opened, in_groups, open_arrival, while_unchanged
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
from ingest.long_reading import read_long
from ingest.messages import Message, message
from ingest.readers import UnreadableFileError
from ingest.readers.long_text import LongText
from ingest.reading import read_group
from ingest.restoring import lost, read_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from ingest.contracts import Contract
    from ingest.file_rows import FileRows
    from ingest.home import Home

    _Found = FileRows | UnreadableFileError

__all__ = ["LandingReport", "land_log", "loose_files", "unknown_folders"]

LANDED = "landed"
DUPLICATE = "duplicate"
REFUSED = "refused"
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
        self._restore()
        arrivals = self._arrivals()
        if arrivals:
            self._folder.clear()
        opened = filter(None, (self._open(*arrival) for arrival in arrivals))
        new = [found for group in in_groups(opened) for found in self._deliver(group)]
        if self._ledger != before:
            write_ledger(self._folder.ledger, self._ledger)
        note_look(self._folder.ledger, self._now)
        unchanged = len(self._inbox.files) - len(new) - self._waiting
        return LandingReport(self._contract.log, new, unchanged, self._notes)

    def _restore(self) -> None:
        """Read again what landed and is gone from landing, as far as the inbox still has it."""
        for gone in lost(self._folder.root, self._ledger):
            again = read_again(gone, self._inbox.files, self._contract, self._folder)
            if again:
                self._ledger[self._ledger.index(gone)] = again
                if self._latest[gone.file] == gone:
                    self._latest[gone.file] = again
                self._notes.append(message("read_again").filled(name=gone.file))

    def _arrivals(self) -> list[tuple[InboxFile, Delivery]]:
        """Return the files that may be new with what is known before opening them, oldest first."""
        known = {
            (latest.file, latest.size, latest.mtime_ns)
            for latest in self._latest.values()
            if not self._is_retried(latest)
        }
        found = [
            (file, self._arrival(file))
            for file in self._inbox.files
            if (file.name, file.size, file.mtime_ns) not in known
        ]
        return sorted(found, key=lambda pair: (pair[1].delivered_at, pair[1].file))

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

    def _open(self, file: InboxFile, arrival: Delivery) -> Opened | None:
        """Return an arrival with its bytes; None when it is none, or is still being written."""
        try:
            opened = open_arrival(file, arrival)
        except StillChangingError:
            self._wait(file)
            return None
        except UnreadableFileError as error:
            return Opened(file, _refused(arrival, error), b"")
        latest = self._latest.get(file.name)
        if latest and latest.sha256 == opened.sha256:
            if not self._is_retried(latest):
                self._recognise(latest, file)
                return None
            return replace(opened, arrival=_at_the_time_of(latest, opened.arrival))
        return opened

    def _recognise(self, latest: Delivery, file: InboxFile) -> None:
        """Remember the new time of known bytes, so that the next look need not read them."""
        seen = latest._replace(mtime_ns=file.mtime_ns)
        self._latest[file.name] = self._ledger[self._ledger.index(latest)] = seen

    def _wait(self, file: InboxFile) -> None:
        self._waiting += 1
        self._notes.append(message("still_changing").filled(name=file.name))

    def _deliver(self, group: list[Opened]) -> Iterator[Delivery]:
        """Land a group of files; yield what the ledger did not say before."""
        rows = self._read_first_of_each(group)
        for one in group:
            try:
                landed = self._land(one, rows.get(one.sha256))
            except StillChangingError:
                self._wait(one.file)
                continue
            if delivery := self._note(landed):
                yield delivery

    def _read_first_of_each(self, group: list[Opened]) -> dict[str | None, _Found]:
        """Return what was found in the short files of a group that are new, by their hash."""
        new: dict[str | None, tuple[str, bytes]] = {}
        for one in group:
            is_new = one.sha256 is not None and one.sha256 not in self._held
            if is_new and isinstance(one.content, bytes):
                new.setdefault(one.sha256, (one.arrival.file, one.content))
        return dict(zip(new, read_group(list(new.values()), self._contract), strict=True))

    def _land(self, one: Opened, found: _Found | None) -> Delivery:
        """Write the rows of a file that is read for the first time."""
        if one.sha256 in self._held:
            return self._duplicate(one.arrival)
        if isinstance(one.content, LongText):
            return self._land_long(one, one.content)
        if found is None:
            return one.arrival
        if isinstance(found, UnreadableFileError):
            return _refused(one.arrival, found)
        self._notes.extend(found.notes)
        return self._landed(one.arrival, [found])

    def _land_long(self, one: Opened, text: LongText) -> Delivery:
        """Write the rows of a long file as they are read; none, should it change meanwhile."""
        rows = read_long(text, one.arrival.file, self._contract)
        try:
            return self._landed(one.arrival, while_unchanged(one.file, rows))
        except UnreadableFileError as error:
            return _refused(one.arrival, error)

    def _landed(self, arrival: Delivery, rows: Iterable[FileRows]) -> Delivery:
        """Write rows, as they come."""
        landed = self._folder.write_for(arrival._replace(status=LANDED), rows)
        self._held.add(arrival.sha256)
        return landed

    def _duplicate(self, arrival: Delivery) -> Delivery:
        """Return the same bytes again: they change nothing, and stay withdrawn if they are."""
        if all(d.status != "withdrawn" for d in self._ledger if d.sha256 == arrival.sha256):
            return arrival._replace(status=DUPLICATE)
        said = message("withdrawn_again").filled(name=arrival.file)
        self._notes.append(said)
        return arrival._replace(status=DUPLICATE, message_en=said.en, message_ja=said.ja)

    def _note(self, delivery: Delivery) -> Delivery | None:
        """Add a row to the ledger, or replace the one retried; None when it says the same."""
        latest = self._latest.get(delivery.file)
        self._latest[delivery.file] = delivery
        if latest is None or not self._replaces(delivery, latest):
            self._ledger.append(delivery)
            return delivery
        if delivery._replace(landed_at=latest.landed_at) == latest:
            return None
        self._ledger[self._ledger.index(latest)] = delivery
        return delivery

    def _replaces(self, delivery: Delivery, latest: Delivery) -> bool:
        is_same = latest.sha256 in (None, delivery.sha256) or _is_same(latest, delivery)
        return is_same and self._is_retried(latest)


def _is_same(delivery: Delivery, file: InboxFile | Delivery) -> bool:
    return (delivery.size, delivery.mtime_ns) == (file.size, file.mtime_ns)


def _at_the_time_of(latest: Delivery, arrival: Delivery) -> Delivery:
    return arrival._replace(
        delivered_at=latest.delivered_at, is_future_mtime=latest.is_future_mtime
    )


def _refused(arrival: Delivery, error: UnreadableFileError) -> Delivery:
    said = error.message
    return arrival._replace(status=REFUSED, message_en=said.en, message_ja=said.ja)
