"""What git answers about a repository: where it is, which commit is meant, what lies in it. Nothing is written.

What the user writes as a revision reaches git once, behind `--end-of-options`; from then on there are object ids only.
"""

import errno
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dxkpi.core.spelling import clip
from dxkpi.source.git_missing import missing

# A fetch in the midst of reading, a lock or a question at the terminal would be a surprise. Older versions of git
# fetch in spite of GIT_NO_LAZY_FETCH, so no way to fetch is left either.
_CALM = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
}
# What a hook sets for its own repository (`git rev-parse --local-env-vars`) although the data may lie in another.
# GIT_CONFIG_* stays: it is how a machine that builds in a container declares its folders safe.
_OF_A_HOOK = frozenset(
    f"GIT_{name}"
    for name in (
        *("DIR", "WORK_TREE", "COMMON_DIR", "PREFIX", "IMPLICIT_WORK_TREE", "INTERNAL_SUPER_PREFIX", "NAMESPACE"),
        *("INDEX_FILE", "OBJECT_DIRECTORY", "ALTERNATE_OBJECT_DIRECTORIES", "GRAFT_FILE", "SHALLOW_FILE"),
        *("GLOB_PATHSPECS", "NOGLOB_PATHSPECS", "ICASE_PATHSPECS"),
    )
)
_PARTIAL = (
    "その版のファイルの一部が手元にない（部分的な複製）。git fetch --refetch --no-filter で、残りのファイルを取る"
)


class NoRevision(Exception):
    """Why a revision cannot be read, in a Japanese sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NoDataThen(NoRevision):
    """The revision is there, and holds no data."""


@dataclass(frozen=True, slots=True)
class Blob:
    """An entry of a commit: its mode as git writes it, the id and size of its content."""

    mode: str
    id: str
    size: int


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder."""

    around: Path

    def prefix(self, folder: str) -> str:
        """The path from the top of the repository to here, ending in `/`; empty at the top. Problems name `folder`.

        Raises:
            NoRevision: where there is no git, no repository, or none that git is willing to read.
        """
        done = _run(self.around, ("rev-parse", "--show-prefix"))
        if done.returncode == 0:
            return _text(done.stdout).removesuffix("\n")
        said = done.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said or "safe.directory" in said:
            raise NoRevision(
                "git がこのリポジトリを読むことを拒んだ（持ち主が別の利用者）。信頼できるものなら、"
                "git config --global --add safe.directory <リポジトリのフォルダ> で許す"
            )
        if "not a git repository" in said:
            raise NoRevision(
                f"「{clip(folder)}」は git のリポジトリの中にない。git の版は、git で管理するデータにしかない"
            )
        raise NoRevision(_refused(said))

    def commit(self, revision: str) -> str:
        """The id of the commit that is meant.

        Raises:
            NoRevision: when there is none; what was probably meant, or how it can be fetched, is said.
        """
        done = _run(self.around, ("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}"))
        if b"only goes back to" in done.stderr or b"only has" in done.stderr:
            raise NoRevision(
                f"版「{clip(revision)}」は分からない。この複製の動きの記録（git reflog）が、そこまで残っていない。"
                "枝か札の名前、または git log に出る番号を示す"
            )
        if done.returncode != 0 and b"is ambiguous" in done.stderr:
            raise NoRevision(f"版「{clip(revision)}」で始まるものが、いくつもある。番号をもっと長く書く")
        found = _text(done.stdout).strip()
        if done.returncode != 0 or found.startswith("^"):
            raise NoRevision(missing(revision, self._asked))
        return found

    def _asked(self, *words: str) -> str:
        done = _run(self.around, words)
        return _text(done.stdout) if done.returncode == 0 else ""

    def blobs(self, commit: str, folders: Sequence[str]) -> Iterator[tuple[str, Blob]]:
        """Everything below these folders of a commit, by its path in the repository."""
        listed = _ran(self.around, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *folders)
        for entry in listed.split(b"\0")[:-1]:
            facts, _, path = entry.partition(b"\t")
            mode, _, identifier, size = facts.decode().split()
            yield _text(path), Blob(mode, identifier, int(size) if size.isdecimal() else 0)

    def contents(self, identifiers: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The blobs of these ids, all from one process."""
        answer = _ran(self.around, "cat-file", "--batch", given="".join(f"{i}\n" for i in identifiers).encode())
        position = 0
        for identifier in identifiers:
            end = answer.index(b"\n", position)
            if answer[position:end].endswith(b" missing"):
                raise NoRevision(_PARTIAL)
            size = int(answer[position:end].rsplit(b" ", 1)[1])
            yield identifier, answer[end + 1 : end + 1 + size]
            position = end + 1 + size + 1

    def folders(self, commit: str, paths: Sequence[str]) -> frozenset[str]:
        """Those of these paths that are folders in the commit."""
        given = b"".join(f"{commit}:{path}\n".encode("utf-8", "surrogateescape") for path in paths)
        kinds = _ran(self.around, "cat-file", "--batch-check=%(objecttype)", given=given).splitlines()
        return frozenset(path for path, kind in zip(paths, kinds, strict=True) if kind == b"tree")


def _ran(around: Path, *words: str, given: bytes = b"") -> bytes:
    done = _run(around, words, given)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace")
        raise NoRevision(_PARTIAL if "promisor" in said else _refused(said))
    return done.stdout


def _refused(said: str) -> str:
    lines = said.strip().splitlines() or [""]
    fatal = next((line for line in lines if line.startswith("fatal: ")), lines[0])
    return f"git がデータを読めない（{clip(fatal)}）"


def _run(around: Path, words: Sequence[str], given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    own = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    command = ["git", "--literal-pathspecs", "--no-pager", *words]
    try:
        return subprocess.run(command, cwd=around, env={**own, **_CALM}, input=given, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise NoRevision("git が見つからない。git を入れるか、--rev を付けずに実行する") from None
    except OSError as error:
        raise NoRevision(f"git を実行できない（{errno.errorcode.get(error.errno or 0, '不明')}）") from None
    except ValueError:  # a revision with a NUL character
        raise NoRevision("版に使えない文字がある") from None


def _text(raw: bytes) -> str:
    """A path or name as Python has those of the file system: bytes that are not UTF-8 survive."""
    return raw.decode("utf-8", "surrogateescape")
