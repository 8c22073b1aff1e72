"""Files for the user, or one sentence that explains why there are none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dxkpi.app.problems import CannotRun
from dxkpi.core.basis.text import clip
from dxkpi.source.exchange import NotOurs, exchange
from dxkpi.source.writing import (
    Busy,
    ChangedMeanwhile,
    Obstructed,
    Occupied,
    Unfinished,
    create,
    replace,
    replace_each,
    why,
)

_MOST_NAMES = 8
_NOTHING = "何も書かなかった。"


def put_new(root: Path, files: Mapping[str, str] | Mapping[str, bytes]) -> tuple[str, ...]:
    """Write `files`, named relative to `root`: all or none. Return those that did not exist with that content.

    Raises:
        CannotRun: when other files are in the way, or these cannot be written.
    """
    shown = f"「{clip(str(root))}」"
    try:
        with _reporting(shown, _NOTHING):
            return create(root, {name: own.encode() if isinstance(own, str) else own for name, own in files.items()})
    except Occupied as found:
        more = f" など{len(found.names)}件" if len(found.names) > _MOST_NAMES else ""
        named = "、".join(clip(name) for name in found.names[:_MOST_NAMES]) + more
        advice = "別の場所にするか、それを移してからもう一度実行する"
        raise CannotRun(f"{shown}に、すでに {named} がある。{_NOTHING}{advice}") from None


def put_back(folder: str, name: str, before: bytes, after: bytes) -> None:
    """Write `after` into the file `name` of the data `folder`, which was read as `before`.

    Raises:
        CannotRun: when it was changed meanwhile, or cannot be written; it is left as it is.
    """
    from dxkpi.app.data import clip_path

    shown = clip_path(name)
    try:
        with _reporting(f"{shown} "):
            replace(Path(name), after, before, below=Path(folder))
    except ChangedMeanwhile:
        raise CannotRun(f"{shown} が、見ている間に書き換えられた。何も書き込んでいない。もう一度実行する") from None


def put_each(folder: str, files: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Write each of `files` of the data `folder`, by its content as it was read and as it is to be.

    Raises:
        CannotRun: when one was changed meanwhile, and all are left alone; or when one cannot be written.
    """
    try:
        with _reporting(f"「{clip(folder)}」", _NOTHING):
            replace_each(Path(folder), {Path(name): own for name, own in files.items()})
    except ChangedMeanwhile:
        raise CannotRun(
            "データのファイルが、見ている間に書き換えられた。何も書き込んでいない。もう一度実行する"
        ) from None
    except Unfinished as problem:
        reason = why(problem.__cause__) if isinstance(problem.__cause__, OSError) else ""
        raise CannotRun(
            f"{len(files)}件のうち{problem.done}件まで書いた（{reason}）。もう一度実行すれば残りを書く"
        ) from None


def put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make `folder` hold exactly `files`: as a whole or not at all.

    Raises:
        CannotRun: when it holds anything else, or cannot be written; it is left as it was.
    """
    shown = f"「{clip(str(folder))}」"
    try:
        with _reporting(shown, _NOTHING):
            exchange(folder, files)
    except NotOurs as found:
        raise CannotRun(
            f"{shown}に、dxkpi site が作ったのではないもの（{clip(found.name)}）がある。{_NOTHING}"
            "別の場所を示すか、それを移してからもう一度実行する"
        ) from None


def put_out(content: bytes, path: Path) -> None:
    """Write a result into the file `path`.

    Raises:
        CannotRun: when it cannot be written; an older one is left as it was.
    """
    shown = f"「{clip(str(path))}」"
    if path.is_dir():
        raise CannotRun(f"{shown}に書けない（フォルダである）。その中の、ファイルの名前まで示す")
    if not path.parent.exists():
        raise CannotRun(f"{shown}に書けない（そのフォルダがない）。先にフォルダを作るか、別の場所を示す")
    with _reporting(shown):
        replace(path, content)


@contextmanager
def _reporting(what: str, left: str = "") -> Iterator[None]:
    """Turn a failure into a sentence that `what` could not be written, and what was `left`."""
    try:
        yield
    except Busy:
        reason, advice = "ほかの dxkpi が、同じフォルダに書いている", "それが終わってから、もう一度実行する"
    except Obstructed as problem:
        reason = f"途中のファイルを置く所に「{clip(str(problem.path))}」がある"
        advice = "それを移すか消してから、もう一度実行する"
    except NotADirectoryError as problem:
        reason, advice = why(problem), "別の場所を示すか、それを移してからもう一度実行する"
    except OSError as problem:
        reason, advice = why(problem), "場所と権限を確かめる"
    else:
        return
    raise CannotRun(f"{what}に書けない（{reason}）。{left}{advice}")
