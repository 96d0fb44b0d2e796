"""Fixtures of the tests of orchestration."""

from pathlib import Path

import pytest

from tests.orchestration.office import Office, new_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office with an empty home."""
    return new_office(tmp_path / "home")
