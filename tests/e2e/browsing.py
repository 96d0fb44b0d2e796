"""The pages of a home in a real browser: served on a free port, opened until they are drawn.

Belongs here: what browser tests share. Not here: what they look for.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.dashboards.published_home import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@contextmanager
def served(home: Path, audience: str = "staff") -> Iterator[str]:
    """The pages of a home on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboards" / "app.py")]
    process = subprocess.Popen(
        [*command, "--server.port", str(port)],
        env={**os.environ, "FAIS_HOME": str(home), "FAIS_AUDIENCE": audience},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    """Until the server takes connections."""
    for _ in range(240):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    pytest.fail(f"no server on port {port}")


def opened(page: Page, address: str) -> Page:
    """The page once it is drawn to its end."""
    page.goto(address)
    page.wait_for_selector(".page-foot, .state", timeout=60_000)
    page.wait_for_function("!document.querySelector('[data-stale=true]')")
    return page


def serious_findings(page: Page) -> list[str]:
    """What axe finds on the page that is serious or critical for people with disabilities."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]
