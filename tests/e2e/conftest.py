"""Fixtures of the end-to-end tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.home import Home
from tests.dashboards.published_home import publish
from tests.e2e.browsing import served
from tests.sample_home import sample_home


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The session's published sample home; read only."""
    return sample_home(tmp_path_factory)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium of the system, since none is downloaded."""
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented home with every indicator; no run made it."""
    folder = tmp_path_factory.mktemp("browser")
    publish(folder)
    return folder


@pytest.fixture(scope="module")
def site(home: Path) -> Iterator[str]:
    """The pages of that home."""
    with served(home) as address:
        yield address
