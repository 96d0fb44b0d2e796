"""How a run's progress looks: bars on a terminal, one plain line per stage elsewhere.

Belongs here: drawing. Not here: what the stages are (reporting).
"""

import sys
from datetime import datetime
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from orchestration.lock import JST
from orchestration.reporting import STAGES, Reporter

NAMES = {
    "land": "取込み land",
    "build": "集計 build",
    "audit": "検査 audit",
    "publish": "公開 publish",
}


class LineReporter(Reporter):
    """One log line, with its time in JST, when a stage ends or something needs reading."""

    def __init__(self, output: TextIO) -> None:
        super().__init__()
        self._output = output

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""

    def ended(self, name: str, seconds: float, is_ok: bool) -> None:
        """Say that a stage ended."""
        self.noted(f"{name} {'done' if is_ok else 'stopped'} in {seconds:.1f} s")

    def noted(self, line: str) -> None:
        """Say one line."""
        moment = datetime.now(JST).strftime("%Y-%m-%d %H:%M:%S")
        self._output.write(f"{moment} {line}\n")
        self._output.flush()


class BarReporter(Reporter):
    """A bar per stage on a terminal."""

    def __init__(self, output: TextIO) -> None:
        super().__init__()
        self._bars = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%"),
            TimeElapsedColumn(),
            console=Console(file=output),
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        """Show the stages to come."""
        self._tasks = {
            stage: self._bars.add_task(NAMES[stage], start=False, total=None) for stage in STAGES
        }
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave what is drawn on the terminal."""
        self._bars.stop()

    def began(self, name: str) -> None:
        """Start the bar's clock."""
        self._bars.start_task(self._tasks[name])

    def advanced(self, name: str, done: int, total: int) -> None:
        """Move the bar."""
        self._bars.update(self._tasks[name], completed=done, total=max(done, total))

    def ended(self, name: str, seconds: float, is_ok: bool) -> None:
        """Fill the bar, or mark it."""
        del seconds
        task = self._tasks[name]
        if is_ok:
            self._bars.update(task, completed=1, total=1)
        else:
            self._bars.update(task, description=f"[red]{NAMES[name]} ×[/red]")
        self._bars.stop_task(task)

    def noted(self, line: str) -> None:
        """Print one line above the bars."""
        self._bars.console.print(line, markup=False, highlight=False, soft_wrap=True)


def reporter_for(output: TextIO | None = None) -> LineReporter | BarReporter:
    """Return bars for a terminal, lines for anything else."""
    output = output or sys.stderr
    return BarReporter(output) if output.isatty() else LineReporter(output)
