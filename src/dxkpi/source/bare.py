"""Folders that git takes for a repository although no `.git` lies in them (bare ones).

Unlike a `.git`, all of one can be committed into a folder. Git would then ask it, and its settings, instead of the
repository that the folder belongs to.
"""

import os
from pathlib import Path

_MARKS = ("HEAD", "commondir", "config", "objects", "refs")


def marks(folder: Path) -> tuple[str, ...]:
    """The names in `folder` by which git takes it for a bare repository; none where it does not."""
    names = tuple(name for name in _MARKS if os.path.lexists(folder / name))
    taken = "HEAD" in names and ("commondir" in names or {"objects", "refs"}.issubset(names))
    return names if taken else ()


def bare_around(folder: Path) -> Path | None:
    """The bare repository that git finds first on the way up from `folder`, which is absolute; None without one."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place / ".git"):
            return None
        if marks(place):
            return place
    return None
