"""How far a long run is, on stderr: for somebody who looks at a terminal, and only after two seconds."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from dxkpi.render.bar import Bar
    from dxkpi.source.loader import Watch

_PATIENCE = 2
"""Seconds before there is anything to see."""


@contextmanager
def progress(clock: Callable[[], float] = time.monotonic) -> "Iterator[Watch]":
    """What is to be told how many files of how many are done; it leaves nothing behind on the terminal."""
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
    """Shows nothing as long as nobody has become impatient."""

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream = stream
        self._clock = clock
        self._due = clock() + _PATIENCE
        self.bar: Bar | None = None

    def show(self, done: int, total: int) -> None:
        if self.bar is None and self._clock() >= self._due:
            from dxkpi.render.bar import Bar

            self.bar = Bar(self._stream, self._clock)
        if self.bar:
            self.bar.show(done, total)
