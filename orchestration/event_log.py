"""Dagster's event log in SQLite, with its connections kept open.

Belongs here: that one difference. A run writes about a thousand events; the stock storage makes an
engine and flushes the disk for each of them, which took a quarter of a run's time. The files are
the same: the stock storage reads them, and nothing is lost when a process dies (a power cut may
lose the last events of a run, never what is published).
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event

OPEN_FILES = 4
"""The index and the runs that are looked at now; older ones are closed."""

BUSY_SECONDS = 30
"""How long a writer waits for another one."""


class PooledSqliteEventLog(SqliteEventLogStorage):
    """The stock storage, but each of its files keeps an engine."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        self._engines: OrderedDict[str, Engine] = OrderedDict()
        super().__init__(*arguments, **settings)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Any
    ) -> "PooledSqliteEventLog":
        """Make the storage that dagster.yaml names."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        """Yield a connection to one of the log's files, in a transaction."""
        with self._db_lock:
            engine = self._engine(shard)
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def dispose(self) -> None:
        """Close every file."""
        with self._db_lock:
            while self._engines:
                self._engines.popitem()[1].dispose()
        super().dispose()

    def _engine(self, shard: str) -> Engine:
        if shard not in self._engines:
            self._engines[shard] = _new_engine(self.conn_string_for_shard(shard))
        self._engines.move_to_end(shard)
        while len(self._engines) > OPEN_FILES:
            self._engines.popitem(last=False)[1].dispose()
        return self._engines[shard]


def _new_engine(address: str) -> Engine:
    engine = create_engine(
        address,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _flush_less)
    return engine


def _flush_less(connection: Any, _: object) -> None:
    """Flush at checkpoints only; with a write-ahead log the file stays whole all the same."""
    connection.execute("pragma synchronous = normal")
