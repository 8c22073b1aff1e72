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
    folder, _, inside = relative.partition("/")
    steps = relative.split("/")[1:] or [relative]
    if not any(ending in steps[-1].lower() for ending in _ENDINGS):
        return Fate.IGNORED
    in_place = inside != "" and (folder == INDICATORS or len(steps) == _DEPTH.get(folder))
    hidden = any(step.startswith(".") for step in steps)
    return Fate.READ if in_place and not hidden and inside.endswith(_ENDINGS) else Fate.SKIPPED


def is_plan(relative: str) -> bool:
    """Whether a file of that name, as it lies below the data folder, declares a plan."""
    return relative.startswith(PLANS + "/")


def is_manifest(relative: str) -> bool:
    """Whether a file of that name, as it lies below the data folder, holds a published year."""
    return relative.startswith(MANIFESTS + "/")


def stem(name: str) -> str:
    """The file name without folder and ending."""
    return name.rpartition("/")[2].rpartition(".")[0]
