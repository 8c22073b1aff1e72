"""Progress of a long run, on stderr: only on a terminal, and only after two seconds."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from dxkpi.render.bar import ProgressBar
    from dxkpi.source.loader import Watch

_PATIENCE = 2
"""Seconds before the bar appears."""


@contextmanager
def progress(clock: Callable[[], float] = time.monotonic) -> "Iterator[Watch]":
    """Provide a function to call with the number of files done and of all; the bar is removed at the end."""
    stream = sys.stderr
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _done, _total: None
        return
    waiting = _Waiting(stream, clock)
    try:
        yield waiting.show
    finally:
        if waiting.bar:
            waiting.bar.clear()


class _Waiting:
    """Shows nothing before `_PATIENCE` seconds have passed."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._due = clock() + _PATIENCE
        self.bar: ProgressBar | None = None

    def show(self, done: int, total: int) -> None:
        if self.bar is None and self._clock() >= self._due:
            from dxkpi.render.bar import ProgressBar

            self.bar = ProgressBar(self._stream, self._clock)
        if self.bar:
            self.bar.show(done, total)
