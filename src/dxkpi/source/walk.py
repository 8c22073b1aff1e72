"""What lies in a data folder: every entry becomes a name to read, a name to skip, or a finding."""

import os
from collections.abc import Iterator
from pathlib import Path

from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.reference import Spot
from dxkpi.core.spelling import clip
from dxkpi.source.bare import marks
from dxkpi.source.codes import BARE, LINK, NOT_A_FILE, ODD_NAME, UNREADABLE
from dxkpi.source.listing import FOLDERS, Fate, Tally, fate, fate_in, holds_data

Found = Diagnostic | tuple[Fate, str]

_FEWER = "計画・指標・公表記録でないものを、データのフォルダの外に移す。ほかのフォルダのことなら、--data で示す"


def walk(root: Path, label: str) -> Iterator[Found]:
    """Everything below the folders that are read; folders that are links are told, not entered.

    Beside them and one folder down, what looks like data and would be missed is named as well.

    Raises:
        TooManyNames: when more lies there than is ever looked at.
    """
    tally = Tally(f"データのフォルダ「{clip(label)}」", _FEWER)
    yield from _a_repository(root, label)
    yield from _beside(root, label, tally)
    folders = [f"{label}/{name}" for name in FOLDERS]
    while folders:
        folder = folders.pop()
        relative = folder.removeprefix(label + "/")
        try:
            found = _entries(root, relative, tally)
        except FileNotFoundError:
            continue  # rules miss what should be there
        except OSError:
            hint = "フォルダであることと、読み取りの権限を確かめる"
            yield _finding(UNREADABLE, folder, "フォルダの中を見ることができない", hint)
            continue
        data = holds_data(relative)
        for entry in found:
            name = f"{folder}/{entry.name}"
            if odd(entry.name):
                yield _finding(
                    ODD_NAME, name, "名前に制御文字など、使えない文字がある", "半角の英数字とハイフンの名前に変える"
                )
            elif _is_folder(entry):
                yield from _folder(entry, name, label, folders)
            else:
                outcome = fate_in(entry.name, data=data)
                if outcome is not Fate.IGNORED:
                    yield outcome, name


def _entries(root: Path, relative: str, tally: Tally) -> "list[os.DirEntry[str]]":
    """What lies in the folder `relative` below `root`, counted."""
    found = []
    with os.scandir(root / relative) as entries:
        for entry in entries:
            name = f"{relative}/{entry.name}" if relative else entry.name
            tally.count(name, 1, len(name))
            found.append(entry)
    return found


def _a_repository(root: Path, label: str) -> Iterator[Found]:
    """That git would take the data folder for a repository: nothing of the data is the worse for it."""
    names = marks(root)
    if names:
        message = f"「{'」「'.join(names)}」がそろっているため、git がデータのフォルダを、別のリポジトリとみなす"
        hint = "どれもデータではない。消すか、データのフォルダの外に移す"
        yield Diagnostic(BARE, Spot(f"{safe_name(label)}/{names[0]}", 1, 1), message, hint, blocks=False)


def _beside(root: Path, label: str, tally: Tally) -> Iterator[Found]:
    """Files of the data folder that only look like data: a folder's name may be misspelt."""
    folders, files = _listed(root, "", tally)
    names = files + [
        f"{folder}/{name}" for folder in folders if folder not in FOLDERS for name in _listed(root, folder, tally)[1]
    ]
    yield from ((Fate.SKIPPED, f"{label}/{name}") for name in names if fate(name) is Fate.SKIPPED)


def _listed(root: Path, relative: str, tally: Tally) -> tuple[list[str], list[str]]:
    """The names in a folder that are not hidden: of its folders, and of all else."""
    folders: list[str] = []
    files: list[str] = []
    try:
        for entry in _entries(root, relative, tally):
            if not entry.name.startswith("."):
                (folders if entry.is_dir(follow_symlinks=False) else files).append(entry.name)
    except OSError:
        pass
    return folders, files


def _folder(entry: "os.DirEntry[str]", name: str, label: str, folders: list[str]) -> Iterator[Found]:
    if entry.name.startswith("."):
        yield Fate.SKIPPED, name + "/"
        return
    if entry.is_symlink():
        yield _finding(LINK, name, "フォルダへのリンクである", "リンクを消し、普通のフォルダを置く")
        return
    if fate(name.removeprefix(label + "/")) is Fate.READ:
        hint = "フォルダの名前から .yaml を外すか、ファイルを置く"
        yield _finding(NOT_A_FILE, name, "普通のファイルのはずが、フォルダである", hint)
    folders.append(name)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a loop: reading it says so
        return False


def odd(name: str) -> bool:
    """Whether a name holds what a terminal, a log or another system would not show as it is."""
    return not name.isprintable() or "\u3000" in name


def _finding(rule: RuleInfo, name: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Spot(safe_name(name), 1, 1), message, hint)


def safe_name(name: str) -> str:
    """`name` as a finding may carry it: control characters, surrogates and the like written out, a long step cut."""
    return "/".join(clip(step) for step in name.split("/"))
