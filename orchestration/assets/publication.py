"""The publication as an asset: the audited build becomes a snapshot.

Belongs here: how a publication shows in Dagster. Not here: its steps (orchestration.publication).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import dagster as dg

from expectations import CheckResult
from orchestration.assets.audit import AUDIT_KEY, gate_closed, verdict
from orchestration.build_note import read_note, read_verdicts
from orchestration.company_keys import register_keys
from orchestration.dbt_manifest import build_file
from orchestration.errors import FlowError, UnfinishedError
from orchestration.failpoints import failpoint
from orchestration.figures import headline_figures
from orchestration.lock import JST
from orchestration.publication import (
    PublicationBlockedError,
    Published,
    publish,
    record_current,
    remove_expired,
)
from orchestration.reporting import Reporter
from orchestration.resources import HomeResource

PUBLICATION_KEY = dg.AssetKey(["publication", "snapshot"])
OFFICIAL = "official"
"""The suite that compares the two files of a snapshot before anyone reads them."""


@dg.asset(
    key=PUBLICATION_KEY,
    deps=[AUDIT_KEY],
    group_name="publication",
    owners=["team:data-staff"],
    kinds={"duckdb"},
    description="published/<snapshot>: what the pages read, switched to in one step.",
    check_specs=[dg.AssetCheckSpec(OFFICIAL, asset=PUBLICATION_KEY)],
)
def publication(
    home: HomeResource, reporter: dg.ResourceParam[Reporter]
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    """Publish the build with its verdicts; blocked, it leaves what is published as it was."""
    with reporter.stage("publish"):
        inputs, requested = read_note(home.home)
        verdicts = read_verdicts(home.home)
        if requested is None:
            # Before readers see a key it is on record: a run that is killed here forgets none.
            register_keys(home.home, build_file(home.home))
        try:
            published = publish(
                home.home,
                build_file(home.home),
                verdicts,
                inputs,
                requested=requested,
                overrides=home.overrides,
            )
        except PublicationBlockedError as error:
            yield _official_verdict(error.results)
            raise gate_closed(error.results) from None
        with _said_as_published(published):
            failpoint("switched")
            record_current(home.home)
            failpoint("recorded")
            remove_expired(home.home, datetime.now(JST))
            failpoint("retained")
        yield _official_verdict(published.checks)
        yield dg.MaterializeResult(PUBLICATION_KEY, metadata=_metadata(published))


@contextmanager
def _said_as_published(published: Published) -> Iterator[None]:
    """Whatever goes wrong now, nobody is told that nothing was published."""
    try:
        yield
    except (OSError, FlowError) as error:
        raise UnfinishedError(
            f"{published.manifest.snapshot_id} is published, but what follows could not be done "
            f"({error}): put that right, then run again, and it is done"
        ) from error


def _official_verdict(results: Sequence[CheckResult]) -> dg.AssetCheckResult:
    own = [result for result in results if result.suite == OFFICIAL]
    return verdict(dg.AssetCheckSpec(OFFICIAL, asset=PUBLICATION_KEY), own)


def _metadata(published: Published) -> dict[str, str | int | float | bool]:
    manifest = published.manifest
    rows = {
        f"rows/{file}/{table}": count
        for file, tables in manifest.row_counts.items()
        for table, count in tables.items()
    }
    figures = headline_figures(published.folder / "manager.duckdb")
    return {
        "snapshot_id": manifest.snapshot_id,
        "as_of": manifest.as_of.isoformat(),
        "is_current": published.is_current,
        **{f"value/{indicator}": value for indicator, value in figures.items()},
        **rows,
    }
