"""A bar that shows how far a long run is, drawn again and again in one place of a terminal."""

from collections.abc import Callable
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

_EVERY = 0.1
"""Seconds from one drawing to the next."""


class Bar:
    """How many files of how many are done, on `stream`; `clock` counts seconds."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        columns = (TextColumn("点検中"), BarColumn(), MofNCompleteColumn(), TextColumn("ファイル"))
        self._drawn = Progress(*columns, console=Console(file=stream), transient=True, auto_refresh=False)
        self._task = self._drawn.add_task("")
        self._clock = clock
        self._due = clock()

    def show(self, done: int, total: int) -> None:
        """Draws how far it is, unless that was done just now."""
        if self._clock() >= self._due:
            self._due = self._clock() + _EVERY
            self._drawn.update(self._task, completed=done, total=total)
            self._drawn.start()  # does nothing from the second time on
            self._drawn.refresh()

    def clear(self) -> None:
        """Leaves the place as it was."""
        self._drawn.stop()
