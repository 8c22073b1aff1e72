"""Answers of git about a repository: its place, the commit meant, its contents. Nothing is written.

The revision as the user writes it reaches git once, after `--end-of-options`; from then on only object ids do.
"""

import errno
import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader
from pathlib import Path
from subprocess import DEVNULL, PIPE
from threading import Thread
from typing import NamedTuple

from dxkpi.core.basis.text import clip
from dxkpi.source.files import bare_around, marks, safe_name
from dxkpi.source.git_missing import missing
from dxkpi.source.listing import NameLimit

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
# A message of git itself, which LC_ALL=C keeps in English.
_NO_REPOSITORY = "not a git repository"
_CHUNK = 1 << 16


class NoRevision(Exception):
    """A revision cannot be read, for the reason that it gives in Japanese."""


class RevisionAbsent(NoRevision):
    """There is no such revision, no repository, or no git."""


class NoDataThen(NoRevision):
    """The revision exists, with a known commit id, but has no data."""

    def __init__(self, sentence: str, commit: str) -> None:
        super().__init__(sentence)
        self.commit = commit


FILE, FOLDER, SYMLINK, SUBMODULE = "100644", "040000", "120000", "160000"


class TreeEntry(NamedTuple):
    """An entry of a commit: its mode as git writes it, and the id of its content."""

    mode: str
    id: str


@dataclass(frozen=True)
class Repository:
    """The repository around a folder: one with a `.git`, or a bare one that is in no other."""

    around: Path

    @cached_property
    def _bare(self) -> Path | None:
        return bare_around(self.around.resolve())

    @cached_property
    def _stands_alone(self) -> bool:
        """True if the bare repository found is in no other one, so that nobody can have committed it there."""
        return self._bare is not None and not any(Repository(place).there() for place in self._bare.parents[:1])

    def prefix(self, folder: str) -> str:
        """Return the path from the top of the repository, ending in `/`; empty at the top. Errors name `folder`.

        Raises:
            NoRevision: where there is no git, no repository, one that git refuses to read, or a bare one that is
                the folder itself or in another repository: somebody may have put it there.
        """
        if self._bare is not None and (self._bare == Path(folder).resolve() or not self._stands_alone):
            raise NoRevision(_put_there(self._bare, absolute=Path(folder).is_absolute()))
        done = self._run("rev-parse", "--show-prefix")
        if done.returncode == 0:
            return _text(done.stdout).removesuffix("\n")
        said = done.stderr.decode("utf-8", "replace")
        if "dubious ownership" in said or "safe.directory" in said:
            raise NoRevision(
                "git がこのリポジトリを読むことを拒んだ（持ち主が別の利用者）。信頼できるものなら、"
                "git config --global --add safe.directory <リポジトリのフォルダ> で許す"
            )
        if _NO_REPOSITORY in said:
            raise RevisionAbsent(
                f"「{clip(folder)}」は git のリポジトリの中にない。git の版は、git で管理するデータにしかない"
            )
        raise NoRevision(_refused(said))

    def there(self) -> bool:
        """Say whether there is any repository, even one that git refuses to read."""
        done = self._run("rev-parse", "--git-dir")
        return done.returncode == 0 or _NO_REPOSITORY not in done.stderr.decode("utf-8", "replace")

    def commit(self, revision: str) -> str:
        """Return the id of the commit that `revision` means.

        Raises:
            NoRevision: when there is none, with what was probably meant, or how to fetch it.
        """
        done = self._run("rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        if b"only goes back to" in done.stderr or b"only has" in done.stderr:
            raise NoRevision(
                f"版「{clip(revision)}」は分からない。この複製の動きの記録（git reflog）が、そこまで残っていない。"
                "枝か札の名前、または git log に出る番号を示す"
            )
        if done.returncode != 0 and b"is ambiguous" in done.stderr:
            raise NoRevision(f"版「{clip(revision)}」で始まるものが、いくつもある。番号をもっと長く書く")
        found = _text(done.stdout).strip()
        if done.returncode != 0 or found.startswith("^"):
            raise RevisionAbsent(missing(revision, self._asked))
        return found

    def entries(self, commit: str, folders: Sequence[str], tally: NameLimit) -> Iterator[tuple[str, TreeEntry]]:
        """Yield everything below these folders of a commit, by its path in the repository, folders first.

        The folders above them are included. Everything is counted before it is examined, and reading stops at the limit
        of the tally: a commit of some hundred bytes can have more names than there is time for.

        Raises:
            TooManyNames: above the limit of the tally.
        """
        facts = len("100644 blob ") + len(commit) + len("\t\0")

        def heed(chunk: bytes) -> None:
            names = chunk.count(b"\0")
            whole = chunk.rpartition(b"\0")[0] or chunk
            tally.count(_text(whole.rpartition(b"\t")[2]), names, len(chunk) - names * facts)

        rest = b""
        for chunk in self._heard(heed, "ls-tree", "-r", "-t", "-z", "--full-tree", commit, "--", *folders):
            *records, rest = (rest + chunk).split(b"\0")
            for record in records:
                header, _, path = record.partition(b"\t")
                mode, _, identifier = header.decode().split()
                yield _text(path), TreeEntry(mode, identifier)

    def day(self, commit: str) -> str:
        """Return the day of a commit where it was made, as `2026-11-28`."""
        return self._ran("show", "--no-patch", "--format=%cs", commit, "--").decode().strip()

    def sizes(self, identifiers: Sequence[str]) -> dict[str, int]:
        """Return the sizes of the contents of these ids, in bytes."""
        asked = "".join(f"{i}\n" for i in identifiers).encode()
        answers = self._ran("cat-file", "--batch-check=%(objectsize)", given=asked).splitlines()
        if not all(answer.isdigit() for answer in answers):
            raise NoRevision(_PARTIAL)
        return {identifier: int(size) for identifier, size in zip(identifiers, answers, strict=True)}

    def contents(self, identifiers: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the contents of these ids, all from one process and in memory at once."""
        answer = self._ran("cat-file", "--batch", given="".join(f"{i}\n" for i in identifiers).encode())
        position = 0
        for identifier in identifiers:
            end = answer.index(b"\n", position)
            if answer[position:end].endswith(b" missing"):
                raise NoRevision(_PARTIAL)
            size = int(answer[position:end].rsplit(b" ", 1)[1])
            yield identifier, answer[end + 1 : end + 1 + size]
            position = end + 1 + size + 1

    def folders(self, commit: str, paths: Sequence[str]) -> frozenset[str]:
        """Return those of these paths that are folders in the commit."""
        return frozenset(path for path, kind, _ in self._at(commit, paths) if kind == "tree")

    def files(self, commit: str, paths: Sequence[str]) -> dict[str, str]:
        """Return those of these paths that are files in the commit, with the ids of their contents."""
        return {path: identifier for path, kind, identifier in self._at(commit, paths) if kind == "blob"}

    def _at(self, commit: str, paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Yield each of these paths with the kind of its object and its id."""
        given = b"".join(f"{commit}:{path}\n".encode("utf-8", "surrogateescape") for path in paths)
        answers = self._ran("cat-file", "--batch-check=%(objecttype) %(objectname)", given=given).splitlines()
        for path, answer in zip(paths, answers, strict=True):
            kind, _, identifier = _text(answer).partition(" ")
            yield path, kind, identifier

    def _asked(self, *words: str) -> str:
        done = self._run(*words)
        return _text(done.stdout) if done.returncode == 0 else ""

    def _ran(self, *words: str, given: bytes = b"") -> bytes:
        done = self._run(*words, given=given)
        if done.returncode != 0:
            raise _failed(done.stderr)
        return done.stdout

    def _run(self, *words: str, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
        command, own = self._command(words), _surroundings()
        with _startable():
            return subprocess.run(command, cwd=self.around, env=own, input=given, capture_output=True, check=False)  # noqa: S603

    def _heard(self, heed: Callable[[bytes], None], *words: str) -> list[bytes]:
        """Return the answer of git in pieces, each passed to `heed` as it comes; an exception there ends git too."""
        command, own = self._command(words), _surroundings()
        with _startable():
            git = subprocess.Popen(command, cwd=self.around, env=own, stdin=DEVNULL, stdout=PIPE, stderr=PIPE)  # noqa: S603
        out, err = git.stdout, git.stderr
        assert isinstance(out, BufferedReader)
        assert err is not None
        heard: list[bytes] = []
        said: list[bytes] = []
        listener = Thread(target=lambda: said.append(err.read()))  # git would wait for a pipe that nobody empties
        with git:
            listener.start()
            try:
                while chunk := out.read1(_CHUNK):
                    heed(chunk)
                    heard.append(chunk)
            except BaseException:
                git.kill()
                raise
            finally:
                listener.join()
        if git.returncode != 0:
            raise _failed(said[0])
        return heard

    def _command(self, words: Sequence[str]) -> list[str]:
        settings = () if self._stands_alone else ("-c", "safe.bareRepository=explicit")
        # A folder may be named :(top) or *: it is a name, not a pattern.
        return ["git", "--literal-pathspecs", "--no-pager", *settings, *words]


def _put_there(bare: Path, *, absolute: bool) -> str:
    place = bare if absolute else Path(os.path.relpath(bare))
    files = "、".join(safe_name((place / name).as_posix()) for name in marks(bare))
    return (
        f"フォルダ「{safe_name(place.as_posix())}」に、git のリポジトリの中身が置かれている（{files}）。"
        "本物の履歴の代わりに読まれかねないため、版を読まない。どれもデータではないので、消すか別の場所に移す。"
        "自分で置いた裸のリポジトリなら、git clone で取り出したものを使う"
    )


def _failed(stderr: bytes) -> NoRevision:
    said = stderr.decode("utf-8", "replace")
    return NoRevision(_PARTIAL if "promisor" in said else _refused(said))


def _refused(said: str) -> str:
    lines = said.strip().splitlines() or [""]
    fatal = next((line for line in lines if line.startswith("fatal: ")), lines[0])
    return f"git がデータを読めない（{clip(fatal)}）"


@contextmanager
def _startable() -> Iterator[None]:
    """Turn a failure to start git into NoRevision."""
    try:
        yield
    except FileNotFoundError:
        raise RevisionAbsent("git が見つからない。git を入れるか、--rev を付けずに実行する") from None
    except OSError as error:
        raise NoRevision(f"git を実行できない（{errno.errorcode.get(error.errno or 0, '不明')}）") from None
    except ValueError:  # a revision with a NUL character
        raise NoRevision("版に使えない文字がある") from None


def _surroundings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _CALM


def _text(raw: bytes) -> str:
    """Decode a path or name as Python does for the file system: bytes that are not UTF-8 survive."""
    return raw.decode("utf-8", "surrogateescape")
