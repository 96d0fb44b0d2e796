"""Made-up files and one made-up log to read them by.

The log has a column of every kind; no test of reading depends on a log of the foundation.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl
import xlsxwriter

from ingest.contracts import Column, Contract
from ingest.reading import read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.file_rows import FileRows
    from ingest.readers import Sheet

STATUS = {"done": ("完了", "済"), "open": ("受付中",)}
COLUMNS = (
    Column("visit_id", "来訪番号", "string", required=True, is_key=True, aliases=("受付番号",)),
    Column("desk", "窓口", "string", required=True, is_key=True),
    Column("visited_on", "来訪日", "date", required=True, aliases=("日付",)),
    Column("status", "状態", "string", required=True, labels=STATUS),
    Column("times", "回数", "integer", required=True, default=1, minimum=1),
    Column("fee_yen", "手数料", "integer", parse_as="money_yen", minimum=0),
    Column("minutes", "対応時間", "integer", parse_as="duration_minutes", default=30),
    Column("people", "人数", "integer", minimum=0, maximum=500),
    Column("closed_on", "完了日", "date"),
    Column("is_first", "初回", "boolean"),
    Column("visitor", "来訪者", "string", classification="personal"),
    Column("born_on", "生年月日", "date", classification="personal"),
    Column("note", "備考", "string"),
)
CONTRACT = Contract(
    log="visit",
    title="来訪記録",
    description="One row per visit.",
    columns=COLUMNS,
    key=("visit_id", "desk"),
    event_date="visited_on",
    delivery="upsert",
    fingerprint="f" * 64,
)
_MADE_AT = datetime(2025, 5, 7)
"""The same cells make the same bytes."""
HEADER = "来訪番号,窓口,来訪日,状態"
ROW = "V-1,総合,2025/5/7,完了"


def csv_bytes(*lines: str, encoding: str = "utf-8") -> bytes:
    """Return lines of text as a file."""
    return "".join(f"{line}\n" for line in lines).encode(encoding)


def workbook_bytes(
    sheets: Mapping[str, Sequence[Sequence[Any]]], first_row: int = 0, date_format: str = "yyyy/m/d"
) -> bytes:
    """Return a workbook with these cells, from the given row on (0 is the first)."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": date_format}) as workbook:
        workbook.set_properties({"created": _MADE_AT})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, cells in enumerate(rows, first_row):
                sheet.write_row(number, 0, cells)
    return file.getvalue()


def joined(sheet: Sheet) -> pl.DataFrame:
    """Return all raw records of a sheet, as wide as its widest part."""
    return pl.concat(sheet.parts(), how="diagonal")


@dataclass(frozen=True)
class Told:
    """What reading a file came to, in words that tests can compare."""

    rows: FileRows

    @property
    def counts(self) -> tuple[int, int, int]:
        """Rows accepted, rejected, skipped."""
        return len(self.rows.accepted), self.rows.rejected, self.rows.skipped

    @property
    def findings(self) -> list[tuple[int, str | None, str, str]]:
        """Record, column, severity, rule of every finding."""
        return self.rows.findings.select("_record", "column_name", "severity", "rule").rows()

    def values(self, name: str) -> list[Any]:
        """Values of one column of the accepted rows."""
        return self.rows.accepted.get_column(name).to_list()

    def messages(self) -> list[str]:
        """Japanese messages of all findings."""
        return self.rows.findings.get_column("message_ja").to_list()


def read(content: bytes, contract: Contract = CONTRACT, file: str = "来訪.csv") -> Told:
    """Read a file by a contract."""
    return Told(read_rows(content, file, contract))


def read_csv(*lines: str, contract: Contract = CONTRACT) -> Told:
    """Read lines of CSV."""
    return read(csv_bytes(*lines), contract)


def all_rows(rows: FileRows) -> pl.DataFrame:
    """Return accepted rows and findings by record, for comparing whole readings."""
    return pl.concat(
        [
            rows.accepted.select("_record", what=pl.lit("accepted")),
            rows.findings.select("_record", what=pl.col("rule")),
        ]
    ).sort("_record", "what")
