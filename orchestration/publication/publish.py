"""Publishing: an audited build becomes a snapshot, whole or not at all.

Belongs here: the steps and their order. Nothing is visible before the folder gets its name, nothing
is current before the link is switched; whatever stops in between leaves the last publication.
Not here: what is copied (tables.yaml), what is asked of it (expectations), the run's lock.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from expectations import CheckResult, distinct, run_suites, without_examples, write_checks
from ingest.home import Home
from orchestration.errors import FlowError
from orchestration.failpoints import failpoint
from orchestration.history.hold import HeldError
from orchestration.lock import JST
from orchestration.publication import disk
from orchestration.publication.files import (
    MissingTableError,
    built_as_of,
    count_rows,
    write_tables,
)
from orchestration.publication.gate import stopping, used
from orchestration.publication.inputs import SnapshotInputs
from orchestration.publication.manifest import (
    MANAGER,
    MANIFEST_FILE,
    OFFICIAL,
    Manifest,
    Override,
)
from orchestration.publication.rollback import standing_hold
from orchestration.publication.snapshots import CURRENT, current_snapshot

PairAudit = Callable[[Path, Path], list[CheckResult]]
"""Judges the two files (manager, official) of a snapshot before anyone can read them."""


class PublicationError(FlowError):
    """Nothing was published: one line with what failed, where, and what to do."""


class PublicationBlockedError(FlowError):
    """The audit stops publication; `results` are the checks that do."""

    def __init__(self, results: Sequence[CheckResult]) -> None:
        self.results = tuple(results)
        names = ", ".join(result.name for result in results)
        super().__init__(f"the audit stops publication: {names}; the snapshot before stays")


@dataclass(frozen=True)
class Published:
    """A finished publication."""

    folder: Path
    manifest: Manifest
    is_current: bool
    """Whether readers see it now; a snapshot of a past day stays beside the current one."""
    checks: tuple[CheckResult, ...]
    """All results, those on the pair of files included."""


def audit_pair(manager: Path, official: Path) -> list[CheckResult]:
    """Judge the two files by the suite `official`."""
    return run_suites(manager, {}, "marts", official_path=official)


def publish(
    home: Home,
    build_path: Path,
    checks: Sequence[CheckResult],
    inputs: SnapshotInputs,
    *,
    requested: date | None = None,
    overrides: Sequence[Override] = (),
    audit: PairAudit = audit_pair,
    now: Callable[[], datetime] = lambda: datetime.now(JST),
) -> Published:
    """Publish a build with the results of its audit; call it under the run's lock.

    `requested` is the past day that was asked for: such a snapshot stays beside the current one,
    except in a home that has none, and history does not know it. Raises PublicationBlockedError
    when a check blocks that no override names, HeldError after a rollback, PublicationError when
    the build or the disk fails; all leave what is published as it was.
    """
    _stop_if_blocked(checks, overrides)
    if requested is None and (hold := standing_hold(home)):
        raise HeldError(str(hold))
    with _failures_as_one_line(home.published):
        disk.remove_leftovers(home.published)
        published_at, snapshot_id = _new_id(home, now(), inputs.fingerprint)
        with _partial(home, snapshot_id) as partial:
            results = _write_files(partial, build_path, checks, overrides, audit)
            manifest = Manifest(
                snapshot_id=snapshot_id,
                as_of=built_as_of(build_path),
                published_at=published_at,
                is_sample=inputs.is_sample,
                inputs=inputs.files,
                input_fingerprint=inputs.fingerprint,
                catalogue=inputs.catalogue,
                contracts=inputs.contracts,
                row_counts={name: count_rows(partial / name) for name in (MANAGER, OFFICIAL)},
                checks=_summary(results),
                versions=inputs.versions,
                files={name: disk.sha256_of(partial / name) for name in (MANAGER, OFFICIAL)},
                requested_as_of=requested,
                closed_years=inputs.closed_years,
                overrides=used(overrides, results),
            )
            (partial / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
            failpoint("manifest_written")
            disk.commit(partial, home.published / snapshot_id)
            failpoint("named")
        is_current = requested is None or current_snapshot(home) is None
        if is_current:
            disk.switch_link(home.published / CURRENT, snapshot_id)
    return Published(home.published / snapshot_id, manifest, is_current, tuple(results))


def _write_files(
    partial: Path,
    build_path: Path,
    checks: Sequence[CheckResult],
    overrides: Sequence[Override],
    audit: PairAudit,
) -> list[CheckResult]:
    """Write both files, judge the pair, and put all results into them."""
    manager, official = partial / MANAGER, partial / OFFICIAL
    write_tables(build_path, manager, "manager")
    failpoint("manager_written")
    write_tables(build_path, official, "official")
    failpoint("official_written")
    results = distinct([*checks, *audit(manager, official)])
    _stop_if_blocked(results, overrides)
    write_checks(manager, results)
    write_checks(official, without_examples(results))
    return results


def _stop_if_blocked(results: Sequence[CheckResult], overrides: Sequence[Override]) -> None:
    closed_by = stopping(results, overrides)
    if closed_by:
        raise PublicationBlockedError(closed_by)


def _new_id(home: Home, moment: datetime, fingerprint: str) -> tuple[datetime, str]:
    """Return the publication's second (JST) and its id; a taken second gives way to the next."""
    published_at = moment.astimezone(JST).replace(microsecond=0)
    while True:
        snapshot_id = f"{published_at:%Y%m%dT%H%M%S}-{fingerprint[:8]}"
        if not (home.published / snapshot_id).exists():
            return published_at, snapshot_id
        published_at += timedelta(seconds=1)


@contextmanager
def _partial(home: Home, snapshot_id: str) -> Iterator[Path]:
    partial = disk.make_partial(home.published, snapshot_id)
    try:
        yield partial
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


@contextmanager
def _failures_as_one_line(published: Path) -> Iterator[None]:
    try:
        yield
    except MissingTableError as error:
        raise PublicationError(
            f"nothing published: the build has no {error}; delete warehouse/ and run again"
        ) from None
    except (OSError, duckdb.Error) as error:
        reason = str(error).strip().partition("\n")[0]
        raise PublicationError(
            f"nothing published: writing to {published} failed ({reason}); "
            "check free space and rights, then run again"
        ) from error


def _summary(results: Sequence[CheckResult]) -> dict[str, int]:
    failed = [result for result in results if not result.success]
    critical = sum(result.severity == "critical" for result in failed)
    return {
        "total": len(results),
        "failed_warnings": len(failed) - critical,
        "failed_critical": critical,
    }
