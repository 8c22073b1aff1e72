"""Where data files come from: a folder, or names and texts held in memory. Every name starts with the tree's label."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from dxkpi.core.diagnostic import Diagnostic
from dxkpi.source.listing import Fate, Listing, fate
from dxkpi.source.opening import SIZE_LIMIT, missing, read_file, too_big
from dxkpi.source.walk import walk


class Tree(Protocol):
    """A set of data files. `label` is the data folder as the user named it, with `/` between its parts."""

    @property
    def label(self) -> str:
        """What every name begins with."""

    def listing(self) -> Listing:
        """The data files by name, sorted."""

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""


class DictTree:
    """Data files in memory, by their names with the label or without it."""

    def __init__(self, files: Mapping[str, str | bytes], label: str = "data") -> None:
        self.label = label
        self._files = {_labelled(label, name): content for name, content in files.items()}

    def listing(self) -> Listing:
        """The data files by name, sorted."""
        fates = {name: fate(name.removeprefix(self.label + "/")) for name in sorted(self._files)}
        read = tuple(name for name, outcome in fates.items() if outcome is Fate.READ)
        return Listing(read, tuple(name for name, outcome in fates.items() if outcome is Fate.SKIPPED))

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""
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
        """The data files by name, sorted."""
        files: list[str] = []
        skipped: list[str] = []
        problems: list[Diagnostic] = []
        for found in walk(self._root, self.label):
            if isinstance(found, Diagnostic):
                problems.append(found)
            else:
                outcome, name = found
                (files if outcome is Fate.READ else skipped).append(name)
        problems.sort(key=lambda problem: problem.document)
        return Listing(tuple(sorted(files)), tuple(sorted(skipped)), tuple(problems))

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""
        relative = name.removeprefix(self.label + "/")
        if relative == name or not {"", ".", ".."}.isdisjoint(relative.split("/")) or "\0" in name:
            return missing(name)
        return read_file(self._root, f"{self._root}/{relative}", name)


class ChangedTree:
    """Another tree as it would be with one data file of other content, or with one more."""

    def __init__(self, tree: Tree, name: str, content: bytes) -> None:
        self.label = tree.label
        self._tree = tree
        self._name = name
        self._content = content

    def listing(self) -> Listing:
        """The data files by name, sorted."""
        found = self._tree.listing()
        return Listing(tuple(sorted({*found.files, self._name})), found.skipped, found.problems)

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""
        if name != self._name:
            return self._tree.read(name)
        return too_big(name) if len(self._content) > SIZE_LIMIT else self._content


def _labelled(label: str, name: str) -> str:
    return name if name.startswith(label + "/") else f"{label}/{name}"
