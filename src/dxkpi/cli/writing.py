"""New files for the user, or one sentence that says why there are none."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from dxkpi.app.problems import CannotRun
from dxkpi.core.spelling import clip
from dxkpi.source.writing import why

_MOST_NAMES = 8


def put_new(root: Path, files: Mapping[str, str]) -> None:
    """Writes `files`, named relative to `root`: all or none.

    Raises:
        CannotRun: when something is there already, or they cannot be written.
    """
    from dxkpi.source.creating import Occupied, create

    try:
        create(root, {name: text.encode() for name, text in files.items()})
    except Occupied as found:
        raise taken(root, found.names) from None
    except OSError as problem:
        where = f"「{clip(str(root))}」に書けない（{why(problem)}）"
        raise CannotRun(f"{where}。何も書かなかった。場所と権限を確かめる") from None


def put_back(name: str, before: bytes, after: bytes) -> None:
    """Writes `after` into the data file `name`, which was read as `before`.

    Raises:
        CannotRun: when somebody else has written it meanwhile, or it cannot be written; it is left as it is.
    """
    from dxkpi.app.data import clip_path
    from dxkpi.source.writing import ChangedMeanwhile, replace

    shown = clip_path(name)
    try:
        replace(Path(name), after, before)
    except ChangedMeanwhile:
        raise CannotRun(f"{shown} が、見ている間に書き換えられた。何も書き込んでいない。もう一度実行する") from None
    except OSError as problem:
        raise CannotRun(f"{shown} に書けない（{why(problem)}）。場所と権限を確かめる") from None


def taken(root: Path, names: Iterable[str]) -> CannotRun:
    """What to say when there is something below `root` where new files shall be."""
    found = tuple(names)
    more = f" など{len(found)}件" if len(found) > _MOST_NAMES else ""
    named = "、".join(clip(name) for name in found[:_MOST_NAMES]) + more
    advice = "別の場所にするか、それを移してからもう一度実行する"
    return CannotRun(f"「{clip(str(root))}」に、すでに {named} がある。何も書かなかった。{advice}")
