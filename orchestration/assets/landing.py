"""Landing as assets: one per log, each free to fail for itself.

Belongs here: how a landing shows in Dagster. Not here: reading files (ingest).
A log that cannot be landed shows a failed check; the others, and the build, go on without its news.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

import dagster as dg

from ingest.contracts import Contract
from orchestration.landings import Landed
from orchestration.resources import HomeResource, Lander

GROUP = "landing"
CHECK = "landed"


def landing_key(log: str) -> dg.AssetKey:
    """Return the asset key of one log's landing."""
    return dg.AssetKey(["landing", log])


def landing_assets(contracts: Mapping[str, Contract]) -> list[dg.AssetsDefinition]:
    """Return one asset per log that has a contract."""
    return [_landing_asset(contract) for _, contract in sorted(contracts.items())]


def _landing_asset(contract: Contract) -> dg.AssetsDefinition:
    key = landing_key(contract.log)

    @dg.asset(
        key=key,
        group_name=GROUP,
        description=f"{contract.title}: {contract.description}",
        owners=["team:data-staff"],
        kinds={"polars", "parquet"},
        check_specs=[dg.AssetCheckSpec(CHECK, asset=key, description="The folder could be read.")],
        code_version=contract.fingerprint,
    )
    def land(
        home: HomeResource, lander: dg.ResourceParam[Lander]
    ) -> Iterator[dg.MaterializeResult[None]]:
        landed = lander.land(home.home, contract)
        yield dg.MaterializeResult(metadata=_metadata(landed), check_results=[_check(landed)])

    return land


def _check(landed: Landed) -> dg.AssetCheckResult:
    """Passed when the folder was read and no new file refused; a refusal is a warning."""
    problems = [landed.error] if landed.error else [r.message for r in landed.refusals]
    return dg.AssetCheckResult(
        check_name=CHECK,
        passed=not problems,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(problem for problem in problems if problem) or None,
    )


def _metadata(landed: Landed) -> dict[str, int]:
    """Return what this look brought: files by status, rows by verdict."""
    deliveries = landed.report.deliveries if landed.report else []
    status = Counter(delivery.status for delivery in deliveries)
    return {
        "files_landed": status["landed"],
        "files_refused": status["refused"],
        "files_duplicate": status["duplicate"],
        "rows_read": sum(delivery.rows_read or 0 for delivery in deliveries),
        "rows_accepted": sum(delivery.accepted or 0 for delivery in deliveries),
        "rows_rejected": sum(delivery.rejected or 0 for delivery in deliveries),
        "rows_skipped": sum(delivery.skipped or 0 for delivery in deliveries),
    }
