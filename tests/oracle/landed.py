"""What is known of a log at the end of a day: the landed rows, in the order they became known.

Here belongs reading landing. Judging rows against other logs does not (references, versions).
"""

from datetime import date, datetime, time
from pathlib import Path

import polars as pl

from ingest.contracts import Contract

TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "integer": pl.Int64(),
    "number": pl.Float64(),
    "boolean": pl.Boolean(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
}
ORIGIN = ["_sha256", "_position"]
DELIVERY = {"delivered_at": pl.Datetime("us"), "file": pl.String(), "_sha256": pl.String()}


def known_deliveries(home: Path, log: str, as_of: date) -> pl.DataFrame:
    """Landed deliveries up to the end of the day: delivered_at, file, _sha256, oldest first.

    The same bytes again, refused files and withdrawn ones are no deliveries.
    """
    ledger = home / "landing" / log / "ledger" / "deliveries.parquet"
    if not ledger.is_file():
        return pl.DataFrame(schema=DELIVERY)
    end_of_day = datetime.combine(as_of, time.max)
    return (
        pl.read_parquet(ledger)
        .filter((pl.col("status") == "landed") & (pl.col("delivered_at") <= end_of_day))
        .select(pl.col("delivered_at").cast(pl.Datetime("us")), "file", _sha256="sha256")
        .sort("delivered_at", "file")
    )


def known_rows(home: Path, contract: Contract, as_of: date) -> pl.DataFrame:
    """Every row of the log accepted by ingest, all versions, personal columns included.

    `version` orders them: by delivery, then file name, then position in the file.
    """
    deliveries = known_deliveries(home, contract.log, as_of)
    folder = home / "landing" / contract.log
    rows = _read(folder, deliveries, contract, personal=False)
    private = _read(folder / "personal", deliveries, contract, personal=True)
    return (
        rows.join(private, on=ORIGIN, how="left")
        .join(deliveries, on="_sha256")
        .sort("delivered_at", "file", "_position")
        .with_row_index("version")
    )


def _read(
    folder: Path, deliveries: pl.DataFrame, contract: Contract, *, personal: bool
) -> pl.DataFrame:
    schema = {
        "_sha256": pl.String(),
        "_position": pl.Int64(),
        **{c.name: TYPES[c.type] for c in contract.columns if c.is_personal == personal},
    }
    files = [folder / f"{sha}.parquet" for sha in deliveries["_sha256"]]
    found = [pl.read_parquet(file) for file in files if file.is_file()]
    everything = pl.concat([pl.DataFrame(schema=schema), *found], how="diagonal_relaxed")
    return everything.select(pl.col(name).cast(kind) for name, kind in schema.items())
