"""Progress bar of a long run, redrawn in one place of a terminal."""

from collections.abc import Callable
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_EVERY = 0.1
"""Seconds from one drawing to the next."""


class ProgressBar:
    """Number of files done out of all, on `stream`; `clock` returns seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        columns = (TextColumn("点検中"), BarColumn(), MofNCompleteColumn(), TextColumn("ファイル"))
        self._drawn = Progress(*columns, console=Console(file=stream), transient=True, auto_refresh=False)
        self._task = self._drawn.add_task("")
        self._clock = clock
        self._due = clock()

    def show(self, done: int, total: int) -> None:
        """Draw the progress, unless it was drawn within the last tenth of a second."""
        if self._clock() >= self._due:
            self._due = self._clock() + _EVERY
            self._drawn.update(self._task, completed=done, total=total)
            self._drawn.start()  # does nothing from the second time on
            self._drawn.refresh()

    def clear(self) -> None:
        """Remove the bar."""
        self._drawn.stop()
