"""Units that stand in headers and titles: 交付決定額（千円）, （単位：千円）.

Here belongs: finding such a unit in one text. Not here: what it is worth (units), which row is the
header (the reader).
"""

from __future__ import annotations

import re
import unicodedata

from ingest.values.units import COUNT_UNITS, MONEY_UNITS, any_of

_UNITS = any_of((*MONEY_UNITS, *COUNT_UNITS))
_HEADER = re.compile(
    rf"^(?P<name>.+?)\s*[(\[〔]\s*(?:単位\s*:?\s*)?(?P<unit>{_UNITS})\s*[)\]〕]$", re.DOTALL
)
_TITLE = re.compile(
    rf"^\s*[(\[〔]\s*(?P<alone>{any_of(MONEY_UNITS)})\s*[)\]〕]\s*$"
    rf"|単位\s*[:=は]?\s*(?:[^\s:()、,・/]{{1,6}}[、,・/]\s*)*(?P<unit>{any_of(MONEY_UNITS)})(?![^\s)\]〕、,・/])"
)


def unit_of_header(header: str) -> tuple[str, str | None]:
    """Return the header's name and the unit behind it; a word in parentheses that is none stays."""
    text = unicodedata.normalize("NFKC", header).strip()
    found = _HEADER.match(text)
    return (found["name"], found["unit"]) if found else (text, None)


def unit_in_title(text: str) -> str | None:
    """Return the unit of money that a title row states (単位：千円), if any."""
    found = _TITLE.search(unicodedata.normalize("NFKC", text))
    return found["unit"] or found["alone"] if found else None
