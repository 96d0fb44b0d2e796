"""Numbers for rows that are entered on a page, where a log tells its rows apart by one."""

from __future__ import annotations

import time
from threading import Lock


class RowNumbers:
    """Numbers that rise with time; none is given twice, whoever asks in the same moment.

    Microseconds since 1970, or one more than the last: whole numbers of 16 digits, which a
    spreadsheet's and a browser's numbers (53 bits) hold exactly.
    """

    def __init__(self) -> None:
        """Begin with the present moment."""
        self._last = 0
        self._turn = Lock()

    def take(self) -> int:
        """The next number."""
        with self._turn:
            self._last = max(self._last + 1, time.time_ns() // 1000)
            return self._last


row_numbers = RowNumbers()
