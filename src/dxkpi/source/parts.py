"""The data files cut into parts: for each plan its own file and its folders, which mostly speak of nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from dxkpi.core.diagnostic import Diagnostic
from dxkpi.source.listing import PLANS, Listing, stem
from dxkpi.source.tree import Tree


@dataclass(frozen=True, slots=True)
class Part:
    """Files that lie together: in the folder of a plan, and the file of the plan that is named like it."""

    folder: str
    listing: Listing


class PartTree:
    """Some of the files of another tree."""

    def __init__(self, tree: Tree, parts: tuple[Part, ...]) -> None:
        self.label = tree.label
        self._tree = tree
        self._parts = parts

    def listing(self) -> Listing:
        """The data files of the parts by name, sorted."""
        listings = [part.listing for part in self._parts]
        return Listing(
            tuple(sorted(name for own in listings for name in own.files)),
            (),
            tuple(problem for own in listings for problem in own.problems),
        )

    def read(self, name: str) -> bytes | Diagnostic:
        """The content of a data file, or why there is none."""
        return self._tree.read(name)


def parted(listing: Listing, label: str) -> Iterator[Part]:
    """All files of a listing, and what cannot be listed in a part of its own."""
    if listing.problems:
        yield Part("", Listing((), (), listing.problems))
    folders: dict[str, list[str]] = {}
    for above, names in groupby(listing.files, lambda name: name.rpartition("/")[0]):
        relative = above.removeprefix(label + "/")
        if relative == PLANS:
            for name in names:
                folders.setdefault(stem(name), []).append(name)
        else:
            folders.setdefault(relative.partition("/")[2].partition("/")[0], []).extend(names)
    for folder, own in folders.items():
        yield Part(folder, Listing(tuple(own), ()))
