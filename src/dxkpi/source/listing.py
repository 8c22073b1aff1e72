"""Which files of a data folder are read: a decision about names alone."""

from dataclasses import dataclass
from enum import Enum, auto

from dxkpi.core.diagnostic import Diagnostic

PLANS, INDICATORS, MANIFESTS = "targets", "indicators", "published"
"""The folders that are read: of the first its own files, of the second everything, of the third one folder a plan."""

FOLDERS = (PLANS, INDICATORS, MANIFESTS)

_DEPTH = {PLANS: 1, MANIFESTS: 2}
"""How many steps below a folder its data files lie, where not everything below it is read."""

_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Listing:
    """What a data folder holds: the names to read, those left aside on purpose, and what cannot be listed at all."""

    files: tuple[str, ...]
    skipped: tuple[str, ...]
    problems: tuple[Diagnostic, ...] = ()


class Fate(Enum):
    """What becomes of a file."""

    READ = auto()
    SKIPPED = auto()
    IGNORED = auto()


def fate(relative: str) -> Fate:
    """What becomes of a file of that name, as it lies below the data folder.

    Skipped is what looks like a data file and is none: hidden, a backup, with another ending or in another place.

    >>> fate("indicators/a/b.yaml").name, fate("indicators/a/b.yaml~").name, fate("indicators/README.md").name
    ('READ', 'SKIPPED', 'IGNORED')
    """
    folder, _, name = relative.rpartition("/")
    return fate_in(name, data=holds_data(folder))


def fate_in(name: str, *, data: bool) -> Fate:
    """What becomes of a file of that name in a folder whose files are `data`, or are not read."""
    if data and name.endswith(_ENDINGS) and not name.startswith("."):
        return Fate.READ
    looks_alike = any(ending in name.lower() for ending in _ENDINGS)
    return Fate.SKIPPED if looks_alike else Fate.IGNORED


def holds_data(folder: str) -> bool:
    """Whether the files that lie in a folder below the data folder are read."""
    top, *below = folder.split("/")
    in_place = top == INDICATORS or len(below) + 1 == _DEPTH.get(top)
    return in_place and not any(step.startswith(".") for step in below)


def is_plan(relative: str) -> bool:
    """Whether a file of that name, as it lies below the data folder, declares a plan."""
    return relative.startswith(PLANS + "/")


def is_manifest(relative: str) -> bool:
    """Whether a file of that name, as it lies below the data folder, holds a published year."""
    return relative.startswith(MANIFESTS + "/")


def stem(name: str) -> str:
    """The file name without folder and ending."""
    return name.rpartition("/")[2].rpartition(".")[0]
