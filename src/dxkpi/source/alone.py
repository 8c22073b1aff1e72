"""One writer below a folder at a time, and a place where its files lie until they are whole.

The place is a folder named `.git` in one of our own. git adds nothing of that name, and brings nothing: a run that is
killed leaves no file for the next commit, and no commit leaves one for us.
"""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_OURS, _HIDDEN, _LOCK = ".dxkpi-writing", ".git", "lock"
_PART = re.compile(r"[0-9a-f]{16}\.part")
_PATIENCE, _PAUSE = 10, 0.02
"""How many seconds another run may take until this one gives up, and how many lie between two tries."""

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""What disks answer that know no locks, as some on a network: there all go on, as if each were alone."""


class Busy(Exception):
    """Another run writes below the folder, and does not come to an end."""


class Obstructed(Exception):
    """Where unfinished files shall lie is something of another kind, or somebody else's, at `path`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """A place for unfinished files, on the disk of `folder`, while no other run writes below it.

    What a run that was killed has left there is gone, and in the end the place itself. The system ends a lock with the
    process that holds it, so that none outlives its run.

    Raises:
        Busy, Obstructed: when there is none to have.
        OSError: when nothing can be made in `folder`.
    """
    mode = folder.stat().st_mode
    private = bool(mode & stat.S_ISVTX)  # as in /tmp, where strangers meet
    place = folder / (f"{_OURS}-{os.getuid()}" if private else _OURS) / _HIDDEN
    handle = _locked(place, 0o700 if private else mode, private=private)
    try:
        _sweep(place)
        yield place
    finally:
        _sweep(place)
        _leave(place, handle)


def new_part(place: Path) -> Path:
    """A name in `place` for an unfinished file."""
    return place / f"{os.urandom(8).hex()}.part"


def _locked(place: Path, mode: int, *, private: bool) -> int:
    end = time.monotonic() + _PATIENCE
    while True:
        handle = _opened(place, mode, private=private)
        if handle is not None:
            if _lock(handle) and _is_at(handle, place / _LOCK):
                return handle
            os.close(handle)
        if time.monotonic() >= end:
            raise Busy
        time.sleep(_PAUSE)


def _opened(place: Path, mode: int, *, private: bool) -> int | None:
    """The file to lock; None where the run before has just taken its place away.

    With the `mode` of the folder, whoever may write there can lock it, and sweep what another has left.
    """
    before = os.umask(0o777 & ~mode)
    try:
        for made in (place.parent, place):
            with suppress(FileExistsError):
                made.mkdir()
            found = made.lstat()
            if not stat.S_ISDIR(found.st_mode) or (private and found.st_uid != os.getuid()):
                raise Obstructed(made)
        return os.open(place / _LOCK, _FLAGS, 0o666)
    except FileNotFoundError:
        return None
    finally:
        os.umask(before)


def _lock(handle: int) -> bool:
    """Whether the lock is ours now."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as problem:
        if problem.errno not in _NO_LOCKS:
            raise
    return True


def _is_at(handle: int, path: Path) -> bool:
    """Whether an open file is still the one at `path`, and not one that its holder has taken away."""
    try:
        return os.path.samestat(os.fstat(handle), path.lstat())
    except FileNotFoundError:
        return False


def _sweep(place: Path) -> None:
    with suppress(OSError):
        for rest in place.iterdir():
            if _PART.fullmatch(rest.name):
                rest.unlink()


def _leave(place: Path, handle: int) -> None:
    """Takes the place away, the lock before it is released: who waits for it sees that, and begins anew.

    Windows takes no file away that is open. There it goes afterwards, unless the next has opened it and so keeps it.
    """
    gone = _taken_away(place / _LOCK)
    os.close(handle)
    if gone or _taken_away(place / _LOCK):
        with suppress(OSError):
            place.rmdir()
            place.parent.rmdir()


def _taken_away(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
