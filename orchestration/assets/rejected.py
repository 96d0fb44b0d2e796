"""The rejected workbooks as an asset: what data staff are to correct after this build.

Belongs here: which rows of the build wait, and how many workbooks hold them. Not here: writing them
(ingest.corrections). A build of a past day leaves them alone: they show what is to be done now.
"""

from collections.abc import Iterator, Mapping

import dagster as dg
import duckdb

from ingest.contracts import Contract
from ingest.corrections.folder import Waiting, write_rejected
from orchestration.dbt_manifest import build_file
from orchestration.resources import HomeResource

REJECTED_KEY = dg.AssetKey(["rejected", "workbook"])
WAITING = """
    select
        log, origin_sha256, origin_file, origin_row_number,
        _sha256 as sha256, _position as position, reasons
    from intermediate.int_rejected_row
"""


def rejected_asset(contracts: Mapping[str, Contract]) -> dg.AssetsDefinition:
    """Return the asset that brings the folder `rejected/` up to date."""

    @dg.asset(
        key=REJECTED_KEY,
        deps=[dg.AssetKey(["intermediate", "int_rejected_row"])],
        group_name="rejected",
        owners=["team:data-staff"],
        kinds={"excel"},
        description="rejected/<log>/<file>.xlsx: refused rows to correct and to deliver again.",
    )
    def rejected(home: HomeResource) -> Iterator[dg.MaterializeResult[None]]:
        if home.day is not None:
            yield dg.MaterializeResult()
            return
        with duckdb.connect(str(build_file(home.home)), read_only=True) as build:
            rows = waiting_rows(build)
        workbooks = write_rejected(home.home, contracts, rows)
        yield dg.MaterializeResult(metadata={"rows": len(rows), "workbooks": workbooks})

    return rejected


def waiting_rows(build: duckdb.DuckDBPyConnection) -> list[Waiting]:
    """Return the refused rows that a build says wait for correction."""
    found = build.execute(WAITING).pl()
    return [Waiting(**row) for row in found.iter_rows(named=True)]
