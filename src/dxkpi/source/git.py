"""Data files as a git revision has them, from git's objects alone: no checkout, the working tree is not touched."""

import posixpath
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from dxkpi.core.diagnostic import Diagnostic, RuleInfo
from dxkpi.core.reference import Spot
from dxkpi.core.spelling import clip
from dxkpi.source.codes import LINK, NOT_A_FILE, ODD_NAME
from dxkpi.source.git_objects import Blob, NoDataThen, Repository
from dxkpi.source.listing import FOLDERS, Fate, Listing, fate
from dxkpi.source.opening import SIZE_LIMIT, missing, not_a_file, too_big
from dxkpi.source.walk import Found, odd, safe_name

_LINK, _SUBMODULE = "120000", "160000"
_NO_LINK = "リンクを消し、普通のファイルを置く"


class GitTree:
    """The data files of a commit, with the findings of its checkout. Links to files of the data folder are followed."""

    def __init__(self, label: str, commit: str, repository: Repository, prefix: str) -> None:
        self.label = label
        self.commit = commit
        self._repository = repository
        self._prefix = prefix
        listed = repository.blobs(commit, [f"{prefix}{name}/" for name in FOLDERS])
        self._blobs = {path.removeprefix(prefix): blob for path, blob in listed}
        self._folders = {folder for relative in self._blobs for folder in _above(relative)}
        self._contents: dict[str, bytes] = {}

    def listing(self) -> Listing:
        """The data files by name, sorted."""
        found = dict.fromkeys(found for relative in self._blobs for found in self._walk(relative))
        problems = [one for one in found if isinstance(one, Diagnostic)]
        fates = sorted((one for one in found if not isinstance(one, Diagnostic)), key=lambda one: one[1])
        return Listing(
            tuple(name for outcome, name in fates if outcome is Fate.READ),
            tuple(name for outcome, name in fates if outcome is Fate.SKIPPED),
            tuple(sorted(problems, key=lambda problem: problem.document)),
        )

    def _walk(self, relative: str) -> Iterator[Found]:
        """What somebody meets who enters one folder after the other on the way to a file."""
        for folder in _above(relative)[1:]:
            name = f"{self.label}/{folder}"
            step = posixpath.basename(folder)
            if odd(step):
                yield _odd_name(name)
                return
            if step.startswith("."):
                yield Fate.SKIPPED, name + "/"
                return
            if fate(folder) is Fate.READ:
                hint = "フォルダの名前から .yaml を外すか、ファイルを置く"
                yield _finding(NOT_A_FILE, name, "普通のファイルのはずが、フォルダである", hint)
        yield from self._file(relative)

    def _file(self, relative: str) -> Iterator[Found]:
        name, step, outcome = f"{self.label}/{relative}", posixpath.basename(relative), fate(relative)
        mode = self._blobs[relative].mode
        if odd(step):
            yield _odd_name(name)
        elif mode == _SUBMODULE or (mode == _LINK and self._goal(relative) in self._linked_folders):
            if step.startswith("."):
                yield Fate.SKIPPED, name + "/"
            elif mode == _LINK:
                yield _finding(LINK, name, "フォルダへのリンクである", "リンクを消し、普通のフォルダを置く")
            else:
                kind = "ファイル" if outcome is Fate.READ else "フォルダ"
                yield _finding(NOT_A_FILE, name, f"普通の{kind}のはずが、サブモジュールである", f"普通の{kind}を置く")
        elif outcome is not Fate.IGNORED:
            yield outcome, name

    @cached_property
    def _linked_folders(self) -> frozenset[str]:
        """The folders that links lead to, also those beside the data that the revision has."""
        goals = {self._goal(relative) for relative, blob in self._blobs.items() if blob.mode == _LINK}
        elsewhere = sorted(goal for goal in goals - self._folders - self._blobs.keys() if goal and "\n" not in goal)
        paths = {posixpath.normpath(self._prefix + goal): goal for goal in elsewhere}
        found = self._repository.folders(self.commit, list(paths)) if paths else ()
        return frozenset({*self._folders, *(paths[path] for path in found)})

    def _goal(self, relative: str) -> str:
        """Where a link leads to, from the data folder; nothing where that depends on the machine."""
        link = self._blobs[relative]
        if link.size > SIZE_LIMIT:
            return ""
        written = self._content(link).decode("utf-8", "surrogateescape")
        return "" if written.startswith("/") else posixpath.normpath(posixpath.dirname(relative) + "/" + written)

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""
        relative = name.removeprefix(self.label + "/")
        passed: set[str] = set()
        while (blob := self._blobs.get(relative)) is not None and blob.mode == _LINK:
            if relative in passed:
                return _finding(LINK, name, "リンクが自分自身に戻っている", _NO_LINK)
            passed.add(relative)
            relative = self._goal(relative)
        if blob is None or blob.mode == _SUBMODULE:
            return self._nothing(name, relative, linked=bool(passed))
        return too_big(name) if blob.size > SIZE_LIMIT else self._content(blob)

    def _nothing(self, name: str, relative: str, *, linked: bool) -> Diagnostic:
        if relative in self._folders or relative in self._blobs:
            return not_a_file(stat.S_IFDIR, name)
        if linked and not relative.startswith(tuple(f"{name}/" for name in FOLDERS)):
            return _finding(LINK, name, "データフォルダの中のファイルを指していないリンクである", _NO_LINK)
        return missing(safe_name(name))

    def _content(self, blob: Blob) -> bytes:
        if not self._contents:
            wanted = sorted({b.id for b in self._blobs.values() if b.size <= SIZE_LIMIT and b.mode != _SUBMODULE})
            self._contents = dict(self._repository.contents(wanted))
        return self._contents[blob.id]


def tree_of(folder: str, revision: str) -> GitTree:
    """The data folder `folder` as `revision` of the repository around it has it; it need not exist any more.

    Raises:
        NoRevision: where git is missing, there is no repository, or no such revision; NoDataThen: no such folder in it.
    """
    path = Path(folder)
    around = next((place for place in (path, *path.parents) if place.is_dir()), Path())
    repository = Repository(around)
    top = repository.prefix(folder)
    prefix = posixpath.normpath(posixpath.join(top, path.relative_to(around).as_posix()))
    tree = GitTree(path.as_posix(), repository.commit(revision), repository, "" if prefix == "." else prefix + "/")
    listing = tree.listing()
    if not listing.files and not listing.problems:
        raise NoDataThen(
            f"版「{clip(revision)}」には、データのフォルダ「{clip(folder)}」に計画も指標もない。"
            "ほかのフォルダにあったのなら、--data で示す"
        )
    return tree


def _above(relative: str) -> list[str]:
    """The folders on the way to a file, from the top."""
    steps = relative.split("/")[:-1]
    return ["/".join(steps[: count + 1]) for count in range(len(steps))]


def _odd_name(name: str) -> Diagnostic:
    hint = "半角の英数字とハイフンの名前に変える"
    return _finding(ODD_NAME, name, "名前に制御文字など、使えない文字がある", hint)


def _finding(rule: RuleInfo, name: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Spot(safe_name(name), 1, 1), message, hint)
