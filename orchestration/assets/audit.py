"""The audit as an asset: Great Expectations' verdicts as checks, and the gate before publication.

Belongs here: how results show in Dagster, and that a blocking one stops the run. Not here: what
is asked and how (expectations).
"""

from collections.abc import Iterator, Mapping, Sequence

import dagster as dg
import duckdb

from expectations import (
    CheckResult,
    Surroundings,
    blocking,
    distinct,
    run_suites,
    write_checks,
)
from expectations.canaries import SUITE as CANARY
from expectations.marts import SUITES
from ingest.contracts import Contract
from orchestration.dbt_manifest import build_file
from orchestration.failpoints import failpoint
from orchestration.landings import require_undamaged
from orchestration.publication import current_snapshot
from orchestration.publication.gate import stopping
from orchestration.publication.manifest import MANAGER
from orchestration.reporting import Reporter
from orchestration.resources import HomeResource

AUDIT_KEY = dg.AssetKey(["quality", "check"])
AUDITED_GROUPS = ("marts", "quality")
BLOCKING = "blocking_checks"
"""Metadata of the failure: the names of the checks that closed the gate."""

Checks = Mapping[str, dg.AssetCheckSpec]


def audit_asset(
    contracts: Mapping[str, Contract], warehouse: dg.AssetsDefinition
) -> dg.AssetsDefinition:
    """Return the audit of a home's build: the table quality.check, and a check for each suite."""
    checks = _checks(contracts)

    @dg.multi_asset(
        name="audit",
        specs=[_spec(warehouse)],
        check_specs=list(checks.values()),
        allow_arbitrary_check_specs=True,
    )
    def audit(
        home: HomeResource, reporter: dg.ResourceParam[Reporter]
    ) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
        with reporter.stage("audit"):
            build = build_file(home.home)
            around = _surroundings(home)
            try:
                results = distinct(
                    [
                        *run_suites(build, contracts, "landed"),
                        *run_suites(build, contracts, "marts", around=around),
                    ]
                )
            except duckdb.Error:
                require_undamaged(home.home)  # personal columns are read from landing
                raise
            write_checks(build, results)
            failpoint("audited")
            yield from _verdicts(checks, results)
            if closed_by := stopping(results, home.overrides):
                raise gate_closed(closed_by)
            yield dg.MaterializeResult(AUDIT_KEY, metadata=_metadata(results))

    return audit


def _surroundings(home: HomeResource) -> Surroundings:
    """Return what landed and what readers see; a past day is not compared with the present."""
    shown = current_snapshot(home.home) if home.day is None else None
    return Surroundings(home.home.landing, shown / MANAGER if shown else None)


def _checks(contracts: Mapping[str, Contract]) -> Checks:
    """Return what is checked, by suite: each log's contract on its raw table, the rest here."""
    landed = {
        f"landed_{log}": dg.AssetCheckSpec(
            "contract", asset=["raw", log], description=f"{contract.title}：契約どおりであること"
        )
        for log, contract in contracts.items()
    }
    suites = {suite: dg.AssetCheckSpec(suite, asset=AUDIT_KEY) for suite in (CANARY, *SUITES)}
    return landed | suites


def _spec(warehouse: dg.AssetsDefinition) -> dg.AssetSpec:
    audited = [spec.key for spec in warehouse.specs if spec.group_name in AUDITED_GROUPS]
    return dg.AssetSpec(
        AUDIT_KEY,
        deps=audited,
        group_name="quality",
        owners=["team:data-staff"],
        kinds={"greatexpectations"},
        description="One row per expectation of the audit: did it hold, and what was seen.",
    )


def _verdicts(checks: Checks, results: Sequence[CheckResult]) -> Iterator[dg.AssetCheckResult]:
    for suite, spec in checks.items():
        yield verdict(spec, [result for result in results if result.suite == suite])


def verdict(spec: dg.AssetCheckSpec, results: Sequence[CheckResult]) -> dg.AssetCheckResult:
    """Return one suite's results as one check: red when it blocks, yellow when it only warns."""
    failed = [result for result in results if not result.success]
    severity = dg.AssetCheckSeverity.ERROR if blocking(results) else dg.AssetCheckSeverity.WARN
    return dg.AssetCheckResult(
        asset_key=spec.asset_key,
        check_name=spec.name,
        passed=not failed,
        severity=severity,
        description="\n".join(_line(result) for result in failed) or None,
        metadata={"expectations": len(results), "failed": len(failed)},
    )


def _line(result: CheckResult) -> str:
    return f"{result.expectation}: {result.explanation_ja}（{result.error or result.observed}）"


def gate_closed(results: Sequence[CheckResult]) -> dg.Failure:
    """Return the failure that stops the run and names the checks that closed the gate."""
    names = [result.name for result in results]
    return dg.Failure(
        f"the audit stops publication: {', '.join(names)}",
        metadata={BLOCKING: dg.MetadataValue.json(names)},
        allow_retries=False,
    )


def _metadata(results: Sequence[CheckResult]) -> dict[str, int]:
    warnings = sum(not result.success for result in results)
    return {"expectations": len(results), "warnings": warnings}
