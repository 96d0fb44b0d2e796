"""Writing the sample: the truth, as its desks would have delivered it up to a day.

Here belongs: the order of things. `write_sample` is what `fais sample` runs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ingest.contracts import load_contracts
from ingest.sample.cells import styles
from ingest.sample.deliveries import sorted_in, streams
from ingest.sample.history import versions
from ingest.sample.office import deliver
from ingest.sample.truth import truth

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = date(2026, 10, 31)


def write_sample(inbox: Path, as_of: date = AS_OF) -> None:
    """Write the 15 logs for FY2020 up to a day as office files, one folder per log.

    The same files every time, with the same bytes and modification times; the newest is dated on
    `as_of`. Printed figures of a year hold once that year is delivered.
    """
    contracts = load_contracts(None)
    known = {log: versions(rows, contracts[log]) for log, rows in truth().items()}
    for stream in streams():
        folder = inbox / stream.log
        folder.mkdir(parents=True, exist_ok=True)
        contract = contracts[stream.log]
        files = list(sorted_in(stream, known[stream.log], contract.key, as_of))
        for at, (delivery, rows) in enumerate(files):
            deliver(
                folder,
                stream,
                delivery,
                rows,
                contract,
                styles()[stream.style],
                file=len(files) - at,
            )
