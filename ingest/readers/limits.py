"""How much of a file is read before it is refused: each limit with its reason.

Here belongs: limits that keep memory and time bounded whatever is delivered. Not here: where they
are applied.
"""

from __future__ import annotations

MAX_FILE_BYTES = 1 << 31
"""Two gibibytes: some ten million rows of a log, a thousand years of the foundation."""

MAX_RECORD_BYTES = 1 << 24
"""One record of text: Excel's longest cell (32,767 characters) in each of 170 columns."""

MAX_COLUMNS = 2_048
"""Columns of one table: fifty times the widest log. Each one costs an expression for every rule."""

MAX_WIDTH = 1 << 15
"""Separators in a line: twice the width of an Excel sheet, which some programs export whole."""

MAX_CELLS = 1 << 25
"""Cells of one sheet from its first to its last filled one: a whole sheet of a million rows with
32 columns. A workbook keeps the empty ones between them in memory as well (24 bytes each)."""

MAX_TEXT_BYTES = 1 << 29
"""Text in the cells of one sheet, a text as often as it stands there: 500 characters in each of a
million cells. A workbook may state a long text once, and point at it from every cell."""

MAX_INFLATED_BYTES = 1 << 31
"""All that comes out of one zip. A worksheet of the most cells that are read takes less."""

MAX_MEMBER_BYTES = 1 << 29
"""One file inside a delivered zip: it lies in memory while it is read."""

SMALL_BYTES = 1 << 26
"""What comes out of a zip up to here is harmless, however well it was packed."""

MAX_RATIO = 250
"""Beyond SMALL_BYTES: sheets of an office shrink to a tenth, the emptiest to a hundredth; a bomb
to a thousandth."""

MAX_MEMBERS = 1_000
"""Files in one delivered zip: a year of daily files of three desks."""

MAX_SMALL_PART = 1 << 24
"""Parts of a workbook that are read whole: its list of sheets, its styles."""
