"""Importing Great Expectations ahead of time: seconds that a build can hide.

Belongs here: nothing but that. Not here: what is asked of it (suites, session).
"""

import importlib
import os
from threading import Thread


def warm_up() -> Thread:
    """Start importing Great Expectations in the background, with its telemetry off."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    thread = Thread(target=importlib.import_module, args=("great_expectations",), daemon=True)
    thread.start()
    return thread
