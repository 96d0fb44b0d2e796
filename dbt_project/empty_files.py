"""Typed Parquet files without rows, one for each kind of file that raw views read.

Belongs here: the columns of those files as dbt sees them. Not here: who writes the real ones
(ingest for landing, orchestration for history).
"""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from ingest.contracts import Contract

ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}
FINDINGS = {
    "_sha256": pa.string(),
    "file": pa.string(),
    "row_number": pa.int64(),
    "position": pa.int64(),
    "column_name": pa.string(),
    "severity": pa.string(),
    "rule": pa.string(),
    "value": pa.string(),
    "message_en": pa.string(),
    "message_ja": pa.string(),
    "record_id": pa.string(),
}
ORIGINS = {
    "log": pa.string(),
    "_sha256": pa.string(),
    "_position": pa.int64(),
    "origin_file": pa.string(),
    "origin_row_number": pa.int64(),
    "origin_sha256": pa.string(),
}
DELIVERIES = {
    "log": pa.string(),
    "file": pa.string(),
    "sha256": pa.string(),
    "size": pa.int64(),
    "mtime_ns": pa.int64(),
    "delivered_at": pa.timestamp("us"),
    "landed_at": pa.timestamp("us"),
    "status": pa.string(),
    "rows_read": pa.int64(),
    "accepted": pa.int64(),
    "rejected": pa.int64(),
    "skipped": pa.int64(),
    "score": pa.float64(),
    "encoding": pa.string(),
    "message_en": pa.string(),
    "message_ja": pa.string(),
    "contract_fingerprint": pa.string(),
    "is_future_mtime": pa.bool_(),
    "advice": pa.string(),
}
CLOSED_YEAR = {
    "fiscal_year": pa.int32(),
    "kind": pa.string(),
    "indicator_id": pa.string(),
    "grain": pa.string(),
    "day": pa.date32(),
    "value": pa.float64(),
    "coverage": pa.string(),
    "dimension": pa.string(),
    "member": pa.string(),
    "is_additive": pa.bool_(),
    "log": pa.string(),
    "record_id": pa.string(),
    "company_key": pa.string(),
    "file": pa.string(),
    "row_number": pa.int64(),
    "closed_at": pa.timestamp("us"),
    "closed_by": pa.string(),
    "close_reason": pa.string(),
    "snapshot_id": pa.string(),
    "reopened_at": pa.timestamp("us"),
    "reopened_by": pa.string(),
    "reopen_reason": pa.string(),
}
COMPANY_KEYS = {"handle": pa.string(), "company_key": pa.string(), "since": pa.timestamp("us")}
ORIGIN = {
    "_sha256": pa.string(),
    "_file": pa.string(),
    "_row_number": pa.int64(),
    "_position": pa.int64(),
}


def write_empty_files(folder: Path, contracts: Mapping[str, Contract]) -> None:
    """Write typed Parquet files without rows: what never came has columns all the same."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_empty(folder / "deliveries.parquet", DELIVERIES)
    _write_empty(folder / "issues.parquet", FINDINGS)
    _write_empty(folder / "origins.parquet", ORIGINS)
    _write_empty(folder / "company_keys.parquet", COMPANY_KEYS)
    _write_empty(folder / "closed_year.parquet", CLOSED_YEAR)
    for log, contract in contracts.items():
        types = {column.name: ARROW_TYPES[column.type] for column in contract.columns}
        personal = {c.name for c in contract.columns if c.classification == "personal"}
        public = {name: kind for name, kind in types.items() if name not in personal}
        private = {name: types[name] for name in sorted(personal)}
        _write_empty(folder / f"{log}.parquet", public | ORIGIN)
        _write_empty(
            folder / f"{log}.personal.parquet",
            {"_sha256": pa.string(), "_position": pa.int64(), **private},
        )


def _write_empty(path: Path, types: Mapping[str, pa.DataType]) -> None:
    pq.write_table(pa.schema(list(types.items())).empty_table(), path)
