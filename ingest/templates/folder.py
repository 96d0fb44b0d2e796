"""The folder `templates/` of a home: a form for every log, those of the office's own too.

Here belongs: where forms lie and what they are called. Not here: what is in them (form).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.atomic import write_atomically
from ingest.home import HomeError
from ingest.templates.form import write_form

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ingest.contracts import Contract
    from ingest.home import Home


def write_templates(home: Home, contracts: Mapping[str, Contract]) -> list[Path]:
    """Write the form of every log, over those that are there; returns their paths.

    Raises HomeError when they cannot be written.
    """
    folder = home.templates
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return [_write(folder, contract) for contract in contracts.values()]
    except OSError as error:
        raise HomeError(
            f"{folder}: cannot be written ({error.strerror or error}). "
            "Make room or give this user the right to write there, then run again."
        ) from None


def _write(folder: Path, contract: Contract) -> Path:
    title = contract.title.replace("/", "／")
    path = folder / f"{contract.log}_{title}.xlsx"
    write_atomically(path, lambda new: write_form(new, contract))
    return path
