"""From the text of cells to typed values.

Here belongs: what every kind of column accepts and what it makes of it, as Polars expressions over
whole columns. Not here: finding the columns in a file (readers), and what becomes of a row with a
bad cell (landing).
"""

from ingest.values.headers import unit_in_title, unit_of_header
from ingest.values.numbers import is_about
from ingest.values.parsed import (
    ERA_OVERRUN,
    OUT_OF_RANGE,
    UNKNOWN_VALUE,
    UNPARSABLE,
    Parsed,
    not_before,
)
from ingest.values.parsing import TYPES, parse
from ingest.values.text import header_key, is_blank_mark, label_key, normalise_text

__all__ = [
    "ERA_OVERRUN",
    "OUT_OF_RANGE",
    "TYPES",
    "UNKNOWN_VALUE",
    "UNPARSABLE",
    "Parsed",
    "header_key",
    "is_about",
    "is_blank_mark",
    "label_key",
    "normalise_text",
    "not_before",
    "parse",
    "unit_in_title",
    "unit_of_header",
]
