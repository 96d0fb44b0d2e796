"""A small office for tests: a home, files that desks bring, and the command line as people call it.

Belongs here: what the tests of this folder share. Not here: what is expected.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ingest.home import Home

HEADER = "受付番号,事業コード,受付日時,企業名,相談分類,状態\n"
ROWS = "C-01,sme_desk,2025/5/7 10:00,例示工務店株式会社,経営,完了\n"
CONSULTATIONS = HEADER + ROWS


@dataclass(frozen=True)
class Office:
    """A home with an inbox."""

    home: Home

    def deliver(self, log: str, name: str, content: str | bytes = CONSULTATIONS) -> Path:
        """Lay a file into a log's inbox folder; text as UTF-8."""
        path = self.home.inbox / log / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def say(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Call `fais` on this home in a process of its own."""
        return fais(*arguments, "--home", str(self.home.root))


def fais(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Call `fais` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from orchestration.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def new_office(root: Path) -> Office:
    """Return an office whose home has its folders and nothing in them."""
    home = Home(root)
    home.create()
    return Office(home)
