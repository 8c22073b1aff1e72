"""What lies in a data folder: every entry becomes a name to read, a name to skip, or a finding."""

import os
from collections.abc import Iterator
from pathlib import Path

from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.reference import Spot
from dxkpi.core.spelling import clip
from dxkpi.source.codes import LINK, NOT_A_FILE, ODD_NAME, UNREADABLE
from dxkpi.source.listing import FOLDERS, Fate, fate, fate_in, holds_data

Found = Diagnostic | tuple[Fate, str]


def walk(root: Path, label: str) -> Iterator[Found]:
    """Everything below the folders that are read; folders that are links are told, not entered.

    Beside them and one folder down, what looks like data and would be missed is named as well.
    """
    yield from _beside(root, label)
    folders = [f"{label}/{name}" for name in FOLDERS]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(root / folder.removeprefix(label + "/")) as entries:
                found = list(entries)
        except FileNotFoundError:
            continue  # rules miss what should be there
        except OSError:
            hint = "フォルダであることと、読み取りの権限を確かめる"
            yield _finding(UNREADABLE, folder, "フォルダの中を見ることができない", hint)
            continue
        data = holds_data(folder.removeprefix(label + "/"))
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


def _beside(root: Path, label: str) -> Iterator[Found]:
    """Files of the data folder that only look like data: a folder's name may be misspelt."""
    others = [""] + [f"{name}/" for name in _listed(root, folders=True) if name not in FOLDERS]
    for folder in others:
        for name in _listed(root / folder, folders=False):
            if fate(folder + name) is Fate.SKIPPED:
                yield Fate.SKIPPED, f"{label}/{folder}{name}"


def _listed(folder: Path, *, folders: bool) -> list[str]:
    """The names in a folder that are not hidden: of its folders, or of all else."""
    try:
        with os.scandir(folder) as entries:
            return [
                e.name for e in entries if not e.name.startswith(".") and e.is_dir(follow_symlinks=False) == folders
            ]
    except OSError:
        return []


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
