"""The fingerprint of a run's inputs: equal when nothing is new, different when anything is."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from ingest.contracts import Contract
from ingest.home import Home
from ingest.ledger import Delivery, write_ledger
from orchestration.publication import InputFile, gather_inputs, input_fingerprint

CONTRACTS = {"visit": Contract("visit", "来訪", "", (), (), None, "upsert", "c1")}


def delivery(file: str, day: int, **changes: object) -> Delivery:
    made = Delivery(
        log="visit",
        file=file,
        sha256=f"sha-{file}",
        size=1,
        mtime_ns=1,
        delivered_at=datetime(2025, 5, day, 23, 59),
        landed_at=datetime(2025, 6, 1),
        status="landed",
        contract_fingerprint="c1",
        is_future_mtime=False,
    )
    return made._replace(**changes)


def land(home: Home, *deliveries: Delivery, log: str = "visit") -> None:
    folder = home.landing / log / "ledger"
    folder.mkdir(parents=True, exist_ok=True)
    write_ledger(folder, list(deliveries))


def fingerprint(home: Home, as_of: date | None = None, workspace: str = "w") -> str:
    return input_fingerprint(home, CONTRACTS, workspace, as_of)


MAY_1, MAY_20 = delivery("a.csv", 1), delivery("b.csv", 20)


@pytest.fixture
def landed(home: Home) -> str:
    land(home, MAY_1, MAY_20)
    return fingerprint(home)


def test_landing_again_or_in_another_order_is_nothing_new(home: Home, landed: str) -> None:
    land(home, MAY_20._replace(landed_at=datetime(2025, 7, 1)), MAY_1._replace(mtime_ns=9))
    assert fingerprint(home) == landed


@pytest.mark.parametrize(
    "changed",
    [
        delivery("b.csv", 20, sha256="other"),
        delivery("c.csv", 20, sha256="sha-b.csv"),
        delivery("b.csv", 19),
        delivery("b.csv", 20, status="withdrawn"),
    ],
    ids=["bytes", "name", "day", "status"],
)
def test_another_delivery_is_new(home: Home, landed: str, changed: Delivery) -> None:
    land(home, MAY_1, changed)
    assert fingerprint(home) != landed


def test_a_refused_file_is_new_because_it_is_shown(home: Home, landed: str) -> None:
    land(home, MAY_1, MAY_20, delivery("c.csv", 20, status="refused", sha256=None))
    assert fingerprint(home) != landed


def test_contracts_models_and_the_sample_mark_are_inputs(home: Home, landed: str) -> None:
    assert fingerprint(home, workspace="w2") != landed
    other = {"visit": replace(CONTRACTS["visit"], fingerprint="c2")}
    assert input_fingerprint(home, other, "w", None) != landed
    home.mark_as_sample(date(2025, 5, 20))
    assert fingerprint(home) != landed


def test_a_past_day_knows_only_what_came_by_its_end(home: Home, landed: str) -> None:
    past = fingerprint(home, date(2025, 5, 1))
    assert past != landed
    land(home, MAY_1)
    assert fingerprint(home, date(2025, 5, 1)) == past


def test_the_day_of_the_newest_delivery_is_the_same_asked_for_or_not(
    home: Home, landed: str
) -> None:
    assert fingerprint(home, date(2025, 5, 20)) == landed
    assert fingerprint(home, date(2025, 5, 21)) != landed


def test_an_empty_home_has_a_fingerprint(home: Home) -> None:
    assert fingerprint(home) == fingerprint(home)


def test_the_manifest_lists_what_landed_by_its_day(home: Home, tmp_path: Path) -> None:
    land(home, MAY_20, MAY_1, delivery("a2.csv", 2, status="duplicate"))
    (tmp_path / "indicators.csv").write_text("x", encoding="utf-8")
    (tmp_path / "run_context.csv").write_text("today", encoding="utf-8")
    inputs = gather_inputs(home, CONTRACTS, "w", tmp_path, date(2025, 5, 10))
    assert inputs.files == (InputFile("visit", "a.csv", "sha-a.csv", "2025-05-01T23:59:00"),)
    assert list(inputs.catalogue) == ["indicators.csv"]
    assert inputs.contracts == {"visit": "c1"}
    assert set(inputs.versions) == {"project", "duckdb", "dbt"}
    assert inputs.fingerprint == fingerprint(home, date(2025, 5, 10))
    assert not inputs.is_sample
