"""The one folder in which everything a run makes lives (FAIS_HOME).

Here belongs: which folders a home has, how it is found, made and marked as a sample.
Not here: what is inside those folders; each room knows its own.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.atomic import write_atomically

if TYPE_CHECKING:
    from datetime import date

FOLDERS = (
    "inbox",
    "landing",
    "rejected",
    "warehouse",
    "published",
    "history",
    "contracts",
    "catalogue",
    "dagster",
    "logs",
)
OWNER_ONLY = 0o700
FORMAT = 2
"""The form of homes that this edition makes; what changed from one to the next is in
orchestration/upgrade."""
_UNMARKED = 1
"""Homes made before they were marked."""


class HomeError(Exception):
    """The home cannot be used; the text is one line for people: what, where, what to do."""


@dataclass(frozen=True)
class Home:
    """Paths of one home. Nothing is read or made until a method is called."""

    root: Path

    @staticmethod
    def locate(path: Path | None) -> Home:
        """Return the home named by the argument, else by FAIS_HOME, else ./var."""
        chosen = path or Path(os.environ.get("FAIS_HOME") or "var")
        return Home(chosen.expanduser().absolute())

    @property
    def inbox(self) -> Path:
        """Where desks drop their files, one folder per log."""
        return self.root / "inbox"

    @property
    def landing(self) -> Path:
        """What was read from them, immutable."""
        return self.root / "landing"

    @property
    def rejected(self) -> Path:
        """Rows to be corrected by the data staff."""
        return self.root / "rejected"

    @property
    def templates(self) -> Path:
        """Input forms for the desks."""
        return self.root / "templates"

    @property
    def warehouse(self) -> Path:
        """The build; can be deleted and made again."""
        return self.root / "warehouse"

    @property
    def published(self) -> Path:
        """Snapshots for readers; can be made again."""
        return self.root / "published"

    @property
    def history(self) -> Path:
        """What cannot be rebuilt."""
        return self.root / "history"

    @property
    def contracts(self) -> Path:
        """The office's own contracts, over the shipped ones."""
        return self.root / "contracts"

    @property
    def catalogue(self) -> Path:
        """The office's own catalogue rows, over the shipped ones."""
        return self.root / "catalogue"

    @property
    def dagster(self) -> Path:
        """Dagster's run storage."""
        return self.root / "dagster"

    @property
    def logs(self) -> Path:
        """Logs of runs."""
        return self.root / "logs"

    @property
    def _sample_mark(self) -> Path:
        return self.root / "sample.json"

    @property
    def format_mark(self) -> Path:
        """The file that names the form of this home."""
        return self.root / "home.json"

    @property
    def format(self) -> int:
        """The form of this home. Raises HomeError when its mark cannot be read."""
        try:
            return int(json.loads(self.format_mark.read_text(encoding="utf-8"))["format"])
        except FileNotFoundError:
            return _UNMARKED
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise HomeError(
                f"{self.format_mark}: the mark of the home's form cannot be read "
                f"({type(error).__name__}): restore it from a backup"
            ) from None

    def mark_format(self, number: int) -> None:
        """Mark the home as being of a form. Raises OSError."""
        text = json.dumps({"format": number}) + "\n"
        write_atomically(self.format_mark, lambda path: path.write_text(text, encoding="utf-8"))

    @property
    def exists(self) -> bool:
        """Whether this folder is a home already (it has an inbox)."""
        return self.inbox.is_dir()

    @property
    def is_sample(self) -> bool:
        """Whether the home holds made-up data; its pages carry a banner."""
        return self._sample_mark.is_file()

    def create(self) -> None:
        """Make the folders, readable by their owner only; harmless on a home that is there.

        Raises HomeError when the folder is a file, or cannot be written.
        """
        try:
            for folder in (self.root, *(self.root / name for name in FOLDERS)):
                _make_private(folder)
        except OSError as error:
            raise HomeError(_not_writable(self.root, error)) from None

    def mark_as_sample(self, as_of: date) -> None:
        """Mark the home as made-up data up to a day. Raises HomeError when it cannot be written."""
        try:
            self._sample_mark.write_text(
                json.dumps({"as_of": as_of.isoformat()}) + "\n", encoding="utf-8"
            )
        except OSError as error:
            raise HomeError(_not_writable(self.root, error)) from None

    def check(self) -> None:
        """Raise HomeError when this is no home, a newer edition's, or cannot be written."""
        if not self.exists:
            raise HomeError(
                f"{self.root}: no home here (it has no inbox folder). "
                "Make one with `fais init`, or name another with --home."
            )
        if (made_as := self.format) > FORMAT:
            raise HomeError(
                f"{self.root}: made by a newer edition (home format {made_as}, this one knows "
                f"{FORMAT}): install that edition, or name another home with --home"
            )
        if not os.access(self.root, os.W_OK | os.X_OK):
            raise HomeError(_not_writable(self.root, None))


def _make_private(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, mode=OWNER_ONLY)
        folder.chmod(OWNER_ONLY)


def _not_writable(root: Path, error: OSError | None) -> str:
    reason = f" ({error.strerror})" if error and error.strerror else ""
    return (
        f"{root}: the home cannot be written{reason}. "
        "Give this user the right to write there, or name another folder with --home."
    )
