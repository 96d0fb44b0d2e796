"""Homes to read pages from: a full one, one with a single year, an empty one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from tests.dashboards.published_home import Recipe, publish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(scope="session")
def full_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with every indicator of the catalogue and seven fiscal years."""
    home = tmp_path_factory.mktemp("full")
    publish(home)
    return home


@pytest.fixture(scope="session")
def one_year_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in its first year: nothing to compare with."""
    home = tmp_path_factory.mktemp("one_year")
    publish(home, Recipe(first_year=2026))
    return home


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nothing was published."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests() -> None:
    """Caches are shared by all sessions of a process."""
    st.cache_data.clear()


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page starts `fais` in these tests; those that ask it say what it answers."""
    monkeypatch.setattr("dashboards.queries.operations.ask_json", lambda *_: None)


@pytest.fixture(autouse=True)
def _as_after_the_first_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server knows our pages from its first navigation on; AppTest forgets them at every run.

    Without this a page would run twice, and what a click set off would be lost on the way.
    """
    begin = PagesManager.__init__

    def begun(self: PagesManager, *given: Any, **named: Any) -> None:
        begin(self, *given, **named)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", begun)


@pytest.fixture
def reader_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Set whose pages of which home are read: reader_of(home, audience)."""

    def choose(home: Path, audience: str = "manager") -> None:
        monkeypatch.setenv("FAIS_HOME", str(home))
        monkeypatch.setenv("FAIS_AUDIENCE", audience)

    return choose
