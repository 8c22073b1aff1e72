"""Data files below a folder: names and bytes, never content from outside the folder, never a hang."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from dxkpi.core.basis.finding import Diagnostic, RuleInfo, Spot
from dxkpi.core.basis.text import clip
from dxkpi.source.codes.files import BARE, LINK, NOT_A_FILE, ODD_NAME, TOO_BIG, UNREADABLE
from dxkpi.source.listing import FOLDERS, FileUse, Listing, NameLimit, fate, fate_in, holds_data

_MARKS = ("HEAD", "commondir", "config", "objects", "refs")


def marks(folder: Path) -> tuple[str, ...]:
    """Return the names in `folder` by which git takes it for a bare repository; empty where it does not."""
    names = tuple(name for name in _MARKS if os.path.lexists(folder / name))
    taken = "HEAD" in names and ("commondir" in names or {"objects", "refs"}.issubset(names))
    return names if taken else ()


def bare_around(folder: Path) -> Path | None:
    """Return the bare repository that git finds first above `folder`, an absolute path, or None."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place / ".git"):
            return None
        if marks(place):
            return place
    return None


SIZE_LIMIT = 1 << 20
_CHUNK = 1 << 15  # a read of 128 KiB or more costs 15 µs for the buffer alone
# Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

UNLINK = "リンクを消し、普通のファイルを置く"
"""What to do about a link that leads nowhere or out of the data."""
_KINDS = (
    (stat.S_ISDIR, "フォルダ"),
    (stat.S_ISFIFO, "名前付きパイプ"),
    (stat.S_ISSOCK, "ソケット"),
    (stat.S_ISCHR, "装置"),
    (stat.S_ISBLK, "装置"),
)


def read_file(root: Path, path: str | Path, document: str) -> bytes | Diagnostic:
    """Return the bytes of a regular file of at most 1 MiB that is, links followed, below `root`; else a finding."""
    if _NO_LINK:
        try:
            return _read(path, document)
        except OSError:
            pass  # a link, or what a closer look tells
    try:
        return _look_closer(root, Path(path), document)
    except OSError as error:
        return _unreadable(error, document)


def _look_closer(root: Path, path: Path, document: str) -> bytes | Diagnostic:
    if not path.is_symlink():
        return _read(path, document)
    try:
        target = path.resolve(strict=True)
        inside = target.is_relative_to(root.resolve())
    except RuntimeError:  # how Python 3.11 and 3.12 report a loop
        return _at_top(LINK, document, "リンクが自分自身に戻っている", UNLINK)
    if not inside:
        return _at_top(LINK, document, "データフォルダの外を指すリンクである", UNLINK)
    return _read(target, document)


def _read(path: str | Path, document: str) -> bytes | Diagnostic:
    """Return the bytes of a file that is no link; where the system can, one replaced by a link is not followed."""
    handle = os.open(path, _FLAGS | _NO_LINK)
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            return not_a_file(mode, document)
        # One byte above the limit tells a file that is too big from one that just fits.
        content = _at_most(handle, SIZE_LIMIT + 1)
    finally:
        os.close(handle)
    return too_big(document) if len(content) > SIZE_LIMIT else content


def _at_most(handle: int, limit: int) -> bytes:
    """Read at most `limit` bytes, even if the file grows meanwhile."""
    first = os.read(handle, _CHUNK)
    if len(first) < _CHUNK:
        return first
    chunks, size = [first], len(first)
    while size < limit and (chunk := os.read(handle, min(_CHUNK, limit - size))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def not_a_file(mode: int, document: str) -> Diagnostic:
    """Return the finding that something with the name of a data file is of another kind."""
    kind = next((word for is_kind, word in _KINDS if is_kind(mode)), "特殊なファイル")
    hint = "普通のファイルを置くか、名前から .yaml を外す"
    return _at_top(NOT_A_FILE, document, f"普通のファイルのはずが、{kind}である", hint)


def too_big(document: str) -> Diagnostic:
    """Return the finding that a file is larger than any data file can be."""
    hint = "指標は一つずつ別のファイルに分けて書く。データでないものなら別の場所に置く"
    return _at_top(TOO_BIG, document, "ファイルが 1 MiB を超えている", hint)


def missing(document: str) -> Diagnostic:
    """Return the finding that the file does not exist, or not any more."""
    return _at_top(UNREADABLE, document, "ファイルが見つからない", "消されたか、リンクの先がない。置き直す")


def _unreadable(error: OSError, document: str) -> Diagnostic:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return missing(document)
        case errno.EACCES | errno.EPERM:
            return _at_top(UNREADABLE, document, "ファイルを読む権限がない", "読み取りの権限を付ける")
        case errno.ELOOP:
            return _at_top(LINK, document, "リンクが自分自身に戻っている", UNLINK)
        # open() answers ENXIO for a socket.
        case errno.ENXIO:
            return not_a_file(stat.S_IFSOCK, document)
        case _:
            reason = errno.errorcode.get(error.errno or 0, "不明")
            return _at_top(UNREADABLE, document, f"ファイルを読めない（{reason}）", "置き場所の状態を確かめる")


def _at_top(rule: RuleInfo, document: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Spot(document, 1, 1), message, hint)


Found = Diagnostic | tuple[FileUse, str]

_FEWER = "計画・指標・公表記録でないものを、データのフォルダの外に移す。ほかのフォルダのことなら、--data で示す"


def walk(root: Path, label: str) -> Iterator[Found]:
    """Yield everything below the folders that are read; links to folders are reported, not entered.

    Beside these folders and one level down, files that look like data and would be missed are reported too.

    Raises:
        TooManyNames: above the limit of names.
    """
    tally = NameLimit(f"データのフォルダ「{clip(label)}」", _FEWER)
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
            yield in_files(UNREADABLE, folder, "フォルダの中を見ることができない", hint)
            continue
        data = holds_data(relative)
        for entry in found:
            name = f"{folder}/{entry.name}"
            if odd(entry.name):
                yield odd_name(name)
            elif _is_folder(entry):
                yield from _folder(entry, name, label, folders)
            else:
                outcome = fate_in(entry.name, data=data)
                if outcome is not FileUse.IGNORED:
                    yield outcome, name


def _entries(root: Path, relative: str, tally: NameLimit) -> "list[os.DirEntry[str]]":
    """List the folder `relative` below `root`, and count its entries."""
    found = []
    with os.scandir(root / relative) as entries:
        for entry in entries:
            name = f"{relative}/{entry.name}" if relative else entry.name
            tally.count(name, 1, len(name))
            found.append(entry)
    return found


def _a_repository(root: Path, label: str) -> Iterator[Found]:
    """Yield the finding that git would take the data folder for a repository, which does not affect the data."""
    names = marks(root)
    if names:
        message = f"「{'」「'.join(names)}」がそろっているため、git がデータのフォルダを、別のリポジトリとみなす"
        hint = "どれもデータではない。消すか、データのフォルダの外に移す"
        yield Diagnostic(BARE, Spot(f"{safe_name(label)}/{names[0]}", 1, 1), message, hint, blocks=False)


def _beside(root: Path, label: str, tally: NameLimit) -> Iterator[Found]:
    """Yield the data file beside the folders, and what looks like one and is not read: a name may be misspelt."""
    folders, files = _listed(root, "", tally)
    names = files + [
        f"{folder}/{name}" for folder in folders if folder not in FOLDERS for name in _listed(root, folder, tally)[1]
    ]
    yield from ((file_use, f"{label}/{name}") for name in names if (file_use := fate(name)) is not FileUse.IGNORED)


def _listed(root: Path, relative: str, tally: NameLimit) -> tuple[list[str], list[str]]:
    """Return the names in a folder that are not hidden: its folders, and everything else."""
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
        yield FileUse.SKIPPED, name + "/"
        return
    if entry.is_symlink():
        yield linked_folder(name)
        return
    if fate(name.removeprefix(label + "/")) is FileUse.READ:
        yield folder_for_a_file(name)
    folders.append(name)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a loop: reading it says so
        return False


def odd(name: str) -> bool:
    """Say whether a name has characters that a terminal, a log or another system would not show as they are."""
    return not name.isprintable() or "\u3000" in name


def odd_name(name: str) -> Diagnostic:
    """Return the finding that a name has characters that it may not have."""
    return in_files(ODD_NAME, name, "名前に制御文字など、使えない文字がある", "半角の英数字とハイフンの名前に変える")


def linked_folder(name: str) -> Diagnostic:
    """Return the finding that a link leads to a folder."""
    return in_files(LINK, name, "フォルダへのリンクである", "リンクを消し、普通のフォルダを置く")


def folder_for_a_file(name: str) -> Diagnostic:
    """Return the finding that a folder has the name of a data file."""
    hint = "フォルダの名前から .yaml を外すか、ファイルを置く"
    return in_files(NOT_A_FILE, name, "普通のファイルのはずが、フォルダである", hint)


def in_files(rule: RuleInfo, name: str, message: str, hint: str) -> Diagnostic:
    """Return a finding about a file or a folder itself."""
    return Diagnostic(rule, Spot(safe_name(name), 1, 1), message, hint)


def safe_name(name: str) -> str:
    """Return `name` for use in a finding: control characters and surrogates escaped, long steps cut."""
    return "/".join(clip(step) for step in name.split("/"))


class Tree(Protocol):
    """A set of data files. `label` is the data folder as the user named it, with `/` between its parts."""

    @property
    def label(self) -> str:
        """The prefix of every name."""

    def listing(self) -> Listing:
        """Return the data files by name, sorted."""

    def read(self, name: str) -> bytes | Diagnostic:
        """Return the content of a data file, or the finding that explains why there is none."""


class DictTree:
    """Data files in memory, by their names with the label or without it."""

    def __init__(self, files: Mapping[str, str | bytes], label: str = "data") -> None:
        self.label = label
        self._files = {_labelled(label, name): content for name, content in files.items()}

    def listing(self) -> Listing:
        """Return the data files by name, sorted."""
        fates = {name: fate(name.removeprefix(self.label + "/")) for name in sorted(self._files)}
        read = tuple(name for name, outcome in fates.items() if outcome is FileUse.READ)
        return Listing(read, tuple(name for name, outcome in fates.items() if outcome is FileUse.SKIPPED))

    def read(self, name: str) -> bytes | Diagnostic:
        """Return the content of a data file, or the finding that explains why there is none."""
        content = self._files.get(name)
        if content is None:
            return missing(name)
        if isinstance(content, str):
            content = content.encode("utf-8", "surrogatepass")
        return too_big(name) if len(content) > SIZE_LIMIT else content


class FolderTree:
    """The data files of a folder. Folders that are links are not entered; links to files inside it are followed."""

    def __init__(self, root: Path, label: str) -> None:
        self.label = label
        self._root = root

    def listing(self) -> Listing:
        """Return the data files by name, sorted."""
        files: list[str] = []
        skipped: list[str] = []
        problems: list[Diagnostic] = []
        for found in walk(self._root, self.label):
            if isinstance(found, Diagnostic):
                problems.append(found)
            else:
                outcome, name = found
                (files if outcome is FileUse.READ else skipped).append(name)
        problems.sort(key=lambda problem: problem.document)
        return Listing(tuple(sorted(files)), tuple(sorted(skipped)), tuple(problems))

    def read(self, name: str) -> bytes | Diagnostic:
        """Return the content of a data file, or the finding that explains why there is none."""
        relative = name.removeprefix(self.label + "/")
        if relative == name or not {"", ".", ".."}.isdisjoint(relative.split("/")) or "\0" in name:
            return missing(name)
        return read_file(self._root, f"{self._root}/{relative}", name)


class ChangedTree:
    """Another tree with some data files replaced or added: `files`, by their names."""

    def __init__(self, tree: Tree, files: Mapping[str, bytes]) -> None:
        self.label = tree.label
        self._tree = tree
        self._files = files

    def listing(self) -> Listing:
        """Return the data files by name, sorted."""
        found = self._tree.listing()
        return Listing(tuple(sorted({*found.files, *self._files})), found.skipped, found.problems)

    def read(self, name: str) -> bytes | Diagnostic:
        """Return the content of a data file, or the finding that explains why there is none."""
        content = self._files.get(name)
        if content is None:
            return self._tree.read(name)
        return too_big(name) if len(content) > SIZE_LIMIT else content


def _labelled(label: str, name: str) -> str:
    return name if name.startswith(label + "/") else f"{label}/{name}"
