"""DuckDB for Great Expectations: read-only, one connection, and no transactions.

Great Expectations gives its connection back before it fetches. The stock dialect then rolls back,
which drops the pending result: every query looks empty and every expectation passes. Nothing is
ever written here, so begin, commit and rollback have nothing to do.
"""

from typing import Any

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry
from sqlalchemy.engine import URL
from sqlalchemy.pool import Pool, StaticPool

URL_SCHEME = "duckdb+readonly"


class ReadOnlyDialect(Dialect):
    """The engine's dialect over an existing file, with other files attached beside it."""

    supports_statement_cache = False

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:  # noqa: ARG003 - SQLAlchemy's signature
        """Keep one connection: temporary tables live in it."""
        return StaticPool

    def connect(self, *arguments: Any, **options: Any) -> Any:
        """Open `database` read-only and attach `attached` (alias to path) the same way.

        Connections to one file share what is attached: only the first has to.
        """
        attached: dict[str, str] = options.pop("attached", {})
        connection = super().connect(*arguments, **options, read_only=True)
        cursor = connection.cursor()
        for alias, path in attached.items():
            quoted = path.replace("'", "''")
            cursor.execute(f"attach if not exists '{quoted}' as {alias} (read_only)")
        return connection

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: every statement stands alone."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing to keep."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing to undo; a real rollback would drop the result that is about to be fetched."""


def register() -> None:
    """Make `duckdb+readonly://` known to SQLAlchemy."""
    registry.register("duckdb.readonly", __name__, ReadOnlyDialect.__name__)
