"""The gate in Dagster: verdicts become checks, a blocking one stops the run before publication."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from expectations import CheckResult
from expectations.marts import SUITES
from ingest.contracts import Contract, load_contracts
from orchestration.assets import audit as audit_module
from orchestration.assets import publication as publication_module
from orchestration.assets.audit import audit_asset
from orchestration.assets.publication import PUBLICATION_KEY, publication
from orchestration.build_note import NotReadyError, begin_build, note_build, read_note
from orchestration.dbt_manifest import build_file
from orchestration.publication import InputFile, PublicationBlockedError, SnapshotInputs
from orchestration.resources import default_resources
from orchestration.result import Outcome, RunResult
from orchestration.run_events import read_result
from tests.orchestration.office import Office

INPUTS = SnapshotInputs(
    files=(InputFile("consultation", "5月.csv", "0" * 64, "2025-05-31T12:00:00"),),
    fingerprint="f" * 64,
    catalogue={"programmes.csv": "1" * 64},
    contracts={"consultation": "2" * 64},
    versions={"dbt": "1.11"},
    is_sample=False,
)


def _result(suite: str, *, success: bool = True, critical: bool = True) -> CheckResult:
    return CheckResult(
        suite=suite,
        expectation="holds",
        severity="critical" if critical else "warning",
        success=success,
        observed="0件" if success else "3件",
        error=None,
        explanation_ja="そうであること",
        action_ja="確かめてください",
        owner="データ担当",
        run_at=datetime(2025, 6, 30, 12),
    )


TABLES = [["marts", "kpi_monthly"], *(["raw", log] for log in load_contracts(None))]


@dg.multi_asset(name="warehouse", specs=[dg.AssetSpec(key, group_name=key[0]) for key in TABLES])
def warehouse() -> Iterator[dg.MaterializeResult[None]]:
    """Stand in for dbt."""
    yield from (dg.MaterializeResult(key) for key in TABLES)


class Gate:
    """An office with a build, whose audit says what a test wants."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.office = office
        self.verdicts: list[CheckResult] = []
        self.publications: list[Sequence[CheckResult]] = []
        monkeypatch.setattr(audit_module, "run_suites", self._run_suites)
        monkeypatch.setattr(publication_module, "publish", self._publish)
        monkeypatch.setattr(publication_module, "register_keys", lambda *_: None)
        with duckdb.connect(build_file(office.home)) as connection:
            connection.execute("create schema marts")
        note_build(office.home, INPUTS, None)

    def _run_suites(
        self, build_path: Path, contracts: Mapping[str, Contract], scope: str, **_: object
    ) -> list[CheckResult]:
        assert build_path == build_file(self.office.home)
        assert "consultation" in contracts
        return [
            one for one in self.verdicts if one.suite.startswith("landed") == (scope == "landed")
        ]

    def _publish(self, *arguments: Any, **_: Any) -> Any:
        self.publications.append(arguments[2])
        raise PublicationBlockedError([_result("official", success=False)])

    def run(self) -> tuple[RunResult, dict[str, dg.AssetCheckEvaluation]]:
        """Run audit and publication; return what it came to, and the checks by asset and name."""
        assets = [warehouse, audit_asset(load_contracts(None), warehouse), publication]
        done = dg.materialize(
            assets, resources=default_resources(self.office.home), raise_on_error=False
        )
        checks = {
            f"{one.asset_key.to_user_string()}.{one.check_name}": one
            for one in done.get_asset_check_evaluations()
        }
        return read_result(done.all_events, "run.log"), checks


@pytest.fixture
def gate(office: Office, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """The gate of an office with a build."""
    return Gate(office, monkeypatch)


def test_a_critical_failure_stops_the_run_and_is_named(gate: Gate) -> None:
    gate.verdicts = [_result("grain", success=False), _result("figures")]
    result, checks = gate.run()
    assert (result.outcome, result.exit_code) == (Outcome.BLOCKED, 2)
    assert result.failed_checks == ("grain.holds",)
    assert gate.publications == []
    assert not checks["quality/check.grain"].passed
    assert checks["quality/check.grain"].severity is dg.AssetCheckSeverity.ERROR
    assert "そうであること（3件）" in str(checks["quality/check.grain"].description)
    assert checks["quality/check.figures"].passed


def test_a_log_that_breaks_its_contract_shows_on_its_table(gate: Gate) -> None:
    gate.verdicts = [_result("landed_consultation", success=False)]
    result, checks = gate.run()
    assert result.failed_checks == ("landed_consultation.holds",)
    assert not checks["raw/consultation.contract"].passed
    assert checks["raw/target.contract"].passed


def test_a_warning_is_shown_as_one_and_goes_on(gate: Gate) -> None:
    gate.verdicts = [_result("figures", success=False, critical=False)]
    _, checks = gate.run()
    assert not checks["quality/check.figures"].passed
    assert checks["quality/check.figures"].severity is dg.AssetCheckSeverity.WARN
    assert [[one.name for one in given] for given in gate.publications] == [["figures.holds"]]


def test_the_pair_of_files_can_still_stop_it(gate: Gate) -> None:
    result, checks = gate.run()
    assert (result.outcome, result.failed_checks) == (Outcome.BLOCKED, ("official.holds",))
    assert not checks[f"{PUBLICATION_KEY.to_user_string()}.official"].passed


def test_every_suite_is_shown(gate: Gate) -> None:
    _, checks = gate.run()
    assert {f"quality/check.{suite}" for suite in ("canary", *SUITES)} <= set(checks)
    assert {f"raw/{log}.contract" for log in load_contracts(None)} <= set(checks)


def test_a_build_begun_anew_is_neither_whole_nor_audited(gate: Gate) -> None:
    assert read_note(gate.office.home) == (INPUTS, None)
    begin_build(gate.office.home, is_whole=False)
    with pytest.raises(NotReadyError, match="materialise all assets"):
        read_note(gate.office.home)
    result, _ = gate.run()
    assert (result.outcome, gate.publications) == (Outcome.FAILED, [])
    assert "materialise all assets" in result.message
