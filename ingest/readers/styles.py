"""Which cell styles of a workbook show something else than the cell holds.

Here belongs: number formats. Not here: the cells.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from ingest.readers.layout import DAY, PERCENT, with_text
from ingest.readers.sheet import UnreadableFileError

_PERCENTS = frozenset({9, 10})
_JAPANESE_DAYS = frozenset((*range(27, 32), 36, *range(50, 55), 57, 58, 55, 56))
"""Built-in formats of Japanese Excel that show a day (ECMA-376, 18.8.30): 56 is m月d日. The reader
of cells does not know them as dates."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LITERAL = r'(?:"[^"]*"|\\.)*'
_TEXT_AROUND = re.compile(
    rf"(?P<before>{_LITERAL})(?P<digits>0+|(?:0|#,##0)(?:\.0+)?)(?P<after>{_LITERAL})"
)
_NOT_SHOWN = re.compile(r"\[[^\]]*\]|[_*].")
_WEEKDAY_OR_YEAR_ONLY = re.compile(r"^(?:a{3,4}|g{1,3}e{1,2}|e{1,4})$", re.IGNORECASE)


def parse_xml(content: bytes) -> ET.Element:
    """Return the root of a small part of a workbook. Raises UnreadableFileError when it is none.

    The part must be free of definitions of its own (package.check_is_plain_xml).
    """
    try:
        return ET.fromstring(content)  # noqa: S314
    except ET.ParseError:
        raise UnreadableFileError("broken_workbook") from None


def kinds_of_styles(styles: bytes) -> dict[int, str]:
    """Return what cells of a style show: style number → kind (layout); plain styles are absent."""
    if not styles:
        return {}
    root = parse_xml(styles)
    codes = {_number(f, "numFmtId"): f.get("formatCode", "") for f in root.iterfind(".//{*}numFmt")}
    formats = enumerate(root.iterfind("./{*}cellXfs/{*}xf"))
    found = ((style, _kind(_number(xf, "numFmtId"), codes)) for style, xf in formats)
    return {style: kind for style, kind in found if kind}


def _number(element: ET.Element, name: str) -> int:
    text = element.get(name, "0")
    return int(text) if text.isdecimal() else 0


def _kind(number_format: int, codes: dict[int, str]) -> str | None:
    if number_format not in codes:
        is_day = number_format in _JAPANESE_DAYS
        return PERCENT if number_format in _PERCENTS else DAY if is_day else None
    code = codes[number_format].split(";")[0]
    shown = _QUOTED.sub("", code)
    if "%" in shown:
        return PERCENT
    return DAY if _WEEKDAY_OR_YEAR_ONLY.match(shown) else _text_around(code)


def _text_around(code: str) -> str | None:
    """Return the kind of a format such as #,##0"千円" or "K-"0000; of a plain number none."""
    found = _TEXT_AROUND.fullmatch(_NOT_SHOWN.sub("", code))
    if found is None:
        return None
    before, after = (re.sub(r'"|\\(.)', r"\1", found[name]) for name in ("before", "after"))
    digits = len(found["digits"]) if found["digits"].strip("0") == "" else 1
    return with_text(before, digits, after) if before or after.strip() or digits > 1 else None
