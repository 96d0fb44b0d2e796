"""Tables written as files of every format that is read.

Here belongs: writing cells as an office program would. Not here: what stands in the cells.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import odf.opendocument
import odf.table
import odf.text
import polars as pl
import xlwt

from tests.ingest.papers import workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def delimited(
    rows: Sequence[Sequence[Any]], separator: str = ",", encoding: str = "utf-8"
) -> bytes:
    """Return CSV, or TSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode(encoding)


def xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a workbook of one sheet."""
    return workbook_bytes({"表": rows})


def xls(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return an old workbook (BIFF 8) of one sheet."""
    book = xlwt.Workbook(encoding="cp932")
    sheet = book.add_sheet("表")
    for number, cells in enumerate(rows):
        for position, cell in enumerate(cells):
            if cell not in (None, ""):
                sheet.write(number, position, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return an OpenDocument spreadsheet of one sheet, its text cells as LibreOffice has them."""
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="表")
    for cells in rows:
        row = odf.table.TableRow()
        for cell in cells:
            row.addElement(_ods_cell(cell))
        table.addElement(row)
    end = odf.table.TableRow(numberrowsrepeated=1_048_576 - len(rows))
    end.addElement(odf.table.TableCell(numbercolumnsrepeated=16_384))
    table.addElement(end)
    document.spreadsheet.addElement(table)
    file = io.BytesIO()
    document.save(file)
    return zipped(members_of(file.getvalue()))


def _ods_cell(text: Any) -> odf.table.TableCell:
    if text in (None, ""):
        return odf.table.TableCell()
    cell = odf.table.TableCell(valuetype="string")
    for line in str(text).split("\n"):
        cell.addElement(odf.text.P(text=line))
    return cell


def json_lines(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return an object for every row below the first, which holds the names."""
    names, *data = rows
    objects = ({n: c for n, c in zip(names, cells, strict=False) if c != ""} for cells in data)
    return "".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in objects).encode()


def parquet(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return a table of text columns; the first row holds the names."""
    names, *data = rows
    file = io.BytesIO()
    pl.DataFrame(data, schema=dict.fromkeys(names, pl.String), orient="row").write_parquet(file)
    return file.getvalue()


def members_of(content: bytes) -> dict[str, bytes]:
    """Return the files in a zip by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Mapping[str, bytes], name_encoding: str = "utf-8") -> bytes:
    """Return a zip; names in CP932 are written as old Windows programs do, without any mark.

    The same members make the same bytes: no clock goes into them.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            is_plain = name_encoding == "utf-8"
            info = zipfile.ZipInfo(name) if is_plain else _AnyName(name.encode(name_encoding))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


class _AnyName(zipfile.ZipInfo):
    """A member whose name stands in the zip byte for byte."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw.decode("cp437"))
        self._raw = raw

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802
        return self._raw, self.flag_bits


TABLES: dict[str, Callable[[Sequence[Sequence[Any]]], bytes]] = {
    "csv": delimited,
    "tsv": lambda rows: delimited(rows, "\t"),
    "utf-8 with mark": lambda rows: delimited(rows, encoding="utf-8-sig"),
    "cp932": lambda rows: delimited(rows, encoding="cp932"),
    "utf-16": lambda rows: delimited(rows, "\t", "utf-16"),
    "utf-16 without mark": lambda rows: delimited(rows, encoding="utf-16-le"),
    "utf-16 big end first": lambda rows: delimited(rows, encoding="utf-16-be"),
    "xlsx": xlsx,
    "xls": xls,
    "ods": ods,
    "zip": lambda rows: zipped({"4月/表.csv": delimited(rows, encoding="cp932")}, "cp932"),
    "zipped workbook": lambda rows: zipped({"表.xlsx": xlsx(rows)}),
}
"""Every format that holds cells as they are written, with titles, notes and totals."""

RECORDS: dict[str, Callable[[Sequence[Sequence[Any]]], bytes]] = {
    "json lines": json_lines,
    "parquet": parquet,
}
"""Formats of names and records: nothing stands above or below."""
