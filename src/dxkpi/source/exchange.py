"""A folder of generated files, replaced as a whole or not at all; nothing that others put there is touched."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from dxkpi.source.writing import alone, create, make_folders, no_folder

LIST = ".dxkpi-site"
"""The file that lists all files of the folder, one a line, itself included."""


class NotOurs(Exception):
    """The folder holds something else: `name`, below it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def exchange(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly `files`, named with `/`, and the list of them.

    The new folder is built beside the old one, then both are renamed. A run that is killed leaves the old one or the
    new one, or both beside the place; the next run puts one in place first.

    Raises:
        NotOurs: where the folder, or what stands beside it in the way, holds anything that was not made so.
        Busy, Obstructed: when another run is not done, or the place of unfinished files is taken.
        OSError: when it cannot be written; the old folder stays.
    """
    folder = folder.resolve()
    if folder.exists() and not folder.is_dir():
        raise no_folder(folder)
    _refuse_others(folder)
    fresh, former = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    make_folders(folder.parent, [])
    with alone(folder.parent):
        for own in (fresh, former):
            if own.is_dir() and not own.is_symlink():
                with alone(own):  # which takes away what a killed run had not finished
                    pass
            _refuse_others(own)
        _put_back(former, folder)
        _remove(fresh, former)
        names = "".join(f"{name}\n" for name in (LIST, *files))
        try:
            create(fresh, {LIST: names.encode(), **files})
            if folder.exists():
                folder.rename(former)
            fresh.rename(folder)
        finally:
            _put_back(former, folder)
            _remove(fresh, former)


def _put_back(former: Path, folder: Path) -> None:
    if former.exists() and not folder.exists():
        former.rename(folder)


def _remove(*folders: Path) -> None:
    """Remove folders, of each the list of its files last: a run that is killed meanwhile leaves none without it."""
    for folder in filter(Path.exists, folders):
        for own in folder.iterdir():
            if own.is_dir():
                shutil.rmtree(own)
            elif own.name != LIST:
                own.unlink()
        (folder / LIST).unlink(missing_ok=True)
        folder.rmdir()


def _refuse_others(folder: Path) -> None:
    """Refuse a folder that holds more than what its list names, and what is no folder.

    Raises:
        NotOurs: in that case.
    """
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise NotOurs(folder.name)
    listed = folder / LIST
    known = set(listed.read_text("utf-8", "replace").splitlines()) if listed.is_file() else set()
    for name in _held(folder):
        if name not in known:
            raise NotOurs(name)


def _held(folder: Path) -> Iterator[str]:
    """Yield the files and links below `folder` by their names."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        links = (name for name in folders if (here / name).is_symlink())
        yield from ((here / name).relative_to(folder).as_posix() for name in sorted((*names, *links)))
