"""The columns that a rejected workbook adds to the desk's own.

Here belongs: their names, known to who writes the workbook and to who reads it back. They begin
with "_", which no header of an office does. Not here: what the desk's own columns mean (contracts).
"""

from __future__ import annotations

REASON_JA = "_理由"
REASON_EN = "_Reason"
ORIGIN_FILE = "_元ファイル"
ORIGIN_ROW = "_元の行"
ORIGIN_SHA256 = "_元の照合"

REASONS = (REASON_JA, REASON_EN)
ORIGIN = (ORIGIN_FILE, ORIGIN_ROW, ORIGIN_SHA256)
OWN = frozenset((*REASONS, *ORIGIN))

EXPLANATION = "説明"
"""The sheet of workbooks and forms that is for people only."""
