"""Writing of data files: one writer at a time, and each change as a whole or not at all."""

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from dxkpi.core.basis.text import visible

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_OURS, _HIDDEN, _LOCK = ".dxkpi-writing", ".git", "lock"
_PART = re.compile(r"[0-9a-f]{16}\.part")
_PATIENCE, _PAUSE = 10, 0.02
"""Seconds to wait for another run before giving up, and seconds between two tries."""

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""Errors of disks without locks, as some on a network: there every run goes on as if it were alone."""


class Busy(Exception):
    """Another run keeps writing below the folder."""


class Obstructed(Exception):
    """The place of unfinished files, `path`, is taken by something of another kind, or by somebody else's."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


@contextmanager
def alone(folder: Path) -> Iterator[Path]:
    """Provide a place for unfinished files on the disk of `folder`, while no other run writes below it.

    Files left by a run that was killed are removed first, and the place itself at the end. The system ends a lock with
    the process that holds it, so that none outlives its run.

    Raises:
        Busy, Obstructed: when the place cannot be had.
        OSError: when nothing can be created in `folder`.
    """
    mode = folder.stat().st_mode
    if not stat.S_ISDIR(mode):
        raise no_folder(folder)
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
    """Return a new name in `place` for an unfinished file."""
    return place / f"{os.urandom(8).hex()}.part"


def _locked(place: Path, mode: int, *, private: bool) -> int:
    end = time.monotonic() + _PATIENCE
    while True:
        handle = _opened(place, mode, private=private)
        if handle is not None:
            # The run before removes its file before it unlocks it, so the lock may be on a file that is gone.
            if _lock(handle) and _is_at(handle, place / _LOCK):
                return handle
            os.close(handle)
        if time.monotonic() >= end:
            raise Busy
        time.sleep(_PAUSE)


def _opened(place: Path, mode: int, *, private: bool) -> int | None:
    """Open the file to lock, or return None where the run before has just removed its place.

    With the `mode` of the folder, everyone who may write there can lock it, and remove what another run left.
    """
    # The mode of the folder, not the user's umask, decides who can lock.
    before = os.umask(0o777 & ~mode)
    try:
        with suppress(FileExistsError):
            place.parent.mkdir()  # where nothing can be made, as in /proc, no other run is waited for
        with suppress(FileNotFoundError):
            for made in (place.parent, place):
                with suppress(FileExistsError):
                    made.mkdir()
                found = made.lstat()
                if not stat.S_ISDIR(found.st_mode) or (private and found.st_uid != os.getuid()):
                    raise Obstructed(made)
            return os.open(place / _LOCK, _FLAGS, 0o666)
        return None
    finally:
        os.umask(before)


def _lock(handle: int) -> bool:
    """Try to take the lock, and say whether it was taken."""
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
    """Say whether an open file is still the one at `path`, and not one that its holder has removed."""
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
    """Remove the place before releasing the lock, so that a waiting run notices and starts anew.

    Windows cannot remove an open file. There it is removed afterwards, unless the next run has opened it and keeps it.
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


_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}

_WHY = {
    errno.ENOENT: "フォルダがない",
    errno.EISDIR: "フォルダである",
    errno.EEXIST: "同じ名前のものがある",
    errno.EACCES: "権限がない",
    errno.EPERM: "権限がない",
    errno.EROFS: "書き込めない場所である",
    errno.ENOSPC: "空きがない",
    errno.EDQUOT: "空きがない",
}


def why(problem: OSError) -> str:
    """Return the reason why a file cannot be written, in a few Japanese words."""
    if problem.errno == errno.ENOTDIR and problem.filename:
        return f"「{visible(str(problem.filename))}」がフォルダでない"
    return _WHY.get(problem.errno or 0, problem.strerror or type(problem).__name__)


class ChangedMeanwhile(Exception):
    """Another process has written the file since it was read."""


class Occupied(Exception):
    """Something else is in the place of new files: `names`, below the folder, in the order of the files."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def replace(path: Path, content: bytes, expected: bytes | None = None, *, below: Path | None = None) -> None:
    """Write `content` to `path`, so that no reader sees half of it; links and file modes are kept.

    Runs that write files `below` the same folder wait for each other, from the check of `expected` to the end.

    Raises:
        ChangedMeanwhile: when `expected` is given and the file has other content; it is left alone.
        Busy, Obstructed: when another run is not done, or the place of unfinished files is taken.
        OSError: when it cannot be written; an older file is left as it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # /dev/stdout and the like cannot be replaced
        return
    target = path.resolve() if path.is_symlink() else path

    # A run killed while it writes in place leaves half a file; a rename happens entirely or not at all.
    def over(part: Path) -> None:
        if expected is not None and not _holds(target, expected):
            raise ChangedMeanwhile
        part.replace(target)

    with alone(below or target.parent) as place:
        _put(place, target, content, over)


class Unfinished(Exception):
    """Only the first `done` of several files were written, because of the error that is the cause."""

    def __init__(self, done: int) -> None:
        super().__init__(done)
        self.done = done


def replace_each(folder: Path, files: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Write each of `files`, by its content as it was read and as it is to be; other runs below `folder` wait.

    No reader sees half of a file; a run that is killed leaves some written and the others as they were.

    Raises:
        ChangedMeanwhile: when any has other content; all are left alone.
        Unfinished: when one cannot be written after others were.
        Busy, Obstructed, OSError: when none can be written.
    """
    with alone(folder) as place:
        targets = {path.resolve() if path.is_symlink() else path: own for path, own in files.items()}
        if not all(_holds(target, before) for target, (before, _) in targets.items()):
            raise ChangedMeanwhile
        for done, (target, (_, after)) in enumerate(targets.items()):
            try:
                _put(place, target, after, partial(_rename, target))
            except OSError as problem:
                if not done:
                    raise
                raise Unfinished(done) from problem


def create(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write `files`, named relative to `root` with `/`: all or none. Missing folders are made.

    Nothing is overwritten, and no link is followed. A file that already has exactly that content stays, and is not
    among the names returned: so what a killed run left behind is completed.

    Raises:
        Occupied: when something else is in the way; nothing is written.
        Busy, Obstructed: when another run is not done, or the place of unfinished files is taken.
        OSError: when writing fails; what was written so far is removed.
    """
    made: list[Path] = []
    try:
        make_folders(root, made)
        with alone(root) as place:
            return _create(place, root, files)
    except BaseException:
        _take_away(made)
        raise


def occupied(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return what blocks `files` below `root`: files with other content, links, and files instead of folders."""
    found = (_in_the_way(root, name, content) for name, content in files.items())
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _create(place: Path, root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    if taken := occupied(root, files):
        raise Occupied(taken)
    missing = tuple(name for name in files if not os.path.lexists(root / name))
    made: list[Path] = []
    try:
        for name in missing:
            target = root / name
            make_folders(target.parent, made)
            _put(place, target, files[name], partial(_take, target))
            made.append(target)
    except BaseException:
        _take_away(made)
        raise
    return missing


def _in_the_way(root: Path, name: str, content: bytes) -> str | None:
    steps = name.split("/")
    for end in range(1, len(steps)):
        folder = root.joinpath(*steps[:end])
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return "/".join(steps[:end])
    target = root / name
    return name if os.path.lexists(target) and not _holds(target, content) else None


def _holds(path: Path, content: bytes) -> bool:
    """Say whether `path` is a file, and no link, with exactly that content."""
    try:
        found = path.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _put(place: Path, target: Path, content: bytes, move: Callable[[Path], None]) -> None:
    """Write `content` in `place`, and let `move` bring it to `target` once it is complete and on the disk."""
    part = new_part(place)
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else None
        handle = os.open(part, _NEW_FILE, 0o666 if mode is None else mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            # The content has to be on the disk before the file gets its name.
            os.fsync(file.fileno())
        if mode is not None:
            # os.open took the bits of the user's umask from the mode.
            part.chmod(mode)
        move(part)
    except OSError as problem:
        if problem.errno != errno.EXDEV or target.parent.samefile(place.parent.parent):
            raise
        with alone(target.parent) as nearer:  # another disk, mounted below the folder
            _put(nearer, target, content, move)
    _settle(target.parent)


def _rename(target: Path, part: Path) -> None:
    part.replace(target)


def _take(target: Path, part: Path) -> None:
    """Give `part` the name `target` if that is still free."""
    try:
        # Unlike a rename, a link fails where the name is taken.
        os.link(part, target)
    except OSError as problem:
        if problem.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.replace(target)


def make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it that are missing, and add them to `made`.

    Raises:
        OSError: when one cannot be made, or something else has its name.
    """
    if folder.is_dir():
        return
    make_folders(folder.parent, made)
    if folder.exists():
        raise no_folder(folder)
    folder.mkdir()
    made.append(folder)


def no_folder(path: Path) -> NotADirectoryError:
    """Return the error that something else than a folder is at `path`."""
    return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))


def _take_away(made: Iterable[Path]) -> None:
    for path in reversed(tuple(made)):
        with suppress(OSError):  # what somebody has put there meanwhile stays
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _settle(folder: Path) -> None:
    """Sync the folder, so that the new name survives a power cut, where the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
