"""A home that lives day by day: desks deliver, it is built and published, years are closed.

Belongs here: doing so in process, with the clock in the test's hand. Not here: what is expected.
"""

import os
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.home import Home
from orchestration.lock import JST
from orchestration.publication import Published, gather_inputs, publish, record_current
from tests.orchestration.office import HEADER
from tests.orchestration.publication.conftest import no_audit
from tests.warehouse import TestWarehouse

Rows = list[tuple[Any, ...]]
CLOSED = "select * from read_parquet({files})"


def consultations(*days: str, first: int = 1, desk: str = "sme_desk", company: str = "") -> str:
    """A file of closed consultations, one a day, numbered upwards."""
    numbered = enumerate(days, start=first)
    name = company or "例示工務店株式会社"
    return HEADER + "".join(
        f"C-{n:02},{desk},{day} 10:00,{name},経営,完了\n" for n, day in numbered
    )


def moment(text: str) -> datetime:
    """A moment in Japan, `2025-05-07 18:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=JST)


class LivingHome:
    """The home of a test warehouse, published by the functions a run calls."""

    def __init__(self, warehouse: TestWarehouse) -> None:
        self.warehouse = warehouse

    @property
    def home(self) -> Home:
        return self.warehouse.home

    def deliver(self, name: str, content: str, at: str, log: str = "consultation") -> None:
        """Lay a file into an inbox folder as if it had been saved then."""
        path = self.home.inbox / log / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        seconds = moment(at).timestamp()
        os.utime(path, (seconds, seconds))

    def land(self, at: str) -> None:
        """Look at the inbox then."""
        self.warehouse.land(moment(at))

    def publish(self, at: str, as_of: date | None = None) -> Published:
        """Build what is known and publish it then, as `fais run` and `fais run --as-of` do."""
        self.build(as_of)
        contracts = self.warehouse.contracts
        inputs = gather_inputs(self.home, contracts, "workspace", self._catalogue, as_of)
        done = publish(
            self.home,
            self.home.warehouse / "build.duckdb",
            [],
            inputs,
            requested=as_of,
            audit=no_audit,
            now=lambda: moment(at),
        )
        record_current(self.home)
        return done

    def build(self, as_of: date | None = None) -> None:
        """Build the warehouse; what is compiled once must look at the years closed since."""
        files = [self.home.warehouse / "empty" / "closed_year.parquet"]
        files += sorted((self.home.history / "closed_years").glob("*.parquet"))
        view = CLOSED.format(files=[str(file) for file in files])
        with ExitStack() as stack:
            if (self.home.warehouse / "build.duckdb").exists():
                stack.enter_context(self.warehouse.changed("closed_year", view))
            self.warehouse.build(as_of).close()

    @property
    def _catalogue(self) -> Path:
        return self.home.warehouse / "dbt" / "seeds"


def rows(folder: Path, query: str, file: str = "manager.duckdb") -> Rows:
    """What a snapshot answers."""
    with duckdb.connect(str(folder / file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def tables(folder: Path, file: str) -> dict[str, Rows]:
    """Every row of every published table."""
    names = rows(
        folder,
        "select table_schema || '.' || table_name from information_schema.tables order by all",
        file,
    )
    return {name: rows(folder, f"from {name} order by all", file) for (name,) in names}
