"""The audit as others call it: run the suites of one boundary and hand back every result.

Belongs here: which suites a scope has. Not here: what they ask, how it is evaluated, who reacts.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from expectations.check import Probe
from expectations.results import AuditError, CheckResult
from expectations.surroundings import ALONE, Surroundings
from ingest.contracts import Contract

Scope = Literal["landed", "marts"]
JST = ZoneInfo("Asia/Tokyo")


def run_suites(
    build_path: Path,
    contracts: Mapping[str, Contract],
    scope: Scope,
    official_path: Path | None = None,
    run_at: datetime | None = None,
    around: Surroundings = ALONE,
) -> list[CheckResult]:
    """Evaluate the suites of one boundary on a DuckDB file; the file is only read.

    landed: every log against its contract. marts: the audit suites. With `official_path` the file
    is a snapshot's manager file and only the pair of them is compared. The canaries come first.
    `around` is what else the marts are held against, `run_at` naive Japan time, now by default.
    Raises AuditError when a file cannot be opened.
    """
    from expectations.canaries import self_check
    from expectations.session import open_session

    attached = around.attached if official_path is None else {"official": official_path}
    for path in (build_path, *attached.values()):
        if not path.is_file():
            raise AuditError(f"{path}: there is nothing to audit; run `fais run` to build it")
    moment = run_at or datetime.now(JST).replace(tzinfo=None)
    probes = list(_probes(build_path, contracts, scope, official_path, around))
    with open_session(build_path, moment, attached) as session:
        return self_check(session) + session.ask_all(probes)


def _probes(
    build_path: Path,
    contracts: Mapping[str, Contract],
    scope: Scope,
    official_path: Path | None,
    around: Surroundings,
) -> Iterable[Probe]:
    from expectations.landed import landed_probes
    from expectations.limits import read_limits
    from expectations.marts import mart_probes, official_probes

    if official_path is not None:
        return official_probes(build_path, official_path)
    if scope == "landed":
        return landed_probes(contracts, read_limits(build_path))
    return mart_probes(build_path, contracts, around)
