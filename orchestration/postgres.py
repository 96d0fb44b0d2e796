"""Dagster's storage in PostgreSQL, with its connections kept open.

Belongs here: that one difference. A run writes some two thousand events, and the stock storage
opens a connection with its sign-in for each, unless it serves the Dagster UI. Here it always does
as it does there.
"""

from typing import Any

from dagster._serdes import ConfigurableClassData
from dagster_postgres.storage import DagsterPostgresStorage
from dagster_postgres.utils import pg_url_from_config

NO_TIMEOUT_MS = 0
RECYCLE_SECONDS = 3600
MORE_CONNECTIONS = 20
"""Beside the one that stays open; a server's threads use them at the same time."""


class PooledPostgres(DagsterPostgresStorage):
    """The stock storage, but each of its parts keeps a connection."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        for part in (self._run_storage, self._event_log_storage, self._schedule_storage):
            part.optimize_for_webserver(NO_TIMEOUT_MS, RECYCLE_SECONDS, MORE_CONNECTIONS)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Any
    ) -> "PooledPostgres":
        """Make the storage that dagster.yaml names."""
        return cls(postgres_url=pg_url_from_config(config_value), inst_data=inst_data)
