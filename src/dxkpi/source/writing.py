"""Files written whole or not at all: beside the old one first, then in its place."""

import errno
import os
import tempfile
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

_SUFFIX = ".part"
_STALE = 3600

_WHY = {
    errno.ENOENT: "フォルダがない",
    errno.ENOTDIR: "フォルダがない",
    errno.EISDIR: "フォルダである",
    errno.EEXIST: "同じ名前のものがある",
    errno.EACCES: "権限がない",
    errno.EPERM: "権限がない",
    errno.EROFS: "書き込めない場所である",
    errno.ENOSPC: "空きがない",
    errno.EDQUOT: "空きがない",
}


def why(problem: OSError) -> str:
    """Why a file cannot be written, in a few Japanese words."""
    return _WHY.get(problem.errno or 0, problem.strerror or type(problem).__name__)


class ChangedMeanwhile(Exception):
    """Somebody else has written the file since it was read."""


def replace(path: Path, content: bytes, expected: bytes | None = None) -> None:
    """Makes `content` that of `path`, so that no reader ever sees half of it; a link stays, and so does the mode.

    Raises:
        ChangedMeanwhile: when `expected` is given and the file does not hold it any more; it is left alone.
        OSError: when it cannot be written; an older file is left as it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # /dev/stdout and the like cannot be replaced
        return
    target = path.resolve() if path.is_symlink() else path
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=_prefix(target), suffix=_SUFFIX, dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        _check(target, expected)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _settle(target.parent)
    _sweep(target)


def _sweep(path: Path) -> None:
    """Takes away what a run that was killed has left beside `path`."""
    for rest in path.parent.glob(f"{escape(_prefix(path))}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - rest.stat().st_mtime > _STALE:
                rest.unlink()


def _prefix(path: Path) -> str:
    """How the hidden names begin under which the content of `path` is written; no reader takes them for data."""
    return f".{path.name[:40]}."


def _check(path: Path, expected: bytes | None) -> None:
    if expected is None:
        return
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = None
    if found != expected:
        raise ChangedMeanwhile


def _settle(folder: Path) -> None:
    """Lets the new name outlive a power cut, where the system can open folders."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
