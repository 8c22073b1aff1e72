"""Data files as a git revision has them, straight from git's objects: no checkout, and the working tree is not touched.

What the user writes as a revision reaches git once, behind `--end-of-options`; from then on there are object ids only.
"""

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.reference import Spot
from dxkpi.core.spelling import clip, nearest
from dxkpi.source.codes import LINK, NOT_A_FILE, ODD_NAME
from dxkpi.source.listing import INDICATORS, PLANS, Fate, Listing, fate
from dxkpi.source.opening import SIZE_LIMIT, missing, too_big
from dxkpi.source.walk import odd, safe_name

_LINK, _SUBMODULE = "120000", "160000"
_PLAIN = frozenset(("100644", "100755", "100664"))
# A fetch in the midst of reading, a lock or a question at the terminal would be a surprise.
_CALM = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


class NoRevision(Exception):
    """Why a revision cannot be read, in a Japanese sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class _Blob:
    mode: str
    id: str
    size: int


class GitTree:
    """The data files of a commit. Links are followed to files of the data folder, as on disk."""

    def __init__(self, label: str, commit: str, repository: Path, prefix: str) -> None:
        self.label = label
        self.commit = commit
        self._repository = repository
        self._blobs = dict(_blobs(repository, commit, prefix, label))
        self._contents: dict[str, bytes] = {}

    def listing(self) -> Listing:
        """The data files by name, sorted."""
        files: list[str] = []
        skipped: list[str] = []
        problems: list[Diagnostic] = []
        for name, blob in sorted(self._blobs.items()):
            match fate(name.removeprefix(self.label + "/")):
                case Fate.READ if odd(name.rpartition("/")[2]):
                    problems.append(_odd_name(name))
                case Fate.READ if blob.mode == _SUBMODULE:
                    problems.append(_finding(name, NOT_A_FILE, "普通のファイルのはずが、サブモジュールである"))
                case Fate.READ:
                    files.append(name)
                case Fate.SKIPPED:
                    skipped.append(name)
                case _:
                    pass
        return Listing(tuple(files), tuple(skipped), tuple(problems))

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""
        blob = self._blobs.get(name)
        if blob is None:
            return missing(safe_name(name))
        if blob.mode == _LINK:
            return self._linked(name, blob)
        return too_big(name) if blob.size > SIZE_LIMIT else self._content(blob)

    def _linked(self, name: str, link: _Blob) -> bytes | Diagnostic:
        """What a link points at, if that is a file of the data folder in the same revision."""
        written = os.fsdecode(self._content(link))
        goal = os.path.normpath(PurePosixPath(name).parent / written)
        target = self._blobs.get(goal)
        if target is None or target.mode not in _PLAIN or written.startswith("/"):
            hint = "リンクを消し、普通のファイルを置く"
            return Diagnostic(LINK, Spot(name, 1, 1), "データフォルダの中のファイルを指していないリンクである", hint)
        return too_big(name) if target.size > SIZE_LIMIT else self._content(target)

    def _content(self, blob: _Blob) -> bytes:
        if not self._contents:
            wanted = sorted({b.id for b in self._blobs.values() if b.size <= SIZE_LIMIT and b.mode != _SUBMODULE})
            self._contents = dict(_contents(self._repository, wanted))
        return self._contents[blob.id]


def tree_of(folder: str, revision: str) -> GitTree:
    """The data folder `folder` as `revision` of the repository around it has it.

    Raises:
        NoRevision: where git is missing, there is no repository, no such revision, or no such folder in it.
    """
    path = Path(folder)
    around = path if path.is_dir() else Path()
    inside = _asked(around, "rev-parse", "--show-prefix")
    if inside is None:
        raise NoRevision(f"「{clip(folder)}」は git のリポジトリの中にない。--rev は git で管理するデータに使う")
    prefix = inside.strip("\n") if path.is_dir() else os.path.normpath(inside.strip("\n") + folder) + "/"
    commit = _asked(around, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise NoRevision(_unknown(around, revision))
    tree = GitTree(path.as_posix(), commit.strip(), around, prefix)
    if not tree.listing().files and not tree.listing().problems:
        raise NoRevision(f"版「{clip(revision)}」には、データのフォルダ「{clip(folder)}」に計画も指標もない")
    return tree


def _unknown(around: Path, revision: str) -> str:
    if (_asked(around, "rev-parse", "--is-shallow-repository") or "").strip() == "true":
        return (
            f"版「{clip(revision)}」が手元にない。履歴を途中までしか取っていないリポジトリ（浅い複製）なので、"
            "git fetch --unshallow で残りの履歴を取る"
        )
    names = _asked(around, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    meant = nearest(revision[:80], (names or "").splitlines())
    offer = f"「{clip(meant)}」ではないか" if meant else "枝か札の名前、または git log に出る番号を示す"
    return f"版「{clip(revision)}」がない。{offer}"


def _blobs(around: Path, commit: str, prefix: str, label: str) -> Iterator[tuple[str, _Blob]]:
    """Everything below the two folders that are read, by its name in the data folder."""
    folders = [f"{prefix}{PLANS}/", f"{prefix}{INDICATORS}/"]
    listed = _ran(around, "ls-tree", "-r", "-z", "-l", "--full-tree", commit, "--", *folders)
    for entry in listed.split(b"\0")[:-1]:
        facts, _, raw = entry.partition(b"\t")
        mode, _, identifier, size = facts.decode().split()
        name = os.fsdecode(raw).removeprefix(prefix)
        yield f"{label}/{name}", _Blob(mode, identifier, int(size) if size.isdecimal() else 0)


def _contents(around: Path, identifiers: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The blobs of these ids, all from one process."""
    answer = _ran(around, "cat-file", "--batch", given="".join(f"{i}\n" for i in identifiers).encode())
    position = 0
    for identifier in identifiers:
        end = answer.index(b"\n", position)
        if answer[position:end].endswith(b" missing"):
            raise NoRevision("その版のファイルの一部が手元にない（部分的な複製）。git fetch --refetch で取る")
        size = int(answer[position:end].rsplit(b" ", 1)[1])
        yield identifier, answer[end + 1 : end + 1 + size]
        position = end + 1 + size + 1


def _asked(around: Path, *words: str) -> str | None:
    """What git answers to a question; None where it has no answer."""
    done = _run(around, words)
    return os.fsdecode(done.stdout) if done.returncode == 0 else None


def _ran(around: Path, *words: str, given: bytes = b"") -> bytes:
    done = _run(around, words, given)
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise NoRevision(f"git がデータを読めない（{clip(said)}）")
    return done.stdout


def _run(around: Path, words: Sequence[str], given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    # A hook sets GIT_DIR and the like for its own repository; the data may lie in another.
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "--literal-pathspecs", "--no-pager", *words]
    try:
        return subprocess.run(command, cwd=around, env={**own, **_CALM}, input=given, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise NoRevision("git が見つからない。git を入れるか、--rev を付けずに実行する") from None
    except ValueError:  # a revision with a NUL character
        raise NoRevision("版に使えない文字がある") from None


def _odd_name(name: str) -> Diagnostic:
    hint = "半角の英数字とハイフンの名前に変える"
    return Diagnostic(ODD_NAME, Spot(safe_name(name), 1, 1), "名前に制御文字など、使えない文字がある", hint)


def _finding(name: str, rule: RuleInfo, message: str) -> Diagnostic:
    return Diagnostic(rule, Spot(name, 1, 1), message, "普通のファイルを置くか、名前から .yaml を外す")
