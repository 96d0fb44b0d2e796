"""Every page for every audience on every kind of home: it shows figures, or says what to do."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import duckdb
import pytest

from dashboards.registry import PAGES
from tests.dashboards.published_home import SNAPSHOT, Recipe, publish
from tests.dashboards.reading import open_page, read, run_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from tests.dashboards.reading import Reader

PAGE_KEYS = [entry.key for entry in PAGES]
READERS = {entry.key: entry.audiences for entry in PAGES}
AUDIENCES = ["manager", "official"]


def states_for(key: str, audience: str) -> list[str]:
    """What a page says to an audience that it is not for; nothing to the others."""
    return [] if audience in READERS[key] else ["state.no_permission"]


def pages_of_a_visit(**address: str) -> Iterator[tuple[str, AppTest, Reader]]:
    """Every page one after the other in one visit, as its reader sees it."""
    app = run_page(PAGE_KEYS[0], **address)
    yield PAGE_KEYS[0], app, read(app)
    for key in PAGE_KEYS[1:]:
        yield key, app, read(open_page(app, key))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_full_home_is_shown_with_its_particulars(
    audience: str, full_home: Path, reader_of: Callable[..., None]
) -> None:
    """Banner, as-of day, publication time, fiscal year, snapshot and footer everywhere."""
    reader_of(full_home, audience)
    particulars = (
        "サンプルデータ",
        "2026年10月31日",
        "2026年11月1日 09:12",
        "年度（20",
        SNAPSHOT,
        "出典",
    )
    for key, _, reader in pages_of_a_visit():
        assert reader.states == states_for(key, audience), key
        if reader.states:
            continue
        assert [part for part in particulars if part not in reader.text] == [], key
        assert {"h1", "footer"} <= set(reader.tags), key


@pytest.mark.parametrize("audience", AUDIENCES)
def test_empty_home_says_what_to_do(
    audience: str, empty_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(empty_home, audience)
    for key, _, reader in pages_of_a_visit():
        assert reader.states == ["state.nothing_published"], key
        assert "まだ公開データがありません" in reader.text, key
        assert "fais run" in reader.text, key


@pytest.mark.parametrize("audience", AUDIENCES)
def test_first_year_has_nothing_to_compare_with(
    audience: str, one_year_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(one_year_home, audience)
    for key, _, reader in pages_of_a_visit():
        assert reader.states == states_for(key, audience), key


def test_english_shows_no_japanese_words_of_ours(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    """Names of files and what a row holds stay as delivered; headings and labels are English."""
    reader_of(full_home)
    for key, app, reader in pages_of_a_visit(lang="en"):
        assert "Sample data" in reader.text, key
        labels = [widget.label for widget in (*app.selectbox, *app.button)]
        heads = [cell.text for cell in reader.cells if cell.attributes.get("scope") == "col"]
        japanese = [text for text in (*labels, *heads) if not text.isascii()]
        assert japanese == [], key


def test_real_home_has_no_sample_banner(tmp_path: Path, reader_of: Callable[..., None]) -> None:
    publish(tmp_path, Recipe(is_sample=False))
    reader_of(tmp_path)
    assert "サンプルデータ" not in read(run_page()).text


def test_unknown_audience_is_shown_nothing(full_home: Path, reader_of: Callable[..., None]) -> None:
    reader_of(full_home, "everyone")
    reader = read(run_page())
    assert reader.states == ["state.unknown_audience"]
    assert reader.figures == []


@pytest.mark.parametrize("page", [key for key, readers in READERS.items() if len(readers) < 3])
def test_official_is_shown_no_rows_but_where_to_go(
    page: str, full_home: Path, reader_of: Callable[..., None]
) -> None:
    """Companies and single rows are the foundation's: the page says so, its content is not run."""
    reader_of(full_home, "official")
    reader = read(run_page(page))
    assert reader.states == ["state.no_permission"]
    assert reader.rows == []
    assert "財団の担当者だけ" in reader.text


def test_official_is_told_that_a_protected_figure_is_withheld(
    full_home: Path, reader_of: Callable[..., None]
) -> None:
    reader_of(full_home, "official")
    reader = read(run_page("student"))
    shown = {figure.attributes["data-indicator"]: figure for figure in reader.figures}
    assert "data-value" in shown["scholarship.recipients"].attributes
    assert "data-value" not in shown["grad_school.completers"].attributes
    assert "非公表" in shown["grad_school.completers"].text


@pytest.mark.parametrize("broken", ["manifest.json", "manager.duckdb"])
def test_damaged_publication_is_explained(
    broken: str, tmp_path: Path, full_home: Path, reader_of: Callable[..., None]
) -> None:
    shutil.copytree(full_home / "published", tmp_path / "published", symlinks=True)
    (tmp_path / "published" / SNAPSHOT / broken).write_text("not what it was")
    reader_of(tmp_path)
    reader = read(run_page())
    assert reader.states == ["state.damaged"]
    assert "fais rollback" in reader.text


def test_missing_table_is_explained_and_the_other_pages_work(
    tmp_path: Path, full_home: Path, reader_of: Callable[..., None]
) -> None:
    shutil.copytree(full_home / "published", tmp_path / "published", symlinks=True)
    with duckdb.connect(str(tmp_path / "published" / SNAPSHOT / "manager.duckdb")) as connection:
        connection.execute("drop table marts.reconciliation")
    reader_of(tmp_path)
    assert read(run_page("reconciliation")).states == ["state.not_in_file"]
    assert read(run_page("consultation")).states == []


def test_visit_keeps_its_snapshot_until_the_reader_asks_for_the_newer_one(
    tmp_path: Path, full_home: Path, reader_of: Callable[..., None]
) -> None:
    shutil.copytree(full_home / "published", tmp_path / "published", symlinks=True)
    reader_of(tmp_path)
    app = run_page()
    newer = tmp_path / "published" / "20261102T091200-ffffffff"
    shutil.copytree(tmp_path / "published" / SNAPSHOT, newer)
    manifest = json.loads((newer / "manifest.json").read_text())
    (newer / "manifest.json").write_text(json.dumps({**manifest, "snapshot_id": newer.name}))
    current = tmp_path / "published" / "current"
    current.unlink()
    current.symlink_to(newer.name)

    reader = read(open_page(app, "consultation"))
    assert SNAPSHOT in reader.text
    assert "新しいデータが公開されています" in reader.text

    app.button(key="open_newer").click().run()
    reader = read(app)
    assert newer.name in reader.text
    assert "新しいデータが公開されています" not in reader.text
