"""Bytes of an office file → sheets of raw text cells, one record per row."""

from ingest.readers.registry import read_file
from ingest.readers.sheet import (
    CELL_PREFIX,
    DAMAGE,
    FAILED_FORMULAS,
    RECORD,
    Reading,
    Sheet,
    UnreadableFileError,
    cells_of,
)

__all__ = [
    "CELL_PREFIX",
    "DAMAGE",
    "FAILED_FORMULAS",
    "RECORD",
    "Reading",
    "Sheet",
    "UnreadableFileError",
    "cells_of",
    "read_file",
]
