"""New files below a folder: all of them or none, never over what is there, never through a link."""

import errno
import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_NO_HARD_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


class Occupied(Exception):
    """There is something where new files shall be: `names`, below the folder, in the order of the files."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def occupied(root: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the files `names` that cannot be new below `root`, and the links and files where folders should be."""
    return tuple(dict.fromkeys(found for name in names if (found := _in_the_way(root, name)) is not None))


def create(root: Path, files: Mapping[str, bytes]) -> None:
    """Writes `files`, named relative to `root` with `/`; folders that are missing are made, `root` among them.

    Raises:
        Occupied: when something stands in the way; nothing is written then.
        OSError: when writing fails; what was made so far is taken away again.
    """
    taken = occupied(root, files)
    if taken:
        raise Occupied(taken)
    made: list[Path] = []
    try:
        for name, content in files.items():
            target = root / name
            _make_folders(target.parent, made)
            _create(target, content)
            made.append(target)
    except BaseException:
        _take_away(made)
        raise


def _in_the_way(root: Path, name: str) -> str | None:
    steps = name.split("/")
    for end in range(1, len(steps)):
        folder = root.joinpath(*steps[:end])
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            return "/".join(steps[:end])
    return name if os.path.lexists(root / name) else None


def _make_folders(folder: Path, made: list[Path]) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent, made)
    folder.mkdir()
    made.append(folder)


def _create(target: Path, content: bytes) -> None:
    """Writes beside the place and takes it only when it is still free, so that no reader ever sees half a file."""
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _take(part, target)
    finally:
        part.unlink(missing_ok=True)


def _take(part: Path, target: Path) -> None:
    try:
        os.link(part, target)
    except OSError as problem:
        if problem.errno not in _NO_HARD_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.replace(target)


def _take_away(made: list[Path]) -> None:
    for path in reversed(made):
        with suppress(OSError):  # what somebody has put there meanwhile stays
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
