"""What spreadsheet programs make of files: the type of a workbook, and text that they compute."""

from __future__ import annotations

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
