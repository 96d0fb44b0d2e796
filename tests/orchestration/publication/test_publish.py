"""A publication: what is in a snapshot, and that it is there whole or not at all."""

import hashlib
import json
import os
import stat
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from ingest.home import Home
from orchestration.publication import (
    SnapshotInputs,
    current_snapshot,
    list_snapshots,
    publish,
    read_manifest,
)
from orchestration.publication.publish import audit_pair
from tests.orchestration.publication.conftest import FINGERPRINT, check, no_audit
from tests.orchestration.publication.publishing import published, rows, tables


def test_a_snapshot_is_named_by_its_second_in_japan_and_its_inputs(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    done = published(home, build, inputs)
    assert done.folder == home.published / f"20250601T120000-{FINGERPRINT[:8]}"
    assert sorted(path.name for path in done.folder.iterdir()) == [
        "manager.duckdb",
        "manifest.json",
        "official.duckdb",
    ]


def test_the_manifest_says_what_the_snapshot_is_made_of(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    warned = check("printed", severity="warning", success=False)
    folder = publish(home, build, [check("marts"), warned], inputs, audit=no_audit).folder
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["as_of"] == "2025-05-31"
    assert manifest["is_sample"] is True
    assert manifest["inputs"] == [
        {
            "log": "consultation",
            "file": "相談.csv",
            "sha256": "aa",
            "delivered_at": "2025-05-31T09:00:00",
        }
    ]
    assert manifest["input_fingerprint"] == FINGERPRINT
    assert manifest["checks"] == {"total": 3, "failed_warnings": 1, "failed_critical": 0}
    assert manifest["row_counts"]["manager.duckdb"]["marts.measurement"] == 70
    assert "marts.measurement" not in manifest["row_counts"]["official.duckdb"]
    assert manifest["files"] == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("manager.duckdb", "official.duckdb")
    }
    read = read_manifest(folder)
    assert (read.as_of, read.inputs) == (date(2025, 5, 31), inputs.files)
    assert read.published_at.utcoffset() == timedelta(hours=9)


def test_managers_get_every_table_and_officials_no_company_and_no_record(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    folder = published(home, build, inputs).folder
    shared = {
        "marts.indicator",
        "marts.programme",
        "marts.target",
        "marts.kpi_yearly",
        "marts.kpi_monthly",
        "marts.kpi_quarterly",
        "marts.kpi_breakdown",
        "marts.kpi_breakdown_yearly",
        "marts.identity",
        "marts.kpi_pace",
        "marts.reconciliation",
        "quality.file",
        "quality.check",
    }
    private = {"marts.measurement", "marts.company", "marts.company_record", "quality.issue"}
    assert tables(folder / "official.duckdb") == shared
    assert tables(folder / "manager.duckdb") == shared | private


def test_a_protected_count_is_public_only_as_the_year_of_a_headline(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    official = published(home, build, inputs).folder / "official.duckdb"
    people = "where starts_with(indicator_id, 'school.')"
    assert rows(official, f"select count(*) from marts.kpi_monthly {people}") == [(0,)]
    assert rows(official, f"select count(*) from marts.kpi_pace {people}") == [(0,)]
    assert rows(official, f"select count(*) from marts.kpi_quarterly {people}") == [(0,)]
    for table in ("kpi_yearly", "reconciliation"):
        found = rows(official, f"select distinct indicator_id from marts.{table} {people}")
        assert found == [("school.people",)]


def test_a_protected_headline_that_is_part_of_a_whole_stays_hidden(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    with duckdb.connect(str(build)) as connection:
        connection.execute("update marts.indicator set is_part = true")
    official = published(home, build, inputs).folder / "official.duckdb"
    people = "where starts_with(indicator_id, 'school.')"
    assert rows(official, f"select count(*) from marts.kpi_yearly {people}") == [(0,)]


def test_results_are_in_both_files_for_officials_without_examples(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    seen = check("seen", severity="warning", success=False, observed="2件（例：file=名簿.csv）")
    folder = publish(home, build, [seen], inputs, audit=no_audit).folder
    asked = "select expectation, observed from quality.check order by expectation"
    assert rows(folder / "manager.duckdb", asked) == [
        ("pair", "0件"),
        ("seen", "2件（例：file=名簿.csv）"),
    ]
    assert rows(folder / "official.duckdb", asked) == [("pair", "0件"), ("seen", "2件")]


def test_only_the_owner_can_read_a_snapshot(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    before = os.umask(0o022)
    try:
        folder = published(home, build, inputs).folder
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_current_is_a_relative_link_that_moves_with_each_publication(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    first = published(home, build, inputs)
    second = published(home, build, replace(inputs, fingerprint="f" * 64))
    assert first.is_current
    assert second.is_current
    assert str((home.published / "current").readlink()) == second.folder.name
    assert current_snapshot(home) == second.folder
    assert first.folder.is_dir()


def test_a_past_day_stays_beside_the_current_snapshot(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    current = published(home, build, inputs)
    past = published(home, build, inputs, requested=date(2024, 8, 15))
    assert not past.is_current
    assert current_snapshot(home) == current.folder
    assert {m.snapshot_id for m in list_snapshots(home)} == {
        current.folder.name,
        past.folder.name,
    }


def test_a_home_without_a_current_snapshot_gets_a_past_day_too(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    past = published(home, build, inputs, requested=date(2024, 8, 15))
    assert past.is_current
    assert current_snapshot(home) == past.folder


def test_two_publications_in_one_second_are_two_snapshots(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    names = [published(home, build, inputs).folder.name for _ in range(2)]
    assert [name[:15] for name in names] == ["20250601T120000", "20250601T120001"]


def test_publishing_again_gives_equal_tables(
    home: Home, build: Path, inputs: SnapshotInputs
) -> None:
    one, two = (published(home, build, inputs).folder for _ in range(2))
    for file in ("manager.duckdb", "official.duckdb"):
        assert tables(one / file) == tables(two / file)
        for table in tables(one / file):
            kept = rows(one / file, f"from {table}")
            assert rows(two / file, f"from {table}") == kept


def test_the_pair_is_really_audited(home: Home, build: Path, inputs: SnapshotInputs) -> None:
    done = published(home, build, inputs, audit=audit_pair)
    suites = {result.suite for result in done.checks}
    assert suites == {"suite", "canary", "official"}
    assert done.manifest.checks["failed_critical"] == 0


def test_a_path_with_a_quote_is_published(tmp_path: Path, inputs: SnapshotInputs) -> None:
    from tests.expectations.builds import TINY_BUILD

    home = Home(tmp_path / "it's 日本")
    home.create()
    path = home.warehouse / "build.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(TINY_BUILD.read_text(encoding="utf-8"))
    assert published(home, path, inputs).is_current


@pytest.mark.parametrize(
    ("change", "shown"),
    [("unit = 'yen'", 0), ("disclosure = 'protect'", 0), ("unit = 'cases'", 28)],
)
def test_officials_see_no_breakdown_of_people_or_amounts(
    home: Home, build: Path, inputs: SnapshotInputs, change: str, shown: int
) -> None:
    with duckdb.connect(str(build)) as connection:
        connection.execute(f"update marts.indicator set {change}")
    official = published(home, build, inputs).folder / "official.duckdb"
    assert rows(official, "select count(*) from marts.kpi_breakdown") == [(shown,)]
    assert bool(rows(official, "from marts.kpi_breakdown_yearly")) == bool(shown)
