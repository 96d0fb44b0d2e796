"""The parts of an xlsx workbook: which member of the zip is which worksheet, and its layout.

Here belongs: the workbook's own lists (sheets, relations, styles). Not here: cells.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ingest.readers.limits import MAX_SMALL_PART
from ingest.readers.package import DAMAGED_ZIP, Package, check_is_plain_xml
from ingest.readers.shared_strings import check_texts
from ingest.readers.sheet import UnreadableFileError
from ingest.readers.styles import kinds_of_styles, parse_xml
from ingest.readers.worksheet_scan import WorksheetScan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from ingest.readers.layout import SheetLayout

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def layouts(package: Package) -> dict[str, SheetLayout]:
    """Return the layout of every worksheet by its name.

    Every byte of the zip is read and its checksum compared on the way: what is left of a workbook
    that was cut short would read as a shorter one. Raises UnreadableFileError.
    """
    try:
        scans = _scans(package)
        found = {}
        for member in package.members:
            chunks = package.chunks(member)
            if scan := scans.get(member.filename):
                found[member.filename] = scan.look(chunks)
            else:
                _check(member.filename, chunks)
        check_texts(package, {name: layout.text_count for name, layout in found.items()})
    except DAMAGED_ZIP:
        raise UnreadableFileError("broken_workbook") from None
    return {layout.name: layout for layout in found.values()}


def _check(name: str, chunks: Iterable[bytes]) -> None:
    """Read a member to its end, so that its checksum is compared."""
    for number, chunk in enumerate(chunks):
        if number == 0 and name.endswith((".xml", ".rels")):
            check_is_plain_xml(chunk)


def _scans(package: Package) -> dict[str, WorksheetScan]:
    """Return a scan for each member that is a worksheet."""
    book = _part(package, WORKBOOK)
    if book is None:
        return {}
    targets = _targets(package)
    kinds = kinds_of_styles(_plain(package, _STYLES))
    properties = book.find("{*}workbookPr")
    is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    return {
        targets[relation]: WorksheetScan(
            sheet.get("name", ""),
            kinds,
            is_hidden=sheet.get("state", "visible") != "visible",
            is_1904=is_1904,
        )
        for sheet in book.iterfind("{*}sheets/{*}sheet")
        if (relation := sheet.get(_ID, sheet.get(_STRICT_ID, ""))) in targets
    }


def _targets(package: Package) -> dict[str, str]:
    relations = _part(package, _RELATIONS)
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip(
            "/"
        )
        for one in (() if relations is None else relations)
    }


def _part(package: Package, name: str) -> ET.Element | None:
    content = _plain(package, name)
    return parse_xml(content) if content else None


def _plain(package: Package, name: str) -> bytes:
    content = package.small(name, MAX_SMALL_PART)
    check_is_plain_xml(content)
    return content
