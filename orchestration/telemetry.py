"""The switches that keep every tool quiet: nothing we start reports usage or asks the internet.

Belongs here: environment variables of the tools we run. Not here: their other settings.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

QUIET: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "yes",
    "DAGSTER_WEBSERVER_SUPPRESS_WARNINGS": "true",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DBT_VERSION_CHECK": "false",
    "GX_ANALYTICS_ENABLED": "false",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


def quiet_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment for a child process: quiet, plus `extra`."""
    return {**os.environ, **QUIET, **(extra or {})}


@contextmanager
def quiet_process(extra: Mapping[str, str] | None = None) -> Iterator[None]:
    """Set the same switches, plus `extra`, in this process; as before when the block ends."""
    before = dict(os.environ)
    os.environ.update({**QUIET, **(extra or {})})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
