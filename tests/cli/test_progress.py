"""A long run shows how far it is: on a terminal, after two seconds, and nothing is left of it."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr

import pytest

from dxkpi.cli.run import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")


def clock(*seconds: float) -> Iterator[float]:
    yield from seconds
    while True:
        yield seconds[-1]


def drawn(stream: io.StringIO | None, *seconds: float) -> str:
    """What is written while ten, twenty and thirty of a hundred files are done, the clock showing `seconds`."""
    with redirect_stderr(stream), progress(clock(*seconds).__next__) as watch:
        for done in (10, 20, 30):
            watch(done, 100)
    return stream.getvalue() if stream else ""


def seen(written: str) -> list[str]:
    """One drawing after the other, without colours and moves of the cursor."""
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", written)
    return [" ".join(re.sub("[━╸╺ \n]+", " ", line).split()) for line in plain.split("点検中")[1:]]


def test_nothing_is_shown_of_what_takes_less_than_two_seconds() -> None:
    assert drawn(Terminal(), 0, 0.5, 1.9) == ""


def test_what_takes_longer_is_drawn_in_one_place_and_taken_away() -> None:
    written = drawn(Terminal(), 0, 2.1, 2.1, 2.1, 2.1, 2.15, 3)
    assert seen(written) == ["10/100 ファイル", "10/100 ファイル", "30/100 ファイル", "30/100 ファイル"]
    assert written.endswith("\n\x1b[?25h\r\x1b[1A\x1b[2K")


@pytest.mark.parametrize("stream", [io.StringIO(), None], ids=["pipe", "closed"])
def test_nobody_else_is_shown_anything(stream: io.StringIO | None) -> None:
    assert drawn(stream, 0, 100) == ""


def test_a_terminal_that_cannot_draw_in_one_place_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert drawn(Terminal(), 0, 100) == ""
