"""The switches that keep every tool quiet: nothing we start reports usage or asks the internet.

Belongs here: environment variables of the tools we run. Not here: their other settings.
"""

import os
from collections.abc import Mapping

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


def silence_this_process() -> None:
    """Set the same switches here, before Dagster, dbt or Great Expectations is imported."""
    os.environ.update(QUIET)
