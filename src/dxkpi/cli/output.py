"""Results to stdout or a file, messages to stderr; nothing half-written."""

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from dxkpi.app.problems import CannotRun, UsageProblem
from dxkpi.core.spelling import clip, nearest
from dxkpi.render.formats import FORMATS, Look, NotOffered, render

if TYPE_CHECKING:
    from dxkpi.core.outcome import Outcome


_WHY = {
    errno.ENOENT: "フォルダがない",
    errno.ENOTDIR: "フォルダがない",
    errno.EISDIR: "フォルダである",
    errno.EACCES: "権限がない",
    errno.EPERM: "権限がない",
    errno.EROFS: "書き込めない場所である",
    errno.ENOSPC: "空きがない",
}
_FOR_PEOPLE = {"text", "markdown"}


def put(outcome: "Outcome", form: str, output: str | None, *, detail: bool = False, table: str = "overview") -> None:
    """Writes `outcome` in the format named `form` to the file `output`, or to stdout.

    Raises:
        UsageProblem: for a format that there is not, or not for this outcome.
        CannotRun: when the file cannot be written; an older one is left as it was.
    """
    known_choice("--format", "形式", form, FORMATS)
    try:
        content = render(outcome, form, _look(output, detail=detail, table=table))
    except NotOffered:
        raise UsageProblem(f"--format: このコマンドの結果は {form} では出せない") from None
    if output is None:
        _to_stdout(content, for_people=form in _FOR_PEOPLE)
    else:
        _to_file(content, Path(output))


def known_choice(option: str, word: str, wanted: str, known: Iterable[str]) -> None:
    """Refuses a value that an option does not have, and offers the nearest.

    Raises:
        UsageProblem: in that case.
    """
    known = tuple(known)
    if wanted not in known:
        meant = nearest(wanted, known)
        offer = f"「{meant}」ではないか" if meant else "あるのは " + "、".join(known)
        raise UsageProblem(f"{option}: {word}「{clip(wanted)}」がない。{offer}")


def say(sentence: str) -> None:
    """A message for the user, on stderr; lost without a word where nobody listens."""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def prepare_streams() -> None:
    """Lets text that the terminal's encoding lacks be shown as an escape instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _look(output: str | None, *, detail: bool, table: str) -> Look:
    if output is not None:
        return Look(detail=detail, table=table)
    return Look(_width(sys.stdout), _colour(sys.stdout), detail, table)


def _width(stream: TextIO | None) -> int | None:
    """The columns of the terminal, or as COLUMNS says; None, for full width, in a pipe."""
    if os.environ.get("COLUMNS", "").isdecimal() or (stream is not None and stream.isatty()):
        return shutil.get_terminal_size().columns
    return None


def _colour(stream: TextIO | None) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def _to_stdout(content: bytes, *, for_people: bool) -> None:
    """UTF-8 whatever the locale; only what people read on a console of another encoding is escaped to fit it."""
    if sys.stdout is None:
        raise CannotRun("標準出力が閉じているため、結果を出せない。--output FILE でファイルに書く")
    encoding = (sys.stdout.encoding or "utf-8").lower().replace("_", "-")
    asked = sys.stdout.isatty() or "PYTHONIOENCODING" in os.environ
    if for_people and asked and encoding not in {"utf-8", "utf8"}:
        content = content.decode("utf-8").encode(encoding, "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def _to_file(content: bytes, path: Path) -> None:
    try:
        _replace(content, path)
    except OSError as problem:
        why = _WHY.get(problem.errno or 0, problem.strerror or type(problem).__name__)
        raise CannotRun(f"「{clip(str(path))}」に書けない（{why}）。場所と権限を確かめる") from None


def _replace(content: bytes, path: Path) -> None:
    """Writes beside the file and then takes its place, so that no reader ever sees half of it."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # /dev/stdout and the like cannot be replaced
        return
    target = path.resolve() if path.is_symlink() else path
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
