"""Data files of a git revision, from git's objects alone: no checkout, the working tree is not touched."""

import posixpath
import stat
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from dxkpi.core.basis.finding import Diagnostic
from dxkpi.core.basis.text import clip, short
from dxkpi.source.codes.files import LINK, NOT_A_FILE
from dxkpi.source.files import (
    SIZE_LIMIT,
    UNLINK,
    Found,
    folder_for_a_file,
    in_files,
    linked_folder,
    missing,
    not_a_file,
    odd,
    odd_name,
    safe_name,
    too_big,
)
from dxkpi.source.git_objects import FILE, FOLDER, SUBMODULE, SYMLINK, NoDataThen, Repository, TreeEntry
from dxkpi.source.listing import BESIDE, FOLDERS, FileUse, Listing, NameLimit, fate

_LONGEST_LINK = 4096
"""Length in bytes; no system follows a longer link."""
_READ = (*(f"{name}/" for name in FOLDERS), *BESIDE)
_AT_ONCE = 8 << 20
"""Number of bytes of contents that are read and kept at a time."""


class GitTree:
    """The data files of a commit, with the findings of its checkout. Links to files of the data folder are followed.

    Raises:
        NoRevision: when git cannot tell what lies there; TooManyNames: when that is more than is ever looked at.
    """

    def __init__(self, label: str, commit: str, repository: Repository, prefix: str) -> None:
        self.label = label
        self.commit = commit
        self._repository = repository
        self._prefix = prefix
        self._entries: dict[str, TreeEntry] = {}
        self._folders: set[str] = set()
        self._closed: set[str] = set()
        self._in_folders: list[Found] = []
        where = f"版（コミット {short(commit)}）のデータのフォルダ「{clip(label)}」"
        tally = NameLimit(where, "別の版か、--data で別のフォルダを示す")
        for path, entry in repository.entries(commit, [f"{prefix}{name}" for name in _READ], tally):
            if path.startswith(prefix):
                self._take(path.removeprefix(prefix), entry)
        blobs = {entry.id for entry in self._entries.values() if entry.mode != SUBMODULE}
        self._sizes = repository.sizes(sorted(blobs)) if blobs else {}
        self._contents: dict[str, bytes] = {}

    def _take(self, relative: str, entry: TreeEntry) -> None:
        """Keep an entry that is read or reported, or that a link may lead through; folders precede their contents."""
        folder, _, step = relative.rpartition("/")
        if entry.mode == FOLDER:
            self._folders.add(relative)
            if folder in self._closed:
                self._closed.add(relative)
            elif folder:
                self._enter(relative, step)
        elif entry.mode in {SYMLINK, SUBMODULE} or (
            folder not in self._closed and (odd(step) or fate(relative) is not FileUse.IGNORED)
        ):
            self._entries[relative] = entry

    def _enter(self, relative: str, step: str) -> None:
        name = f"{self.label}/{relative}"
        if odd(step):
            self._in_folders.append(odd_name(name))
            self._closed.add(relative)
        elif step.startswith("."):
            self._in_folders.append((FileUse.SKIPPED, name + "/"))
            self._closed.add(relative)
        elif fate(relative) is FileUse.READ:
            self._in_folders.append(folder_for_a_file(name))

    @cached_property
    def day(self) -> str:
        """The day of its commit, as `2026-11-28`."""
        return self._repository.day(self.commit)

    def path_of(self, name: str) -> str:
        """Return the path of a data file in the repository."""
        return self._prefix + name.removeprefix(f"{self.label}/")

    def listing(self) -> Listing:
        """Return the data files by name, sorted."""
        return self._listing

    @cached_property
    def _listing(self) -> Listing:
        inside = (relative for relative in self._entries if relative.rpartition("/")[0] not in self._closed)
        found = (*self._in_folders, *(found for relative in inside for found in self._file(relative)))
        problems = [one for one in found if isinstance(one, Diagnostic)]
        fates = sorted((one for one in found if not isinstance(one, Diagnostic)), key=lambda one: one[1])
        return Listing(
            tuple(name for outcome, name in fates if outcome is FileUse.READ),
            tuple(name for outcome, name in fates if outcome is FileUse.SKIPPED),
            tuple(sorted(problems, key=lambda problem: problem.document)),
        )

    def _file(self, relative: str) -> Iterator[Found]:
        name, step, outcome = f"{self.label}/{relative}", posixpath.basename(relative), fate(relative)
        mode = self._entries[relative].mode
        if odd(step):
            yield odd_name(name)
        elif mode == SUBMODULE or (mode == SYMLINK and self._goals[relative] in self._linked_folders):
            if step.startswith("."):
                yield FileUse.SKIPPED, name + "/"
            elif mode == SYMLINK:
                yield linked_folder(name)
            else:
                kind = "ファイル" if outcome is FileUse.READ else "フォルダ"
                yield in_files(NOT_A_FILE, name, f"普通の{kind}のはずが、サブモジュールである", f"普通の{kind}を置く")
        elif outcome is not FileUse.IGNORED:
            yield outcome, name

    @cached_property
    def _goals(self) -> dict[str, str]:
        """Target of each link, from the data folder; empty where that depends on the machine."""
        links = {relative: entry.id for relative, entry in self._entries.items() if entry.mode == SYMLINK}
        followed = sorted({link for link in links.values() if self._sizes[link] <= _LONGEST_LINK})
        contents = self._repository.contents(followed) if followed else ()
        written = {link: text.decode("utf-8", "surrogateescape") for link, text in contents}
        return {relative: _goal(relative, written.get(link, "/")) for relative, link in links.items()}

    @cached_property
    def _linked_folders(self) -> frozenset[str]:
        """The folders that links lead to, including those outside the data folder that the revision has."""
        paths = self._asked(goal for goal in self._goals.values() if not _within(goal))
        found = self._repository.folders(self.commit, list(paths)) if paths else ()
        return frozenset({*self._folders, *(paths[path] for path in found)})

    @cached_property
    def _linked_files(self) -> dict[str, TreeEntry]:
        """Files, in the folders that are read, which are only kept because links lead to them."""
        paths = self._asked(goal for goal in self._goals.values() if _within(goal))
        found = self._repository.files(self.commit, list(paths)) if paths else {}
        self._sizes |= self._repository.sizes(sorted(set(found.values()))) if found else {}
        return {paths[path]: TreeEntry(FILE, identifier) for path, identifier in found.items()}

    def _asked(self, goals: Iterable[str]) -> dict[str, str]:
        """Return the targets of links not known yet as entries or folders, by their paths in the repository."""
        # `git cat-file` reads one name a line.
        unknown = {goal for goal in goals if goal and "\n" not in goal} - self._folders - self._entries.keys()
        return {posixpath.normpath(self._prefix + goal): goal for goal in sorted(unknown)}

    def read(self, name: str) -> bytes | Diagnostic:
        """Return the content of a data file, or the finding that explains why there is none."""
        relative = name.removeprefix(self.label + "/")
        passed: set[str] = set()
        while (entry := self._entries.get(relative)) is not None and entry.mode == SYMLINK:
            if relative in passed:
                return in_files(LINK, name, "リンクが自分自身に戻っている", UNLINK)
            passed.add(relative)
            relative = self._goals[relative]
        if entry is None and passed:
            entry = self._linked_files.get(relative)
        if entry is None or entry.mode == SUBMODULE:
            return self._nothing(name, relative, linked=bool(passed))
        return too_big(name) if self._sizes[entry.id] > SIZE_LIMIT else self._content(entry.id)

    def _nothing(self, name: str, relative: str, *, linked: bool) -> Diagnostic:
        if relative in self._folders or relative in self._entries:
            return not_a_file(stat.S_IFDIR, name)
        if linked and not _within(relative):
            return in_files(LINK, name, "データフォルダの中のファイルを指していないリンクである", UNLINK)
        return missing(safe_name(name))

    def _content(self, identifier: str) -> bytes:
        if identifier not in self._contents:
            self._contents = dict(self._repository.contents(self._ahead(identifier)))
        return self._contents[identifier]

    def _ahead(self, identifier: str) -> list[str]:
        """Return this content and the next ones that are kept with it: data files are read in their order."""
        wanted, room = [identifier], _AT_ONCE - self._sizes[identifier]
        for following in islice(self._order, self._order.get(identifier, len(self._order)), None):
            room -= self._sizes[following]
            if room < 0:
                break
            wanted.append(following)
        return wanted

    @cached_property
    def _order(self) -> dict[str, int]:
        """The contents of the data files in the order of their names, each with its position."""
        files = (self._entries[name.removeprefix(self.label + "/")] for name in self._listing.files)
        whole = (file.id for file in files if file.mode != SYMLINK and self._sizes[file.id] <= SIZE_LIMIT)
        return {identifier: position for position, identifier in enumerate(dict.fromkeys(whole), 1)}


def tree_of(folder: str, revision: str) -> GitTree:
    """Return the data folder `folder` as of `revision` of the repository around it; it need not exist any more.

    Raises:
        NoRevision: where git is missing, there is no repository, or no such revision; NoDataThen: no such folder in it;
        TooManyNames: above the limit of names.
    """
    path = Path(folder)
    around = next((place for place in (path, *path.parents) if place.is_dir()), Path())
    repository = Repository(around)
    top = repository.prefix(folder)
    prefix = posixpath.normpath(posixpath.join(top, path.relative_to(around).as_posix()))
    commit = repository.commit(revision)
    tree = GitTree(path.as_posix(), commit, repository, "" if prefix == "." else prefix + "/")
    listing = tree.listing()
    if not listing.files and not listing.problems:
        raise NoDataThen(
            f"版「{clip(revision)}」には、データのフォルダ「{clip(folder)}」に計画も指標もない。"
            "ほかのフォルダにあったのなら、--data で示す",
            commit,
        )
    return tree


def _goal(link: str, written: str) -> str:
    return "" if written.startswith("/") else posixpath.normpath(posixpath.dirname(link) + "/" + written)


def _within(relative: str) -> bool:
    return relative.startswith(_READ)
