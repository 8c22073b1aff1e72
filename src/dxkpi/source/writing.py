"""Files written whole or not at all: in a hidden place first, then in their own."""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from dxkpi.source.alone import alone, new_part

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}

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


class Occupied(Exception):
    """There is something else where new files shall be: `names`, below the folder, in the order of the files."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def replace(path: Path, content: bytes, expected: bytes | None = None, *, below: Path | None = None) -> None:
    """Makes `content` that of `path`, so that no reader ever sees half of it; a link stays, and so does the mode.

    Those that write files `below` one folder wait for each other: from the look at what is `expected` to the end.

    Raises:
        ChangedMeanwhile: when `expected` is given and the file does not hold it any more; it is left alone.
        Busy, Obstructed: when another run is not done, or something else is where unfinished files lie.
        OSError: when it cannot be written; an older file is left as it was.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # /dev/stdout and the like cannot be replaced
        return
    target = path.resolve() if path.is_symlink() else path

    def over(part: Path) -> None:
        if expected is not None and not _holds(target, expected):
            raise ChangedMeanwhile
        part.replace(target)

    with alone(below or target.parent) as place:
        _put(place, target, content, over)


def create(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Writes `files`, named relative to `root` with `/`: all or none. Folders that are missing are made.

    Nothing is written over, nor through a link. A file that is there with just that content stays, and is not among the
    names given back: so is taken up what a run has left that was killed.

    Raises:
        Occupied: when something else stands in the way; nothing is written then.
        Busy, Obstructed: when another run is not done, or something else is where unfinished files lie.
        OSError: when writing fails; what was made so far is taken away again.
    """
    made: list[Path] = []
    try:
        _make_folders(root, made)
        with alone(root) as place:
            return _create(place, root, files)
    except BaseException:
        _take_away(made)
        raise


def occupied(root: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """What hinders `files` below `root`: those there with other content, and links and files in place of folders."""
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
            _make_folders(target.parent, made)
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
    """Whether `path` is a file, and no link, that holds just `content`."""
    try:
        found = path.lstat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _put(place: Path, target: Path, content: bytes, move: Callable[[Path], None]) -> None:
    """Writes `content` in `place`, and lets `move` bring it to `target` when it is whole and on the disk."""
    part = new_part(place)
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else None
        handle = os.open(part, _FLAGS, 0o666 if mode is None else mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        move(part)
    except OSError as problem:
        if problem.errno != errno.EXDEV or target.parent.samefile(place.parent.parent):
            raise
        with alone(target.parent) as nearer:  # another disk, mounted below the folder
            _put(nearer, target, content, move)
    _settle(target.parent)


def _take(target: Path, part: Path) -> None:
    """Gives `part` the name `target` if that is still free."""
    try:
        os.link(part, target)
    except OSError as problem:
        if problem.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.replace(target)


def _make_folders(folder: Path, made: list[Path]) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent, made)
    folder.mkdir()
    made.append(folder)


def _take_away(made: Iterable[Path]) -> None:
    for path in reversed(tuple(made)):
        with suppress(OSError):  # what somebody has put there meanwhile stays
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def _settle(folder: Path) -> None:
    """Lets the new name outlive a power cut, where the system can open folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
