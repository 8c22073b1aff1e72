"""The bytes of one file, whatever lies under its name: never a hang, never content from outside the data folder."""

import errno
import os
import stat
from pathlib import Path

from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.reference import Spot
from dxkpi.source.codes import LINK, NOT_A_FILE, TOO_BIG, UNREADABLE

SIZE_LIMIT = 1 << 20
_CHUNK = 1 << 15  # a read of 128 KiB or more costs 15 µs for the buffer alone
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)

_KINDS = (
    (stat.S_ISDIR, "フォルダ"),
    (stat.S_ISFIFO, "名前付きパイプ"),
    (stat.S_ISSOCK, "ソケット"),
    (stat.S_ISCHR, "装置"),
    (stat.S_ISBLK, "装置"),
)


def read_file(root: Path, path: str | Path, document: str) -> bytes | Diagnostic:
    """The bytes of a regular file of at most 1 MiB that lies, links followed, below `root`; else what is wrong."""
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
        return _at_top(LINK, document, "リンクが自分自身に戻っている", "リンクを消し、普通のファイルを置く")
    if not inside:
        return _at_top(LINK, document, "データフォルダの外を指すリンクである", "リンクを消し、普通のファイルを置く")
    return _read(target, document)


def _read(path: str | Path, document: str) -> bytes | Diagnostic:
    """The bytes of what is no link; where the system can, one that has become a link meanwhile is not followed."""
    handle = os.open(path, _FLAGS | _NO_LINK)
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            return not_a_file(mode, document)
        content = _at_most(handle, SIZE_LIMIT + 1)
    finally:
        os.close(handle)
    return too_big(document) if len(content) > SIZE_LIMIT else content


def _at_most(handle: int, limit: int) -> bytes:
    """What can be read, never more than `limit`: the file may grow meanwhile."""
    first = os.read(handle, _CHUNK)
    if len(first) < _CHUNK:
        return first
    chunks, size = [first], len(first)
    while size < limit and (chunk := os.read(handle, min(_CHUNK, limit - size))):
        chunks.append(chunk)
        size += len(chunk)
    return b"".join(chunks)


def not_a_file(mode: int, document: str) -> Diagnostic:
    """That something which is named like a data file is of another kind."""
    kind = next((word for is_kind, word in _KINDS if is_kind(mode)), "特殊なファイル")
    hint = "普通のファイルを置くか、名前から .yaml を外す"
    return _at_top(NOT_A_FILE, document, f"普通のファイルのはずが、{kind}である", hint)


def too_big(document: str) -> Diagnostic:
    """That a file is larger than any data file can be."""
    hint = "指標は一つずつ別のファイルに分けて書く。データでないものなら別の場所に置く"
    return _at_top(TOO_BIG, document, "ファイルが 1 MiB を超えている", hint)


def missing(document: str) -> Diagnostic:
    """That there is no such file, or no more."""
    return _at_top(UNREADABLE, document, "ファイルが見つからない", "消されたか、リンクの先がない。置き直す")


def _unreadable(error: OSError, document: str) -> Diagnostic:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return missing(document)
        case errno.EACCES | errno.EPERM:
            return _at_top(UNREADABLE, document, "ファイルを読む権限がない", "読み取りの権限を付ける")
        case errno.ELOOP:
            return _at_top(LINK, document, "リンクが自分自身に戻っている", "リンクを消し、普通のファイルを置く")
        case errno.ENXIO:
            return not_a_file(stat.S_IFSOCK, document)
        case _:
            reason = errno.errorcode.get(error.errno or 0, "不明")
            return _at_top(UNREADABLE, document, f"ファイルを読めない（{reason}）", "置き場所の状態を確かめる")


def _at_top(rule: RuleInfo, document: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Spot(document, 1, 1), message, hint)
