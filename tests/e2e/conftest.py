"""Fixtures of the end-to-end tests."""

from typing import Any

import pytest

from ingest.home import Home
from tests.sample_home import sample_home


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The session's published sample home; read only."""
    return sample_home(tmp_path_factory)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The Chromium of the system, since none is downloaded."""
    return {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}
