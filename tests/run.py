"""The program as a user runs it, without leaving the test: argv in, exit code and both streams out."""

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from dxkpi.cli.main import main

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """What it printed, as text."""
        return self.raw.decode("utf-8")


class _Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal; how wide it is, COLUMNS says."""

    def isatty(self) -> bool:
        return True


def run(*argv: str, encoding: str = "utf-8", terminal: bool = False) -> Run:
    """Runs `dxkpi argv…` in this process, in the project's folder or wherever the test has gone."""
    kind = _Terminal if terminal else io.TextIOWrapper
    out, err = (kind(io.BytesIO(), encoding=encoding, newline="") for _ in range(2))
    assert sys.stdout is not out
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(argv))
    out.flush()
    err.flush()
    return Run(code, _bytes(out), _bytes(err).decode(encoding))


def _bytes(stream: io.TextIOWrapper) -> bytes:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue()
