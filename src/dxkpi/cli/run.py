"""The beginning of every command: the data, and a stop where its errors affect the figures; and the end of a change."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import typer

from dxkpi.app.problems import ExitCode, UsageProblem
from dxkpi.cli.output import put, say, say_outcome
from dxkpi.cli.writing import put_back

if TYPE_CHECKING:
    from dxkpi.app.change import Prepared
    from dxkpi.app.data import Data
    from dxkpi.render.bar import ProgressBar
    from dxkpi.source.loader import Watch


def load(folder: str, revision: str | None = None, *, may_be_empty: bool = False) -> "Data":
    """Return the data below `folder`, read and checked: as they are now, or of a git revision.

    With `may_be_empty` the folder need not have a plan yet.
    """
    from dxkpi.app.data import read_folder, read_revision

    with progress() as watch:
        if revision is not None:
            return read_revision(folder, revision, watch)
        return read_folder(folder, watch, may_be_empty=may_be_empty)


def sound(data: "Data", plan: str | None = None, indicator: str | None = None) -> "Data":
    """Return `data`, if the figures of what was asked for can be trusted; otherwise exit with 1 after its findings.

    Without `plan`, all plans were asked for, or those of `indicator`. Errors of other plans are only counted.
    """
    if not data.touch_figures:
        return data
    from dxkpi.app.select import plans_asked

    asked = plans_asked(data.dataset, plan, indicator)
    touching = data.touching(asked) if asked else data.touching_figures
    errors = sum(bundle.count for bundle in data.touching_figures if bundle not in touching)
    if not touching:
        say(f"ほかの計画のデータに誤りが{errors}件ある（この結果には関わらない）。dxkpi validate で見る")
        return data
    from dxkpi.app.validate import ValidateRequest, validate

    say_outcome(validate(data, ValidateRequest(tuple(bundle.document for bundle in touching)) if errors else None))
    if errors:
        say(f"ほかの計画のデータにも誤りが{errors}件ある。dxkpi validate で見る")
    say("データの誤りが数字に関わるため、結果は出さない。上の指摘を直してから、もう一度実行する")
    raise typer.Exit(ExitCode.FINDINGS)


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


def propose(prepared: "Prepared", *, yes: bool, dry_run: bool) -> None:
    """Show the effect of the change, and write it if it adds no error and the user agrees (`yes`: unasked)."""
    put(prepared.outcome, "text", None)
    if prepared.outcome.refused:
        if prepared.outcome.unsound:
            say("誤りになるため、書き込まなかった。上の指摘を見て、示し方を直す")
        else:
            say("公表した年度の値が変わるため、書き込まなかった。上のとおりに正誤を書いてから、もう一度実行する")
        raise typer.Exit(ExitCode.FINDINGS)
    if prepared.outcome.diff and not dry_run and (yes or may_write()):
        _write(prepared)


def may_write(question: str = "書き込むか") -> bool:
    """Ask whether to write, and say whether the user agrees.

    Raises:
        UsageProblem: where there is nobody to ask.
    """
    from dxkpi.cli.prompt import agreed, someone_there

    if not someone_there():
        raise UsageProblem(
            "端末ではないので、書き込んでよいかを聞けない。書き込むなら --yes、見るだけなら --dry-run を付ける"
        )
    if agreed(question):
        return True
    say("書き込まなかった")
    return False


def _write(prepared: "Prepared") -> None:
    from dxkpi.app.data import clip_path

    put_back(prepared.folder, prepared.outcome.document, prepared.before, prepared.after)
    say(f"書き込んだ: {clip_path(prepared.outcome.document)}")
